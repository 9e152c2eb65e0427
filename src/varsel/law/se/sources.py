"""The Swedish acts that the rules stand on, by section, and the day on which they were last read.

LEK: lag (2022:482) om elektronisk kommunikation, 7 kap., as amended to SFS 2025:1511, read 2026-07-07.
"""

from __future__ import annotations

from datetime import date

from varsel.law.grammar import Citation

READ_ON = date(2026, 7, 7)
IN_FORCE_FROM = date(2022, 6, 3)  # LEK; also the first day for which older acts were read

INCIDENTS_FROM = date(2026, 1, 15)  # cybersäkerhetslagen

_LEK = "Lag (2022:482) om elektronisk kommunikation"
_LEK_AT = "https://lagen.nu/2022:482#"

UNPAID = Citation(_LEK, "7 kap. 34 § första stycket", _LEK_AT + "K7P34S1")
REPEATEDLY_LATE = Citation(_LEK, "7 kap. 34 § andra stycket", _LEK_AT + "K7P34S2")
THAT_SERVICE_ONLY = Citation(_LEK, "7 kap. 34 § tredje stycket", _LEK_AT + "K7P34S3")
CREDIT_LIMIT = Citation(_LEK, "7 kap. 32 §", _LEK_AT + "K7P32")
EMERGENCY_COMMUNICATION = Citation(_LEK, "7 kap. 35 §", _LEK_AT + "K7P35")
FUNCTIONAL_INTERNET = Citation(
    "Förordning (2022:511) om elektronisk kommunikation", "6 kap. 2 §", "https://lagen.nu/2022:511#K6P2"
)
# The act says "skälig tid"; the numbers are the supervisor's for collection, read for the customer.
REASONABLE_TIME = Citation("God inkassosed", "Inkassonämnden 273-2021")
WARNED_BEFORE = Citation("Marknadsdomstolen", "MD 2005:10")
MISSED_VISIT = Citation(_LEK, "7 kap. 24 § andra stycket", _LEK_AT + "K7P24S2")
HINDRANCE = Citation(_LEK, "7 kap. 25 § första stycket", _LEK_AT + "K7P25S1")
DISPUTED_CLAIM = Citation("Inkassolag (1974:182)", "8 §", "https://lagen.nu/1974:182#P8")
_CSL, _CSL_AT = "Cybersäkerhetslag (2025:1506)", "https://lagen.nu/2025:1506#"
SIGNIFICANT = Citation(_CSL, "2 kap. 4 §", _CSL_AT + "K2P4")
EARLY_WARNING = Citation(_CSL, "2 kap. 5 §", _CSL_AT + "K2P5")
INCIDENT_NOTIFICATION = Citation(_CSL, "2 kap. 6 §", _CSL_AT + "K2P6")
FINAL_REPORT = Citation(_CSL, "2 kap. 8 §", _CSL_AT + "K2P8")
ESTIMATE = Citation("Konsumenttjänstlag (1985:716)", "36 §", "https://lagen.nu/1985:716#P36")
