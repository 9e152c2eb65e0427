"""A demand that was told and has no deadline yet, and the rows of warnings, deadlines, notices and attempts, raw."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import builders
from varsel.law.calendar import start_of_day
from varsel.operations.arrears import models
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices import sending
from varsel.outlets.notices.queries import Word
from varsel.outlets.notices.versions import actions as versions
from varsel.outlets.notices.waiting import Asks
from varsel.outlets.notices.wording import Texts, abouts, files
from varsel.records.agreements.queries import Having
from varsel.records.clocks import queries as clocks
from varsel.records.operator import queries as operator
from varsel.surfaces.worker import wiring

VARIANTS = {"service_limited": "internet", "service_closed": "internet", "service_reopened": "paid"}
DEMANDED_AT = datetime(2026, 3, 13, 8, 0, tzinfo=UTC)  # Friday 09:00 in Sweden


@dataclass(frozen=True, slots=True)
class Demanded:
    """A warning whose notice was queued, or told, and its services."""

    warning: models.Warning
    services: tuple[Having, ...]

    @property
    def word(self) -> Word:
        """Return the notice as it stands."""
        return notices.word(notice_id=self.warning.notice_id)


def queued(
    *services: Having, due_on: date = builders.DUE, since: datetime = builders.START, at: datetime = DEMANDED_AT
) -> Demanded:
    """Demand payment for these services, and hand nothing over yet."""
    invoice_id = builders.invoice(services=services, due_on=due_on, at=since)
    builders.advance(after=since, to=at - timedelta(seconds=1))
    for due in clocks.due(at=at, limit=10):
        wiring.call(due=due, entry=None, at=at)
    return Demanded(models.Warning.objects.get(invoice_id=invoice_id), services)


def hand_over(demanded: Demanded, *, at: datetime = DEMANDED_AT) -> Demanded:
    """Hand the demand over; nobody has heard of it yet."""
    sending.send(at=at, owner="test", gateways=builders.Out().outlets.gateways, asks=Asks())
    return demanded


def deadline(demanded: Demanded, **changes: Any) -> dict[str, Any]:
    """Return the columns of the deadline that the told demand gives its first service, but for the changes."""
    warning, word = demanded.warning, demanded.word
    floors = operator.country(code=warning.country)
    last_day = date.fromisoformat(word.last_day) if word.last_day else None
    row: dict[str, Any] = {
        "warning_id": warning.id,
        "ground": warning.ground,
        "invoice_id": warning.invoice_id,
        "service_id": demanded.services[0].id,
        "party_id": warning.party_id,
        "country": floors.code,
        "zone": floors.zone,
        "demand_days": floors.demand_days,
        "demand_months": floors.demand_months,
        "notice_hours": floors.notice_hours,
        "limited_days": floors.limited_days,
        "notice_id": warning.notice_id,
        "told_at": word.told_at,
        "received_at": word.received_at,
        "last_day": last_day,
    } | changes
    zone = ZoneInfo(row["zone"])
    days = {
        "sent_on": row["told_at"].astimezone(zone).date(),
        "received_on": row["received_at"].astimezone(zone).date(),
    }
    ends = {"ends_at": start_of_day(row["last_day"] + timedelta(days=1), row["zone"])} if row["last_day"] else {}
    return days | ends | row


def notice(
    *, party_id: int, subject: str, about: str = "payment_demand", at: datetime, **changes: Any
) -> dict[str, Any]:
    """Return the columns of a queued notice, but for the changes."""
    variant = VARIANTS.get(about, "")
    own = (about, variant) in abouts()
    texts = files.texts(about=about, variant=variant, language="en") if own else Texts(about, "", "en", "a", "a")
    versions.keep(texts=[texts], at=at)
    return {
        "ref": uuid4(),
        "about": about,
        "subject": subject,
        "party_id": party_id,
        "country": "SE",
        "language": "en",
        "template": texts.version,
        "facts": {},
        "facts_hash": "forged",
        "route": ["email"],
        "created_at": at,
        "not_before": at,
        "urgent": False,
        "state": "queued",
    } | changes


def attempt(*, notice_id: int, at: datetime, **changes: Any) -> dict[str, Any]:
    """Return the columns of an attempt that has begun, but for the changes."""
    return {
        "ref": uuid4(),
        "notice_id": notice_id,
        "channel": "email",
        "address": "customer@example.test",
        "content": b"pay",
        "sha256": hashlib.sha256(b"pay").hexdigest(),
        "stated": {},
        "owner": "forger",
        "begun_at": at,
        "gateway_ref": "",
        "because": "",
    } | changes


def warning(*, invoice_id: int, notice_id: int, party_id: int, at: datetime, **changes: Any) -> dict[str, Any]:
    """Return the columns of a warning, but for the changes."""
    return {
        "ref": uuid4(),
        "ground": "unpaid",
        "invoice_id": invoice_id,
        "party_id": party_id,
        "country": "SE",
        "notice_id": notice_id,
        "says_interruption": True,
        "made_at": at,
    } | changes
