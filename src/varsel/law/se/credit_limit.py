"""The amount at which the customer wants the service barred: LEK (2022:482) 7 kap. 32 §, read 2026-07-07."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from varsel.law.facts import CreditUse
from varsel.law.grammar import Force, Parameter, Reason, Since, Verdict, judge
from varsel.law.se.sources import CREDIT_LIMIT, IN_FORCE_FROM, READ_ON

BARRED_SERVICES = Parameter(
    "services that a credit limit may bar",
    (Since(IN_FORCE_FROM, frozenset({"telephony", "mobile"}), CREDIT_LIMIT),),
    READ_ON,
)


def must_bar(*, facts: CreditUse, on: date) -> Verdict:
    """Tell whether outgoing calls are to be barred on this local day: lawful means that barring is due (SE-SUSP-09).

    Raise NotInForce before 3 June 2022.
    """
    return judge(rule="SE-SUSP-09", cites=("SE-SUSP-09",), reasons=_asked(facts, on), on=on)


def _asked(facts: CreditUse, on: date) -> Iterator[Reason]:
    """ "När fordran mot konsumenten överstiger det angivna beloppet ska tjänsten avgiftsfritt avbrytas …" """
    yield _reason("service_is_covered", facts.service_kind in BARRED_SERVICES.at(on))
    yield _reason("has_limit", facts.limit is not None)
    if facts.limit is not None:
        yield _reason("limit_exceeded", facts.used > facts.limit)
    yield _reason("not_asked_to_stay_open", not facts.keep_open)


def _reason(code: str, held: bool) -> Reason:
    return Reason(code, held, CREDIT_LIMIT, Force.HARD)
