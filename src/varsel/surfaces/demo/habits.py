"""How the demo's customers pay, and what becomes of it: one row a way of living.

Days are counted back from today: `owing` is how long the oldest unpaid invoice has been due. Sweden and Norway give
different times, so that the same state needs a different age of the debt.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Habit:
    """A way of paying, and what the operator does about it."""

    name: str
    owing: tuple[int, int] | None = None  # days that the oldest unpaid invoice has been due: in Sweden, in Norway
    pays: int = -3  # how many days after the due day all other invoices are paid
    approves: frozenset[str] = frozenset()  # what the clerk approves of what is proposed
    pays_up: tuple[str, int] | None = None  # everything, so many days after reaching a level, or after a proposal
    disputes: str | None = None  # the oldest unpaid invoice, a few days after its due day: open, upheld or rejected
    hold: str | None = None  # a hold of this kind, set a few days ago
    used: float | None = None  # the share of a credit limit that calls have used
    telecare: bool = False
    reachable: bool = True

    def owing_in(self, *, country: str) -> int | None:
        """Return how many days the oldest unpaid invoice has been due in a country."""
        return None if self.owing is None else dict(zip(("SE", "NO"), self.owing, strict=True))[country]


BOTH, LIMIT = frozenset({"limit", "close"}), frozenset({"limit"})
IN_TIME = Habit("pays in time")
ROUND, CROWD = 200, 2000
# With how many of the first 200 customers live so, and how many of every 2000 after them. The others pay in time. The
# first 200 have it all; of the crowd most that goes wrong waits for a clerk: about 300 proposals among 20,000.
HABITS: tuple[tuple[Habit, int, int], ...] = (
    (Habit("pays a little late", pays=4), 12, 0),
    (Habit("pays on the demand", pays=11), 10, 5),
    (Habit("a demand is running", owing=(13, 20)), 10, 8),
    (Habit("a demand goes out soon", owing=(4, 4)), 5, 6),
    (Habit("limiting is proposed", owing=(29, 48)), 9, 22),
    (Habit("is limited", owing=(32, 51), approves=LIMIT), 7, 4),
    (Habit("closing is proposed", owing=(48, 66), approves=LIMIT), 5, 7),
    (Habit("is closed", owing=(58, 74), approves=BOTH), 4, 1),
    (Habit("was limited and paid", owing=(60, 74), approves=LIMIT, pays_up=("limited", 4)), 6, 2),
    (Habit("was closed and paid", owing=(80, 88), approves=BOTH, pays_up=("closed", 2)), 3, 0),
    (Habit("paid on the proposal", owing=(44, 60), pays_up=("proposed", 2)), 4, 2),
    (Habit("disputes an invoice", owing=(30, 40), disputes="open"), 3, 1),
    (Habit("was right in a dispute", owing=(40, 45), disputes="upheld"), 2, 0),
    (Habit("was wrong in a dispute", owing=(40, 45), disputes="rejected"), 2, 0),
    (Habit("promised to pay", owing=(24, 30), hold="promise"), 2, 1),
    (Habit("hardship", owing=(55, 60), hold="hardship"), 1, 0),
    (Habit("an estate", owing=(40, 50), hold="estate"), 1, 0),
    (Habit("always late", owing=(11, 11), pays=26), 4, 0),
    (Habit("near the credit limit", used=0.9), 3, 1),
    (Habit("reached the credit limit", used=1.1), 2, 1),
    (Habit("an alarm hangs on the line", owing=(50, 60), telecare=True), 2, 0),
    (Habit("can't be reached", owing=(35, 45), reachable=False), 3, 1),
)


def habit_of(*, number: int) -> Habit:
    """Return how a customer lives. Habits are strewn over the numbers; 67 has no part in common with a round."""
    first = number <= ROUND
    place = number * 67 % (ROUND if first else CROWD)
    for habit, of_first, of_crowd in HABITS:
        count = of_first if first else of_crowd
        if place < count:
            return habit
        place -= count
    return IN_TIME
