"""Registering customers and how they are reached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from varsel.kit import ids
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.parties.models import Consent, ContactPoint, Party


@transaction.atomic
def register(
    *,
    external_id: str,
    name: str,
    kind: str,
    language: str,
    country: str,
    contacts: Mapping[str, str],
    protected_identity: bool,
    at: datetime,
    actor: str,
) -> int:
    """Register a customer with its contact points (channel to value) and return its id."""
    party = Party.objects.create(
        ref=ids.new(at=at),
        external_id=external_id,
        number=external_id,
        kind=kind,
        name=name,
        language=language,
        country=country,
        protected_identity=protected_identity,
    )
    ContactPoint.objects.bulk_create(
        ContactPoint(party=party, channel=channel, value=value, valid_from=at) for channel, value in contacts.items()
    )
    about = f"party:{party.id}"
    journal.write(at=at, kind=Kind.CUSTOMER_REGISTERED, about=about, actor=actor, party=party.id, personal=name)
    return party.id


@transaction.atomic
def change_contact(*, party_id: int, channel: str, value: str, at: datetime, actor: str) -> None:
    """Give the customer a new value on a channel. The old one stays in the history."""
    ContactPoint.objects.filter(party_id=party_id, channel=channel, valid_to__isnull=True).update(valid_to=at)
    ContactPoint.objects.create(party_id=party_id, channel=channel, value=value, valid_from=at)
    facts = {"channel": channel}
    journal.write(
        at=at,
        kind=Kind.CONTACT_CHANGED,
        about=f"party:{party_id}",
        actor=actor,
        party=party_id,
        facts=facts,
        personal=value,
    )


@transaction.atomic
def mark_bounced(*, party_id: int, channel: str, value: str, because: str, at: datetime, actor: str) -> None:
    """Mark a contact point that did not work, so that nothing more is sent there."""
    marked = ContactPoint.objects.filter(
        party_id=party_id, channel=channel, value=value, valid_to__isnull=True, bounced_at__isnull=True
    ).update(bounced_at=at)
    if marked:
        facts = {"channel": channel, "because": because}
        about = f"party:{party_id}"
        journal.write(at=at, kind=Kind.CONTACT_BOUNCED, about=about, actor=actor, party=party_id, facts=facts)


@transaction.atomic
def note_consent(*, party_id: int, purpose: str, state: str, text: str, at: datetime, actor: str) -> bool:
    """Note that a customer gave or took back a consent, by which text; return False when it was so already."""
    newest = Consent.objects.filter(party_id=party_id, purpose=purpose).order_by("-at", "-id").first()
    if newest is not None and newest.state == state:
        return False
    after = newest.at + timedelta(microseconds=1) if newest is not None else at  # the newest word counts
    Consent.objects.create(party_id=party_id, purpose=purpose, state=state, text=text, at=max(at, after))
    kind = Kind.CONSENT_GIVEN if state == "given" else Kind.CONSENT_WITHDRAWN
    facts = {"purpose": purpose, "text": text}
    journal.write(at=at, kind=kind, about=f"party:{party_id}", actor=actor, party=party_id, facts=facts)
    return True
