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
    Kind.CONSENT_GIVEN: _("The customer said yes: %(purpose)s."),
    Kind.CONSENT_WITHDRAWN: _("The customer took a yes back: %(purpose)s."),
    Kind.POLICY_SET: _("A new version of the operator's policy was set."),
    Kind.ROLE_SET: _("The roles of a person on the staff were set."),
    Kind.STAFF_ADDED: _("A person was added to the staff."),
    Kind.STAFF_LEFT: _("A person on the staff left."),
    Kind.SIGNED_IN: _("A person on the staff signed in."),
    Kind.PROTECTED_SHOWN: _("Somebody looked at the protected identity and gave a reason."),
    Kind.REGISTER_LOADED: _("A file of the register was loaded."),
    Kind.REGISTER_CONFLICT: _("A file of the register tells other values than ours; nothing was overwritten."),
    Kind.REGISTER_EXPORTED: _("The whole register was exported."),
    Kind.REGISTER_OWNERS_SET: _("It was set anew which system's word counts for what."),
    Kind.REGISTER_ROW_DISCARDED: _("A row of the register that could not be taken was discarded."),
    Kind.REGISTER_CONFLICT_SETTLED: _("A value in conflict was settled."),
    Kind.INVOICE_RECEIVED: _("Invoice %(subject)s came in: %(amount)s, due %(due_on)s."),
    Kind.PAYMENT_BOOKED: _("%(amount)s was paid on invoice %(subject)s; it counts from %(initiated_on)s."),
    Kind.PAYMENT_SUSPENDED: _("A payment of %(amount)s came in and waits in suspense: nobody knows whose it is."),
    Kind.PAYMENT_FILE_BOOKED: _("A file of payments was booked."),
    Kind.PAYMENT_FILE_TAKEN: _("Somebody took away the original of a file of payments."),
    Kind.PAYMENT_PLACED: _("A payment was moved out of suspense."),
    Kind.CREDIT_GRANTED: _("%(amount)s was credited on %(subject)s: %(because)s."),
    Kind.USAGE_RECORDED: _("Usage of %(amount)s arrived for %(subject)s (%(kind)s)."),
    Kind.DEBIT_FAILED: _("The direct debit of invoice %(subject)s failed on %(failed_on)s, caused by %(caused_by)s."),
    Kind.PAYMENT_REVERSED: _(
        "The bank took back %(amount)s on %(reversed_on)s that had been paid on %(subject)s: it counts as never paid."
    ),
    Kind.REVERSAL_SUSPENDED: _("The bank took back %(amount)s, and nobody knows which payment it was: it waits."),
    Kind.INVOICE_CORRECTED: _("The billing system corrected invoice %(subject)s by %(amount)s."),
    Kind.DUE_DAY_MOVED: _("The billing system gave more time for invoice %(subject)s: it is due %(due_on)s."),
    Kind.REFUND_PROPOSED: _("Paying out %(amount)s was proposed."),
    Kind.REFUND_APPROVED: _("Paying out %(amount)s was approved."),
    Kind.REFUND_WITHDRAWN: _("%(amount)s is not paid out after all: it waits on the account again."),
    Kind.REFUND_MADE: _("%(amount)s was paid out."),
    Kind.REFUND_RETURNED: _("A pay-out of %(amount)s came back from the bank: it waits on the account again."),
    Kind.REFUND_FILE_MADE: _("A file of pay-outs was made for the bank."),
    Kind.REFUND_FILE_TAKEN: _("Somebody took a file of pay-outs for the bank."),
    Kind.OWN_ACCOUNT_SET: _("The account that we pay out from was set."),
    Kind.REQUEST_MADE: _("The billing system is asked to book %(amount)s: %(request_kind)s."),
    Kind.REQUEST_ACKNOWLEDGED: _("The billing system booked %(amount)s: %(request_kind)s."),
    Kind.REQUEST_REFUSED: _("The billing system refused to book %(amount)s: %(request_kind)s."),
    Kind.DEMAND_SENT: _("A demand for invoice %(subject)s was delivered by %(channel)s."),
    Kind.LATE_PAYER_WARNED: _("A warning for late payment of invoice %(subject)s was delivered by %(channel)s."),
    Kind.DEADLINE_SET: _("The time to pay invoice %(subject)s runs. Last day: %(last_day)s."),
    Kind.RESTRICTION_CONSIDERED: _("Restricting %(subject)s was considered, and the law does not allow it."),
    Kind.LIMITING_PROPOSED: _("Limiting %(subject)s was proposed."),
    Kind.CLOSING_PROPOSED: _("Closing %(subject)s was proposed."),
    Kind.PROPOSAL_APPROVED: _("The proposal for %(subject)s was approved. It is carried out %(act_at)s."),
    Kind.APPROVAL_TAKEN_BACK: _("The approval for %(subject)s was taken back: it waits for a person again."),
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
    Kind.NOTICE_BOUNCED: _("A word about %(subject)s did not arrive after all (%(channel)s): it no longer counts."),
    Kind.REPLY_CAME: _("The customer wrote back by %(channel)s."),
    Kind.REPLY_HANDLED: _("Somebody saw to what the customer wrote."),
    Kind.NOTICE_RESOLVED: _("Somebody found out what became of a word about %(subject)s: %(outcome)s."),
    Kind.CUSTOMER_INFORMED: _("The customer was rung and told about %(subject)s."),
    Kind.WORDING_DRAFTED: _("Other words for a text were proposed."),
    Kind.WORDING_THROWN_AWAY: _("Proposed words for a text were thrown away."),
    Kind.WORDING_SET: _("Other words for a text were put in force."),
    Kind.NEWS_WRITTEN: _("News for everybody were written."),
    Kind.NEWS_THROWN_AWAY: _("News that were written were thrown away."),
    Kind.NEWS_PUBLISHED: _("News for everybody were published."),
    Kind.NEWS_WITHDRAWN: _("Published news were withdrawn."),
    Kind.WORDS_STOPPED: _("All sending was stopped (%(channel)s)."),
    Kind.WORDS_RELEASED: _("Sending was let go again (%(channel)s)."),
    Kind.PRINT_MANIFEST_TAKEN: _("The manifest of a print batch was taken; its fingerprint is %(sha256)s."),
    Kind.LINE_INSTALLED: _("The network carried out what was intended for %(subject)s."),
    Kind.LINE_DIFFERS: _("%(subject)s was not as intended and was set right."),
    Kind.SHADOW_BEGAN: _("Shadow mode began: from here on nothing is sent and nothing is restricted."),
    Kind.SHADOW_ENDED: _("Shadow mode ended: from here on words are sent and lines are restricted."),
    Kind.SHADOW_VOIDED: _("What shadow mode told and restricted counts for nothing: demands start anew."),
    Kind.OUTAGE_DECLARED: _("An outage was declared."),
    Kind.OUTAGE_RESTORED: _("An outage ended."),
    Kind.OUTAGE_TAKEN_OVER: _("An outage above took this one over."),
    Kind.OUTAGE_ESTIMATED: _("The outage is expected to last until %(expected_at)s: %(because)s."),
    Kind.OUTAGE_ESTIMATE_DUE: _("The expected end of the outage is near: somebody is to say a new one."),
    Kind.OUTAGE_CREW_SET: _("The crew: %(crew)s. %(because)s"),
    Kind.OUTAGE_WAITS: _("The work waits for %(item)s."),
    Kind.OUTAGE_GOES_ON: _("What the work waited for is there."),
    Kind.WORK_PLANNED: _("Work was planned."),
    Kind.ALARM_NAMED: _("It was said which node a source of alarms means by a name."),
    Kind.ALARM_RULE_SET: _("The numbers were set by which alarms are weighed."),
    Kind.SUSPICION_SETTLED: _("Somebody looked at what might have been an outage, and decided."),
    Kind.LOAN_OUT: _("A router was lent."),
    Kind.LOAN_BACK: _("A lent router came back."),
    Kind.LOAN_HANDED: _("The lent router %(serial)s was handed over (%(how)s)."),
    Kind.LOAN_OVERDUE: _("A lent router is still out after the outage: it is to be asked for."),
    Kind.LOAN_LOST: _("A lent router was written off: %(because)s. The customer pays nothing."),
    Kind.VISIT_BOOKED: _("A visit was booked."),
    Kind.VISIT_MISSED: _("A visit was missed: the customer was promised a technician, and nobody came."),
    Kind.VISIT_DONE: _("A visit took place."),
    Kind.VISIT_CHECKED_IN: _("The technician came to a visit."),
    Kind.VISIT_MOVED: _("A visit was moved to another time."),
    Kind.VISIT_CANCELLED: _("A visit was called off by %(caused_by)s."),
    Kind.CREW_ADDED: _("A crew was added: %(crew_name)s."),
    Kind.CREW_RENAMED: _("A crew is called %(crew_name)s now."),
    Kind.TECHNICIAN_ADDED: _("A technician was added."),
    Kind.TECHNICIAN_CHANGED: _("A technician's name, crew, working hours or sign-in was changed."),
    Kind.TECHNICIAN_LEFT: _("A technician left."),
    Kind.SKILL_SET: _("What a technician may do was set: %(skill)s."),
    Kind.VEHICLE_ADDED: _("A vehicle was added: %(vehicle)s."),
    Kind.VEHICLE_HANDED: _("Vehicle %(vehicle)s was handed over."),
    Kind.VEHICLE_NAMED: _("Vehicle %(vehicle)s was described anew."),
    Kind.VEHICLE_GONE: _("Vehicle %(vehicle)s is gone."),
    Kind.ORDER_OPENED: _("A work order was taken in."),
    Kind.ORDER_ASSIGNED: _("The work order was assigned, to be begun %(begins_at)s."),
    Kind.ORDER_UNASSIGNED: _("The work order was taken back: %(because)s"),
    Kind.ORDER_ACCEPTED: _("The technician took the work order."),
    Kind.ORDER_STEP: _("The technician: %(crew)s. %(because)s"),
    Kind.ORDER_LEFT_SET: _("The work still takes %(minutes)s minutes."),
    Kind.ORDER_WAITS: _("The work order waits for %(item)s (%(kind)s), expected %(expected_at)s."),
    Kind.ORDER_EXPECTS: _("%(item)s is now expected %(expected_at)s."),
    Kind.ORDER_GOES_ON: _("The work order waits for %(item)s no more."),
    Kind.ORDER_COMPLETED: _("The work order was done (%(state)s). %(because)s"),
    Kind.ORDER_FAILED: _("The work order could not be done: %(because)s"),
    Kind.ORDER_CANCELLED: _("The work order was called off: %(because)s"),
    Kind.ORDER_REJECTED: _("The work order was not taken: %(because)s"),
    Kind.STOCK_SET: _("%(warehouse)s has %(count)s of %(item)s."),
    Kind.STOCK_PLACE_SET: _("A place for stock was added: %(place)s."),
    Kind.STOCK_ITEM_SET: _("An item of stock was described: %(name)s."),
    Kind.STOCK_CAME: _("%(count)s of %(item)s came to %(place)s."),
    Kind.STOCK_MOVED: _("%(count)s of %(item)s were moved from %(source)s to %(target)s."),
    Kind.STOCK_USED: _("Material was used."),
    Kind.STOCK_UNDONE: _("What had been written down about %(item)s was taken back."),
    Kind.STOCK_EXPECTED: _("%(count)s of %(item)s are expected at %(place)s, %(expected_at)s."),
    Kind.STOCK_EXPECTED_ANEW: _("%(item)s for %(place)s is now expected %(expected_at)s: %(because)s."),
    Kind.STOCK_CALLED_OFF: _("%(count)s of %(item)s do not come to %(place)s: %(because)s."),
    Kind.STOCK_PROMISED: _("Material: %(count)s of %(item)s are needed, %(missing)s are missing."),
    Kind.STOCK_LET_GO: _("Reserved material was let go."),
    Kind.DEVICE_READY: _("%(serial)s was made ready to be lent again."),
    Kind.DEVICE_LOST: _("%(serial)s was written off: %(because)s."),
    Kind.COVERAGE_SET: _("It was written down where there is mobile coverage."),
    Kind.REGULATOR_TOLD: _("%(regulator)s was told, receipt %(receipt)s."),
    Kind.THRESHOLD_SET: _("A threshold for reports to the regulator was set."),
    Kind.FACTS_APPROVED: _("The fact sheet was approved: version %(version)s."),
    Kind.COMPENSATION_OPENED: _("A case of compensation was opened (%(rule)s)."),
    Kind.COMPENSATION_DECIDED: _("A case of compensation was decided: %(outcome)s, %(amount)s."),
    Kind.COMPLAINT_RECEIVED: _("Complaint %(called)s came in from %(authority)s."),
    Kind.COMPLAINT_REACHED_OUT: _("We contacted who made complaint %(called)s: %(outcome)s."),
    Kind.COMPLAINT_ANSWERED: _("Complaint %(called)s was answered."),
    Kind.COMPLAINT_DECIDED: _("Complaint %(called)s to %(authority)s was %(outcome)s."),
}
WORDS: dict[str, Promise] = {
    "sms": _("SMS"),
    "email": _("e-mail"),
    "letter": _("letter"),
    "all": _("all channels"),
    "arrived": _("it arrived"),
    "lost": _("it did not arrive"),
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
    "credit": _("a credit"),
    "refund": _("a refund"),
    "call": _("calls"),
    "premium": _("premium calls"),
    "roaming": _("calls abroad"),
    "corrected in the billing system": _("corrected in the billing system"),
    "credited": _("credited"),
    "dispute upheld": _("a dispute was upheld"),
    "complaint upheld": _("a complaint was upheld"),
    "on_the_way": _("on the way"),
    "on_site": _("on site"),
    "night_work": _("at work in the dark, with lighting"),
    "paused": _("paused"),
    "left": _("has left"),
    "material": _("material"),
    "digging_permit": _("a digging permit"),
    "cable_location": _("cable location"),
    "property_access": _("access to a property"),
    "pause": _("a pause"),
    "completed": _("completed"),
    "partial": _("done in part"),
    "outage": _("an outage"),
    "missed visit": _("a missed visit"),
    "granted": _("granted"),
    "not charged while restricted": _("no fee while restricted"),
    "in_person": _("in person"),
    "parcel": _("by parcel"),
}
IN_WORDS = ("channel", "crew", "caused_by", "kind", "request_kind", "outcome", "because", "how", "state")


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
    if name in {"due_on", "initiated_on", "failed_on", "reversed_on", "last_day", "until"}:
        return instants.day_in_words(day=date.fromisoformat(value), language=language)
    if name in {"act_at", "expected_at", "begins_at"}:
        moment = datetime.fromisoformat(value)
        return instants.instant_in_words(instant=moment, zone=ZoneInfo(zone), language=language)
    return str(WORDS.get(value, value)) if name in IN_WORDS else str(value)
