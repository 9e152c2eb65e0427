"""The rules of limiting as customers read them. Every number comes from the law's parameters or the policy in force."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Rule: heading and text. %(days)s and the like are the law's; %(our_days)s and the like are what the operator gives.
TEXTS: dict[str, tuple[Promise, Promise]] = {
    "SE-SUSP-01": (
        _("First you hear from us"),
        _(
            "If an invoice is unpaid after its due date we send you a payment demand, and it says what may happen. You"
            " have at least %(our_days)s days to pay, and at least %(our_bank_days)s bank days from when it reached"
            " you. (Good practice asks for %(days)s days and %(bank_days)s bank days.)"
        ),
    ),
    "SE-SUSP-02": (
        _("If you pay in time, nothing happens"),
        _("Whoever pays within the time that the demand gives keeps the service as it is."),
    ),
    "SE-SUSP-03": (
        _("If you have often paid late"),
        _(
            "After %(our_invoices)s late invoices within %(our_window)s months we may limit the service without a new"
            " demand. We warn you at least %(our_hours)s hours before."
        ),
    ),
    "SE-SUSP-04": (
        _("Limited comes before closed"),
        _(
            "For at least %(our_limited)s whole days you keep internet that works, and emergency calls and other"
            " toll-free calls. The law asks for %(limited)s days. Only then may the service be closed."
        ),
    ),
    "SE-SUSP-05": (
        _("Limited internet is still internet"),
        _(
            "It is slower, but never below %(speed)s Mbit/s, and it reaches everything: there is no list of allowed"
            " pages."
        ),
    ),
    "SE-SUSP-06": (
        _("You are told at once"),
        _("The moment we limit or close a service we tell you, and how to get it open again."),
    ),
    "SE-SUSP-07": (
        _("Only the service that is unpaid"),
        _("An unpaid telephone bill never touches your internet, and an unpaid repair touches no service at all."),
    ),
    "SE-SUSP-08": (
        _("If you think that the invoice is wrong"),
        _("Tell us. What you dispute restricts nothing until it has been decided; the rest is to be paid as usual."),
    ),
    "SE-SUSP-09": (
        _("If you have chosen a credit limit for calls"),
        _(
            "Above your limit outgoing calls are barred, unless you ask us to keep them open. Calls abroad and premium"
            " calls may reach us late, so the bar can come late. Emergency and toll-free calls always work."
        ),
    ),
    "NO-SUSP-01": (
        _("First you hear from us, and then a month passes"),
        _(
            "If an invoice is unpaid after its due date we send you a payment demand, and it warns you of what may"
            " happen. At the earliest %(months)s month after it reached you may we limit or end the service. For the"
            " days on which it is limited or closed you pay no monthly fee."
        ),
    ),
    "NO-SUSP-01b": (
        _("No short cut"),
        _("However often somebody paid late: nobody is limited without that month."),
    ),
    "NO-SUSP-02": (
        _("If you think that the invoice is wrong"),
        _("Tell us. What you dispute restricts nothing until it has been decided; the rest is to be paid as usual."),
    ),
    "NO-SUSP-03": (
        _("If you have chosen a credit limit for calls"),
        _(
            "Above your limit outgoing calls are barred, unless you ask us to keep them open. Emergency calls always"
            " work."
        ),
    ),
}
