"""The Norwegian acts that the rules stand on, by section, and the day on which they were last read.

Ekomloven: LOV-2024-12-13-76, in force 2025-01-01. Ekomforskriften: FOR-2024-12-20-3410. Read 2026-04-13.
"""

from __future__ import annotations

from datetime import date

from varsel.law.grammar import Citation, Force, Parameter, Since

READ_ON = date(2026, 4, 13)
IN_FORCE_FROM = date(2025, 1, 1)
SAFE_READING_FROM = date(2022, 6, 3)  # before the act the same rules are applied as the safe reading

_ACT = "Ekomloven (LOV-2024-12-13-76)"
_ACT_AT = "https://lovdata.no/lov/2024-12-13-76/"
_REGULATION = "Ekomforskriften (FOR-2024-12-20-3410)"
_REGULATION_AT = "https://lovdata.no/forskrift/2024-12-20-3410/"

PROPORTIONATE = Citation(_ACT, "§ 4-11 første ledd", _ACT_AT + "§4-11")
UNPAID = Citation(_ACT, "§ 4-11 andre ledd", _ACT_AT + "§4-11")
THAT_SERVICE_ONLY = Citation(_ACT, "§ 4-11 fjerde ledd", _ACT_AT + "§4-11")
CREDIT_LIMIT = Citation(_REGULATION, "§ 4-5 andre ledd", _REGULATION_AT + "§4-5")
FUNCTIONAL_INTERNET = Citation(_REGULATION, "§ 5-1", _REGULATION_AT + "§5-1")
MISSED_VISIT = Citation(_REGULATION, "§ 4-10 første ledd", _REGULATION_AT + "§4-10")
PLANNED_WORK = Citation(_REGULATION, "§ 4-17", _REGULATION_AT + "§4-17")
INCIDENT = Citation(_REGULATION, "§ 2-8", _REGULATION_AT + "§2-8")
COMPLAINT = Citation(_REGULATION, "§ 11-6", _REGULATION_AT + "§11-6")
DISPUTED_CLAIM = Citation("Inkassoloven (LOV-1988-05-13-26)", "§§ 8 og 10", "https://lovdata.no/lov/1988-05-13-26/§10")
ESTIMATE = Citation("Håndverkertjenesteloven (LOV-1989-06-16-63)", "§ 32", "https://lovdata.no/lov/1989-06-16-63/§32")

FORCE = Parameter(
    "how firmly the rules on unpaid service bind",
    (Since(SAFE_READING_FROM, Force.SAFE, UNPAID), Since(IN_FORCE_FROM, Force.HARD, UNPAID)),
    READ_ON,
)
