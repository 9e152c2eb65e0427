"""An e-mail provider's webhook: checked, then as if a mail server had reported."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

import builders
from outlets.notices.saying import send, tell
from varsel.kit import clock
from varsel.kit.reading import fetch
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.outlets.notices.replies import queries as replies

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
URL = "/in/email/mailgun/tracking/"


@pytest.fixture
def ref(transactional_db: None, settings: Settings) -> str:
    """Give the reference of an e-mail that went by Mailgun."""
    settings.MAIL_PROVIDER = "mailgun"
    settings.ANYMAIL = {"MAILGUN_API_KEY": "key", "MAILGUN_WEBHOOK_SIGNING_KEY": "signing"}
    builders.set_policy()
    tell(party_id=builders.customer(), at=AT, about="service_reopened")
    send(at=AT, gateway=Recorder())
    return str(fetch(statement="SELECT ref FROM notices_attempt", values={})[0][0])


def _event(kind: str, ref: str, **more: Any) -> dict[str, Any]:
    said = {"event": kind, "timestamp": AT.timestamp() + 60, "id": "e1", "recipient": "customer@example.test"}
    said |= {"user-variables": {"ref": ref}, "message": {"headers": {"message-id": "m1@mg"}}}
    return said | more


def _tell(event: dict[str, Any], *, key: str = "signing", url: str = URL) -> int:
    stamp, token = "1772442060", "t" * 50
    signed = hmac.new(key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    body = {"signature": {"timestamp": stamp, "token": token, "signature": signed}, "event-data": event}
    with clock.held(at=AT + timedelta(minutes=2)):
        return Client().post(url, data=json.dumps(body), content_type="application/json").status_code


def _receipt() -> str | None:
    return fetch(statement="SELECT receipt FROM notices_attempt ORDER BY id LIMIT 1", values={})[0][0]


def _failed(ref: str, *, code: int = 550, reason: str = "bounce") -> dict[str, Any]:
    status = {"code": code, "message": "no such mailbox", "description": ""}
    return _event("failed", ref, severity="permanent", reason=reason, **{"delivery-status": status})


def test_a_bounce_is_a_receipt_that_failed(ref: str) -> None:
    assert _tell(_failed(ref)) == 204
    assert _receipt() == "failed"


def test_a_delivery_is_a_receipt_that_it_arrived(ref: str) -> None:
    assert _tell(_event("delivered", ref)) == 204
    assert _receipt() == "delivered"


@pytest.mark.parametrize("kind", ["opened", "clicked"])
def test_nobody_is_tracked(ref: str, kind: str) -> None:
    assert _tell(_event(kind, ref)) == 204
    assert _receipt() is None


def test_a_complaint_waits_for_a_person(ref: str) -> None:
    assert _tell(_event("complained", ref)) == 204

    (reply,) = replies.waiting(limit=10)
    assert reply.text == "reported as spam"
    assert _receipt() is None


def test_what_is_not_signed_by_the_provider_changes_nothing(ref: str) -> None:
    assert _tell(_failed(ref), key="another") == 400
    assert _receipt() is None


@pytest.mark.parametrize("url", ["/in/email/postmark/tracking/", "/in/email/mailgun/nothing/"])
def test_only_the_provider_that_is_set_is_heard(ref: str, url: str) -> None:
    assert _tell(_failed(ref), url=url) == 404
    assert _receipt() is None


def test_the_address_is_not_to_be_looked_at(ref: str) -> None:
    assert Client().get(URL).status_code == 405


def test_a_receipt_for_nothing_of_ours_is_kept_and_changes_nothing(ref: str) -> None:
    assert _tell(_failed("01920000-0000-7000-8000-000000000000")) == 204
    assert _receipt() is None
