"""A promised visit to which nobody came: ekomforskriften § 4-10, read 2026-04-13.

The regulation gives no amount, and names nothing that excuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from varsel.law.compensation import Board
from varsel.law.facts import MissedVisit
from varsel.law.grammar import Force, Parameter, Reason, Since, Verdict, judge
from varsel.law.no.sources import IN_FORCE_FROM, MISSED_VISIT, READ_ON, SAFE_READING_FROM

FORCE = Parameter(
    "how firmly missed visits are compensated",
    (Since(SAFE_READING_FROM, Force.SAFE, MISSED_VISIT), Since(IN_FORCE_FROM, Force.HARD, MISSED_VISIT)),
    READ_ON,
)
BOARD = Board("Brukerklagenemnda", "brukerklagenemnda.no", "Lilleakerveien 4A, 0283 Oslo")


def must_compensate(*, facts: MissedVisit, on: date) -> Verdict:
    """Tell whether a missed visit is to be compensated: lawful means that it is due (NO-FAULT-01).

    Raise NotInForce before 3 June 2022.
    """
    return judge(rule="NO-FAULT-01", cites=("NO-FAULT-01",), reasons=_asked(facts, on), on=on)


def _asked(facts: MissedVisit, on: date) -> Iterator[Reason]:
    """ "Dette gjelder ved … avlyste service- eller installasjonsavtaler." """
    force = FORCE.at(on)
    yield Reason("customer_was_there", facts.customer_was_there, MISSED_VISIT, force)
    if facts.hindrance:
        yield Reason("no_hindrance_excuses", True, MISSED_VISIT, force)
