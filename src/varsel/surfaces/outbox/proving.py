"""One message with everything that proves it: the page of it, and what is printed or taken away as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.functional import Promise

from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import pages
from varsel.outlets.notices.channels.mail.composing import html
from varsel.outlets.notices.letters import queries as letters
from varsel.outlets.notices.letters.queries import Printed
from varsel.outlets.notices.queries import Attempted, Proof
from varsel.outlets.notices.replies import queries as replies
from varsel.outlets.notices.replies.queries import Written
from varsel.outlets.notices.wording import gsm7
from varsel.outlets.notices.wording.gsm7 import Length
from varsel.outlets.shadow import queries as shadow
from varsel.records.journal import queries as journal
from varsel.records.journal.sentences import actor_in_words, sentence, staff_of
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.records.staff import queries as staff
from varsel.surfaces.outbox import masking
from varsel.surfaces.outbox.words import (
    BY_CALL,
    BY_DAYS,
    BY_HAND_OVER,
    BY_RECEIPT,
    OUTCOMES,
    RECEIPTS,
    STATES,
    Standing,
)


@dataclass(frozen=True, slots=True)
class Try:
    """One hand-over as the page shows it. `text` and `html` are masked where the identity is; `size` counts bytes."""

    it: Attempted
    address: str
    text: str
    size: int
    sms: Length | None
    html: str
    printed: Printed | None

    @property
    def outcome(self) -> tuple[str, Promise]:
        """Return the gateway's answer in the state language."""
        return OUTCOMES[self.it.outcome or ""]

    @property
    def receipts(self) -> list[tuple[str, Promise, object]]:
        """Return what was told later, each in the state language."""
        return [(*RECEIPTS[one.state], one) for one in self.it.receipts]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the journal about the message."""

    at: datetime
    said: str
    by: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message's page. `is_masked`: it is about a protected identity, and this answer does not show it."""

    proof: Proof
    customer: Customer
    zone: str
    called: str
    service: str  # external id, where it is about a service
    state: str
    tries: Sequence[Try]
    replies: Sequence[Written]
    journal: Sequence[Line]
    rule: str
    is_masked: bool
    is_void: bool

    @property
    def standing(self) -> Standing:
        """Return how its state is shown."""
        return STATES[self.state]


def shown(*, proof: Proof, language: str, unmasked: bool = False) -> Shown:
    """Gather a message's page."""
    customer, zone = parties.customer(party_id=proof.party_id), COUNTRIES[proof.country].ZONE
    names = pages.names(party_ids=[customer.id])
    addresses = [one.address for one in proof.attempts]
    hiding = () if unmasked else masking.secrets(customer=customer, facts=proof.facts, addresses=addresses)
    called = names.get(proof.subject, proof.subject)
    proof = replace(proof, bounced_because=masking.masked(text=proof.bounced_because or "", hiding=hiding))
    return Shown(
        proof=proof,
        customer=customer,
        zone=zone,
        called=called,
        service=called if proof.subject.startswith("service:") and proof.subject in names else "",
        state="bounced" if proof.bounced_at else proof.state,
        tries=[_try(one, proof, hiding) for one in proof.attempts],
        replies=replies.to_notice(notice_id=proof.id),
        journal=_journal(proof, names, language),
        rule=_rule(proof, zone),
        is_masked=bool(hiding),
        is_void=bool(shadow.void(notice_ids=[proof.id])),
    )


def _try(one: Attempted, proof: Proof, hiding: Sequence[str]) -> Try:
    whole = bytes(one.content).decode()
    text = masking.masked(text=whole, hiding=hiding)
    subject, _, body = text.partition("\n\n")
    is_mail = one.channel == "email"
    return Try(
        it=_without(one, hiding),
        address=masking.MASK if hiding else one.address,
        text=text,
        size=len(one.content),
        sms=gsm7.length(text=whole) if one.channel == "sms" else None,
        html=html(subject=subject, body=body, language=proof.language) if is_mail else "",
        printed=letters.printed(attempt_ref=one.ref) if one.channel == "letter" else None,
    )


def _without(one: Attempted, hiding: Sequence[str]) -> Attempted:
    """Return a hand-over with what gateways said of it masked: they repeat the address."""
    receipts = [replace(told, because=masking.masked(text=told.because, hiding=hiding)) for told in one.receipts]
    return replace(one, because=masking.masked(text=one.because, hiding=hiding), receipts=receipts)


def _journal(proof: Proof, names: dict[str, str], language: str) -> list[Line]:
    """Return what the journal tells of this message, oldest first."""
    law = COUNTRIES[proof.country]
    told = [one for one in journal.entries(party=proof.party_id) if one.facts.get("notice") == proof.id]
    people = staff.names(ids=staff_of(told=told))
    return [
        Line(
            at=one.at,
            said=sentence(told=one, names=names, currency=law.CURRENCY, zone=law.ZONE, language=language),
            by=actor_in_words(actor=one.actor, names=people),
        )
        for one in told
    ]


def _rule(proof: Proof, zone: str) -> str:
    """Return by which rule it counts as received, in words; nothing while it does not."""
    if proof.told_at is None or proof.received_at is None:
        return ""
    if proof.told_by == "phone":
        return str(BY_CALL)
    if proof.told_by == "letter":
        days = (local_day(proof.received_at, zone) - local_day(proof.told_at, zone)).days
        return str(BY_DAYS) % {"days": days}
    by = next((one for one in proof.attempts if one.channel == proof.told_by and one.outcome == "accepted"), None)
    return str(BY_RECEIPT if by and by.awaits_receipt else BY_HAND_OVER)
