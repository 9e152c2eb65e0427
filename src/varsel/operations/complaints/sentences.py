"""What complaints are called on pages: authorities, categories, outcomes, duties, refusals."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AUTHORITIES: dict[str, Promise] = {
    "KO": _("KO, the consumer ombudsman"),
    "ARN": _("ARN, the Swedish board for consumer disputes"),
    "BKN": _("Brukerklagenemnda, the Norwegian board"),
}
CATEGORIES: dict[str, Promise] = {
    "contract-price-marketing": _("contract, price or marketing"),
    "operation-and-maintenance": _("operation and maintenance"),
    "invoice-and-payment": _("invoice and payment"),
    "delivery-and-quality": _("delivery and quality"),
    "customer-service": _("customer service"),
    "other": _("something else"),
}
STATES: dict[str, Promise] = {"open": _("open"), "decided": _("decided")}
OUTCOMES: dict[str, Promise] = {
    "upheld": _("upheld"),
    "partly": _("partly upheld"),
    "rejected": _("rejected"),
    "dismissed": _("dismissed"),
    "withdrawn": _("withdrawn"),
}
CONTACTS: dict[str, Promise] = {
    "interested": _("a solution is wanted"),
    "declined": _("no contact is wanted"),
    "no-answer": _("no answer"),
}
CLOCKS: dict[str, Promise] = {
    "answer": _("Answer the authority"),
    "outreach": _("Contact who complained"),
}
REFUSED: dict[str, Promise] = {
    "not-found": _("It is decided already, or there is nothing by that name."),
    "not-answerable": _("It is answered or decided already."),
}
