"""A promised visit to which nobody came: LEK (2022:482) 7 kap. 24 and 25 §§, read 2026-07-07.

The act gives no amount: what is compensated is the damage. An operator may promise a standard amount; it never cuts
what the customer can show.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from varsel.law.compensation import Board
from varsel.law.facts import MissedVisit
from varsel.law.grammar import Force, Parameter, Reason, Since, Verdict, judge
from varsel.law.se.sources import HINDRANCE, IN_FORCE_FROM, MISSED_VISIT, READ_ON

FORCE = Parameter(
    "how firmly missed visits are compensated", (Since(IN_FORCE_FROM, Force.HARD, MISSED_VISIT),), READ_ON
)
BOARD = Board("Allmänna reklamationsnämnden (ARN)", "www.arn.se", "Box 174, 101 23 Stockholm")


def must_compensate(*, facts: MissedVisit, on: date) -> Verdict:
    """Tell whether a missed visit is to be compensated: lawful means that it is due (SE-FAULT-02).

    Raise NotInForce before 3 June 2022.
    """
    return judge(rule="SE-FAULT-02", cites=("SE-FAULT-02",), reasons=_asked(facts, on), on=on)


def _asked(facts: MissedVisit, on: date) -> Iterator[Reason]:
    """ "Detsamma gäller i fråga om skada som uppkommer genom uteblivna service- eller installationstillfällen." """
    force = FORCE.at(on)
    yield Reason("customer_was_there", facts.customer_was_there, MISSED_VISIT, force)
    if facts.hindrance:  # a hindrance excuses only what the first paragraph of 24 § names: visits stand in the second
        yield Reason("no_hindrance_excuses", True, HINDRANCE, force)
