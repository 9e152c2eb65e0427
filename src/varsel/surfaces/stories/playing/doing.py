"""What happens: each verb is one call of what production calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from varsel.kit import ids
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import actions as arrears
from varsel.operations.arrears.refusals import Refused
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices import receipts
from varsel.outlets.notices.channels import Receipt
from varsel.records.agreements import queries as agreements
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import queries as billed
from varsel.records.ledger.actions import Incoming, InvoiceLine
from varsel.records.parties import actions as parties
from varsel.records.parties import queries as reached
from varsel.surfaces.stories.playing import cap, complaining, outaging, visiting
from varsel.surfaces.stories.playing.stage import ACTOR, Stage, known

Fields = Mapping[str, Any]
CLERK = "clerk"  # a second person, beside who tells the story
NOBODY = 0  # an id that nothing has


def invoice(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """An invoice comes in."""
    law = COUNTRIES[stage.country]
    lines = [
        InvoiceLine(
            kind=line["kind"],
            amount=line["amount"],
            service_id=known(among=stage.services, name=line["service"]),
            change=line["change"] or "",
        )
        for line in fields["lines"]
    ]
    stage.invoices[fields["id"]] = ledger.register_invoice(
        number=fields["id"],
        ocr=fields["id"],
        party_id=known(among=stage.customers, name=fields["customer"]),
        country=stage.country,
        currency=law.CURRENCY,
        issued_on=local_day(at, law.ZONE),
        due_on=fields["due"],
        lines=lines,
        at=at,
        actor=ACTOR,
    )
    ledger.note_feed(source="story", at=at)


def payment(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """Money comes in."""
    known(among=stage.invoices, name=fields["invoice"])
    incoming = Incoming(
        source="story",
        bank_key=str(ids.new(at=at)),
        reference=fields["invoice"],
        amount=fields["amount"],
        currency=COUNTRIES[stage.country].CURRENCY,
        initiated_on=fields["initiated"],
    )
    ledger.book_payment(payment=incoming, at=at, actor=ACTOR)
    ledger.note_feed(source="story", at=at)


def credit(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """An invoice is credited."""
    law = COUNTRIES[stage.country]
    invoice_id = known(among=stage.invoices, name=fields["invoice"])
    ledger.grant_credit(
        party_id=billed.invoice(invoice_id=invoice_id).party_id,
        amount=fields["amount"],
        currency=law.CURRENCY,
        about=f"invoice:{invoice_id}",
        because="credited",
        on=local_day(at, law.ZONE),
        at=at,
        actor=ACTOR,
        invoice_id=invoice_id,
    )
    ledger.note_feed(source="story", at=at)


def dispute(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """A customer does not accept an amount."""
    stage.disputes[fields["id"]] = arrears.open_dispute(
        external_id=fields["id"],
        invoice_id=known(among=stage.invoices, name=fields["invoice"]),
        amount=fields["amount"],
        because=fields["because"],
        actor=ACTOR,
        at=at,
    )


def dispute_settled(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """Somebody has decided."""
    dispute_id = known(among=stage.disputes, name=fields["dispute"])
    arrears.settle_dispute(dispute_id=dispute_id, outcome=fields["outcome"], actor=ACTOR, at=at)


def usage(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """Usage arrives from the switch."""
    service = agreements.service(service_id=known(among=stage.services, name=fields["service"]))
    ledger.record_usage(
        service_id=service.id,
        party_id=service.party_id,
        kind=fields["kind"],
        amount=fields["amount"],
        made_at=stage.instant(local=fields["made"]) if fields["made"] else at,
        at=at,
        actor=ACTOR,
    )


def keep_open(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """The customer asks that the service stays open."""
    arrears.keep_open(service_id=stage.services.get(fields["service"], NOBODY), actor=ACTOR, at=at)


def hold(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """A clerk pauses collection."""
    party_id = known(among=stage.customers, name=fields["customer"])
    arrears.set_hold(
        party_id=party_id, kind="other", until=fields["until"], because=fields["because"], actor=CLERK, at=at
    )


def approve(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """A clerk approves; of what an automatic run left over the day's cap, as the second person."""
    service_id = stage.services.get(fields["service"], NOBODY)
    try:
        arrears.approve(service_id=service_id, actor=CLERK, at=at)
    except Refused as refused:
        if refused.code != "cap-reached" or not cap.may_lift(at=at):
            raise
        cap.lift_by_one(stage=stage, at=at)
        arrears.approve(service_id=service_id, actor=CLERK, at=at)


def contact(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """Contact details change."""
    party_id = known(among=stage.customers, name=fields["customer"])
    for channel in ("sms", "email", "letter"):
        if fields[channel]:
            parties.change_contact(party_id=party_id, channel=channel, value=fields[channel], at=at, actor=ACTOR)


def bounces(*, stage: Stage, fields: Fields, at: datetime) -> None:
    """From now on a channel fails for a customer; `late`, the last of these words on it comes back as well."""
    party_id = known(among=stage.customers, name=fields["customer"])
    reach = reached.reach(party_id=party_id).get(fields["by"])
    if reach is None:
        return
    stage.words.bounce(channel=reach.channel, address=reach.value)
    if fields["late"]:
        told = [word for word in notices.words_to(party_id=party_id) if word.about == fields["late"]]
        refs = [one.ref for word in told for one in stage.words.handed if one.content.decode() == word.text]
        back = [Receipt(state="failed", at=at, ref=ref, because="bounced") for ref in refs[-1:]]
        receipts.note(receipts=back, channel=reach.channel, at=at)


DO: Mapping[str, Callable[..., None]] = {
    one.__name__: one
    for one in (
        invoice,
        payment,
        credit,
        dispute,
        dispute_settled,
        usage,
        keep_open,
        hold,
        approve,
        contact,
        bounces,
        *outaging.VERBS,
        *visiting.VERBS,
        complaining.complaint,
        complaining.reach_out,
        complaining.answer_complaint,
        complaining.complaint_decided,
    )
}
