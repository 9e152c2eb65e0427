"""What arrears says to people on its pages: reasons of the law, refusals, steps, grounds."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.operations.arrears.refusals import SENTENCES
from varsel.operations.complaints import sentences as complaints
from varsel.operations.fieldwork import sentences as fieldwork
from varsel.operations.outages import sentences as outages

# Each reason of a verdict, where it held and where it did not.
REASONS: dict[str, tuple[Promise, Promise]] = {
    "no_life_line": (_("No alarm hangs on the line."), _("An alarm hangs on the line: it is never restricted.")),
    "service_is_covered": (
        _("The rule is about this kind of service."),
        _("The rule is not about this kind of service."),
    ),
    "principal_owed": (_("The service itself is unpaid."), _("Nothing is unpaid and overdue for the service itself.")),
    "undisputed": (_("At least a part is undisputed."), _("All that is unpaid is disputed.")),
    "demand_received": (_("A demand reached the customer."), _("No demand has reached the customer.")),
    "interruption_warned": (
        _("The demand warned of an interruption."),
        _("The demand did not warn of an interruption."),
    ),
    "time_to_pay_was_enough": (_("The demand gave enough time to pay."), _("The demand gave too little time to pay.")),
    "demand_ran_out": (_("The last day to pay has ended."), _("The last day to pay has not ended.")),
    "late_often_enough": (
        _("The customer has paid late repeatedly."),
        _("The customer has not paid late often enough."),
    ),
    "notice_received": (_("The warning reached the customer."), _("No warning has reached the customer.")),
    "notice_hours_passed": (
        _("The hours after the warning have passed."),
        _("The hours after the warning have not passed."),
    ),
    "was_limited": (_("The service was limited first."), _("The service has not been limited first.")),
    "ten_days_passed": (
        _("Ten whole days of functional internet have passed."),
        _("Ten whole days of functional internet have not passed."),
    ),
    "limited_day_passed": (_("The day of the limiting is over."), _("The day of the limiting is not over.")),
    "immediate_limiting_allowed": (
        _("This country lets a service be limited at once."),
        _("This country never lets a service be limited at once."),
    ),
    "has_limit": (_("The customer ordered a credit limit."), _("The customer has no credit limit.")),
    "limit_exceeded": (_("Usage is above the credit limit."), _("Usage is within the credit limit.")),
    "not_asked_to_stay_open": (
        _("The customer has not asked to stay open."),
        _("The customer asked to stay open."),
    ),
}

FORCES: dict[str, Promise] = {
    "HARD": _("the law's own words"),
    "SAFE": _("open law, read for the customer"),
    "POLICY": _("our own choice"),
}

REFUSED: dict[str, Promise] = {
    **SENTENCES,
    "gone": _("This proposal no longer waits: it was settled or fell meanwhile."),
    "failed": _("The database refused it. Nothing changed; tell whoever runs the installation."),
}

ACTIONS: dict[str, Promise] = {"limit": _("Limit"), "close": _("Close")}
GROUNDS: dict[str, Promise] = {
    "unpaid": _("an invoice was not paid after a demand"),
    "repeatedly_late": _("invoices were paid late repeatedly, and the customer was warned"),
    "credit_limit": _("the customer's own credit limit is reached"),
}
# What to look at twice before approving: it stops nothing by itself.
SIGNS: dict[str, Promise] = {
    "protected": _("protected identity"),
    "complaint": _("complaint open"),
    "alarm": _("alarm on another service"),
    "outage": _("outage on the line"),
    "held": _("on hold"),
    "old": _("debt older than half a year"),
}
COUNTRY_WORDS: dict[str, Promise] = {"SE": _("Sweden"), "NO": _("Norway")}
SORTS: dict[str, Promise] = {
    "oldest": _("the oldest first"),
    "newest": _("the newest first"),
    "most": _("the most owed first"),
    "least": _("the least owed first"),
    "customer": _("by customer number"),
}
SERVICE_KINDS: dict[str, Promise] = {
    "internet": _("internet"),
    "telephony": _("telephony"),
    "mobile": _("mobile"),
    "tv": _("TV"),
}
CHANNELS: dict[str, Promise] = {"sms": _("SMS"), "email": _("e-mail"), "letter": _("letter")}
NOTICES: dict[str, Promise] = {
    **outages.NOTICES,
    "payment_demand": _("Payment demand"),
    "late_payer_warning": _("Warning for late payment"),
    "service_limited": _("The service was limited"),
    "service_closed": _("The service was closed"),
    "service_reopened": _("The service is open again"),
    "credit_limit_near": _("The credit limit is near"),
    "credit_limit_reached": _("The credit limit is reached"),
}
HOLDS: dict[str, Promise] = {
    "hardship": _("hardship"),
    "estate": _("the estate of somebody who died"),
    "promise": _("a promise to pay"),
    "payment_plan": _("a payment plan"),
    "other": _("another reason"),
}
CLOCKS: dict[str, Promise] = {
    **complaints.CLOCKS,
    **fieldwork.CLOCKS,
    **outages.CLOCKS,
    "send_demand": _("Demand payment"),
    "consider_limiting": _("See whether to limit"),
    "consider_closing": _("See whether to close"),
    "act_as_approved": _("Act as approved"),
    "refund": _("paying out"),
    "acknowledgement": _("an answer of the billing system"),
    "call_customer": _("Ring the customer"),
    "fold_alarms": _("See what alarms have in common"),
}
LEVELS: dict[str, tuple[str, Promise]] = {
    # level: state of the state language, word
    "open": ("working", _("open")),
    "signposted": ("signposted", _("signposted")),
    "limited": ("limited", _("limited")),
    "closed": ("closed", _("closed")),
    "outgoing_barred": ("outgoing_barred", _("outgoing calls barred")),
}

# The rules about limiting, as the catalogue titles them.
RULES: dict[str, Promise] = {
    "SE-SUSP-01": _("A service is limited only after a demand with reasonable time to pay and a warning."),
    "SE-SUSP-02": _("Whoever pays in time keeps the service."),
    "SE-SUSP-03": _("A repeatedly late payer may be limited at once, after a notice."),
    "SE-SUSP-04": _("Ten whole days of functional internet, emergency and toll-free calls come before a closing."),
    "SE-SUSP-05": _("Functional internet has a least speed and no list of allowed services."),
    "SE-SUSP-06": _("The customer is told of an interruption at once."),
    "SE-SUSP-07": _("Only the service that the debt is for is restricted."),
    "SE-SUSP-08": _("A disputed amount restricts nothing."),
    "SE-SUSP-09": _("Outgoing calls are barred above the amount that the customer chose, unless asked to stay open."),
    "NO-SUSP-01": _("A service is restricted or ended one month after a demand and a warning, at the earliest."),
    "NO-SUSP-01b": _("No late payer is restricted without that month."),
    "NO-SUSP-02": _("A disputed amount restricts nothing."),
    "NO-SUSP-03": _("Outgoing calls are barred above the amount that the customer chose, unless asked to stay open."),
}
