"""The journal as a person reads it: one sentence an entry, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.kit import instants, money
from varsel.records.journal.kinds import Kind
from varsel.records.journal.queries import Told

SENTENCES: dict[str, Promise] = {
    Kind.CUSTOMER_REGISTERED: _("The customer was registered."),
    Kind.CONTACT_CHANGED: _("New contact detail: %(channel)s."),
    Kind.CONTACT_BOUNCED: _("A contact detail did not work: %(channel)s. Nothing more is sent there."),
    Kind.POLICY_SET: _("A new version of the operator's policy was set."),
    Kind.ROLE_SET: _("The roles of a person on the staff were set."),
    Kind.PROTECTED_SHOWN: _("Somebody looked at the protected identity and gave a reason."),
    Kind.REGISTER_LOADED: _("A file of the register was loaded."),
    Kind.REGISTER_CONFLICT: _("A file of the register tells other values than ours; nothing was overwritten."),
    Kind.REGISTER_EXPORTED: _("The whole register was exported."),
    Kind.INVOICE_RECEIVED: _("Invoice %(subject)s came in: %(amount)s, due %(due_on)s."),
    Kind.PAYMENT_BOOKED: _("%(amount)s was paid on invoice %(subject)s; it counts from %(initiated_on)s."),
    Kind.PAYMENT_SUSPENDED: _("A payment of %(amount)s came in and waits in suspense: nobody knows whose it is."),
    Kind.PAYMENT_FILE_BOOKED: _("A file of payments was booked."),
    Kind.PAYMENT_FILE_TAKEN: _("Somebody took away the original of a file of payments."),
    Kind.PAYMENT_PLACED: _("A payment was moved out of suspense."),
    Kind.CREDIT_GRANTED: _("%(amount)s was credited on %(subject)s: %(because)s."),
    Kind.USAGE_RECORDED: _("Usage of %(amount)s arrived for %(subject)s (%(kind)s)."),
    Kind.DEBIT_FAILED: _("The direct debit of invoice %(subject)s failed on %(failed_on)s, caused by %(caused_by)s."),
    Kind.DEMAND_SENT: _("A demand for invoice %(subject)s was delivered by %(channel)s."),
    Kind.LATE_PAYER_WARNED: _("A warning for late payment of invoice %(subject)s was delivered by %(channel)s."),
    Kind.DEADLINE_SET: _("The time to pay invoice %(subject)s runs. Last day: %(last_day)s."),
    Kind.RESTRICTION_CONSIDERED: _("Restricting %(subject)s was considered, and the law does not allow it."),
    Kind.LIMITING_PROPOSED: _("Limiting %(subject)s was proposed."),
    Kind.CLOSING_PROPOSED: _("Closing %(subject)s was proposed."),
    Kind.PROPOSAL_APPROVED: _("The proposal for %(subject)s was approved. It is carried out %(act_at)s."),
    Kind.PROPOSAL_FALLEN: _("The proposal for %(subject)s fell: its ground is gone."),
    Kind.CAP_REACHED: _("%(subject)s was not restricted: the cap of the day is used up."),
    Kind.CAP_LIFT_ASKED: _("Somebody asked to lift the cap of the day to %(cap)s."),
    Kind.CAP_LIFTED: _("The cap of the day was lifted to %(cap)s."),
    Kind.SERVICE_LIMITED: _("%(subject)s was limited."),
    Kind.SERVICE_CLOSED: _("%(subject)s was closed."),
    Kind.SERVICE_REOPENED: _("%(subject)s was opened again."),
    Kind.OUTGOING_BARRED: _("Outgoing calls of %(subject)s were barred: the customer's credit limit is reached."),
    Kind.OUTGOING_UNBARRED: _("Outgoing calls of %(subject)s are open again."),
    Kind.KEPT_OPEN: _("The customer asked that %(subject)s stays open in spite of its credit limit."),
    Kind.HOLD_SET: _("Collection was put on hold to the end of %(until)s: %(kind)s."),
    Kind.HOLD_LIFTED: _("A hold was lifted."),
    Kind.DISPUTE_OPENED: _("%(amount)s of invoice %(subject)s is disputed."),
    Kind.DISPUTE_SETTLED: _("The dispute over %(amount)s of invoice %(subject)s was %(outcome)s."),
    Kind.REFUSED: _("An act was refused."),
    Kind.NOTICE_TOLD: _("A word about %(subject)s was delivered by %(channel)s."),
    Kind.NOTICE_UNREACHED: _("A word about %(subject)s reached nobody: the customer is to be rung."),
    Kind.NOTICE_DROPPED: _("A word about %(subject)s was not sent: it was no longer true."),
    Kind.LINE_INSTALLED: _("The network carried out what was intended for %(subject)s."),
    Kind.LINE_DIFFERS: _("%(subject)s was not as intended and was set right."),
    Kind.OUTAGE_DECLARED: _("An outage was declared."),
    Kind.OUTAGE_RESTORED: _("An outage ended."),
    Kind.COMPLAINT_RECEIVED: _("Complaint %(called)s came in from %(authority)s."),
    Kind.COMPLAINT_REACHED_OUT: _("We contacted who made complaint %(called)s: %(outcome)s."),
    Kind.COMPLAINT_ANSWERED: _("Complaint %(called)s was answered."),
    Kind.COMPLAINT_DECIDED: _("Complaint %(called)s to %(authority)s was %(outcome)s."),
}
WORDS: dict[str, Promise] = {
    "sms": _("SMS"),
    "email": _("e-mail"),
    "letter": _("letter"),
    "bank": _("the bank"),
    "operator": _("us"),
    "customer": _("the customer"),
    "hardship": _("hardship"),
    "estate": _("the estate of somebody who died"),
    "promise": _("a promise to pay"),
    "payment_plan": _("a payment plan"),
    "other": _("another reason"),
    "upheld": _("upheld"),
    "rejected": _("rejected"),
    "partly": _("partly upheld"),
    "dismissed": _("dismissed"),
    "withdrawn": _("withdrawn"),
    "interested": _("a solution is wanted"),
    "declined": _("no contact is wanted"),
    "no-answer": _("no answer"),
    "call": _("calls"),
    "premium": _("premium calls"),
    "roaming": _("calls abroad"),
    "dispute upheld": _("a dispute was upheld"),
    "complaint upheld": _("a complaint was upheld"),
    "not charged while restricted": _("no fee while restricted"),
}
IN_WORDS = ("channel", "caused_by", "kind", "outcome", "because")


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "–"


def sentence(*, told: Told, names: Mapping[str, str], currency: str, zone: str, language: str) -> str:
    """Return an entry as a sentence. `names` says what subjects are called: "invoice:5" → "F-2041".

    `currency` is the customer's, for entries that do not name their own.
    """
    values = _Values(subject=names.get(told.about, told.about))
    for name, value in told.facts.items():
        own = str(told.facts.get("currency", currency))
        shown = _shown(name=name, value=value, currency=own, zone=zone, language=language)
        if shown:
            values[name] = shown
    return str(SENTENCES[told.kind]) % values


def actor_in_words(*, actor: str, names: Mapping[int, str]) -> str:
    """Return who did it: a person's name, or what a machine is called. `names`: staff by key."""
    if actor.startswith("staff:"):
        return names.get(int(actor.removeprefix("staff:")), actor)
    return str(_("the system")) if actor == "system" else actor


def staff_of(*, told: Iterable[Told]) -> frozenset[int]:
    """Return the keys of the staff who acted in these entries."""
    return frozenset(int(one.actor.removeprefix("staff:")) for one in told if one.actor.startswith("staff:"))


def _shown(*, name: str, value: Any, currency: str, zone: str, language: str) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    if name == "amount":
        ore = money.to_ore(amount=Decimal(value))
        return money.in_words(ore=ore, currency=currency, language=language)
    if name in {"due_on", "initiated_on", "failed_on", "last_day", "until"}:
        return instants.day_in_words(day=date.fromisoformat(value), language=language)
    if name == "act_at":
        moment = datetime.fromisoformat(value)
        return instants.instant_in_words(instant=moment, zone=ZoneInfo(zone), language=language)
    return str(WORDS.get(value, value)) if name in IN_WORDS else str(value)
