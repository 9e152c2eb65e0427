"""The upper limit for variable costs: ekomforskriften (FOR-2024-12-20-3410) § 4-5 second paragraph, read 2026-04-13."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from varsel.law.facts import CreditUse
from varsel.law.grammar import Parameter, Reason, Since, Verdict, judge
from varsel.law.no.sources import CREDIT_LIMIT, FORCE, READ_ON, SAFE_READING_FROM

BARRED_SERVICES = Parameter(
    "services that a credit limit may bar",
    (Since(SAFE_READING_FROM, frozenset({"telephony", "mobile"}), CREDIT_LIMIT),),
    READ_ON,
)


def must_bar(*, facts: CreditUse, on: date) -> Verdict:
    """Tell whether outgoing calls are to be barred on this local day: lawful means that barring is due (NO-SUSP-03).

    Raise NotInForce before 3 June 2022.
    """
    return judge(rule="NO-SUSP-03", cites=("NO-SUSP-03",), reasons=_asked(facts, on), on=on)


def _asked(facts: CreditUse, on: date) -> Iterator[Reason]:
    """ "Dersom kostnadene overskrider den fastsatte grensen, skal tilbyder sperre for utgående anrop …" """
    yield _reason("service_is_covered", facts.service_kind in BARRED_SERVICES.at(on), on)
    yield _reason("has_limit", facts.limit is not None, on)
    if facts.limit is not None:
        yield _reason("limit_exceeded", facts.used > facts.limit, on)
    yield _reason("not_asked_to_stay_open", not facts.keep_open, on)


def _reason(code: str, held: bool, on: date) -> Reason:
    return Reason(code, held, CREDIT_LIMIT, FORCE.at(on))
