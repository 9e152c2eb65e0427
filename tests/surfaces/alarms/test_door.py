"""The door by which sources tell: who may, how often, how much, and that a refusal leaves nothing."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

import builders
from surfaces.alarms.sayings import AT, alert, group
from varsel.kit import clock
from varsel.outlets.notices.feed.hooks import signature
from varsel.records.clocks import queries as clocks
from varsel.surfaces.alarms.models import Event
from varsel.surfaces.alarms.receiving import FOLD
from varsel.surfaces.alarms.sources import faults
from varsel.surfaces.worker import health

SIGNING = "whsec_" + base64.b64encode(b"a secret of thirty-two bytes long").decode()
BODY = group(alert("olt-7", at=AT))
URL = "/in/alarms/prom/"


@pytest.fixture
def door(settings: Any, db: None) -> Any:
    """Set one source by each kind of secret, and hold the clock."""
    settings.ALARM_SOURCES = {
        "prom": {"format": "alertmanager", "secrets": ["old", "new"], "about": ["node"]},
        "signed": {"format": "alertmanager", "secrets": [SIGNING], "about": ["node"]},
        "tmf": {"format": "tmf642", "secrets": ["new"]},
        "open": {"format": "zabbix", "secrets": []},
    }
    builders.set_policy()
    with clock.held(at=AT):
        yield Client()


def _post(door: Client, url: str = URL, body: bytes = BODY, **headers: str) -> Any:
    return door.post(url, body, content_type="application/json", headers=headers or {"Authorization": "Bearer new"})


def _signed(body: bytes = BODY, *, at: Any = AT, secret: str = SIGNING, ref: str = "msg_1") -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    return {
        "webhook-id": ref,
        "webhook-timestamp": stamp,
        "webhook-signature": "v1,x " + signature(secret=secret, ref=ref, at=at, body=body),
    }


def test_it_answers_how_much_was_new_and_wakes_a_worker(door: Client) -> None:
    first, again = _post(door), _post(door)

    assert (first.status_code, first.json()) == (202, {"alarms": 1, "new": 1, "passed_by": 0})
    assert again.json()["new"] == 0
    assert [one.kind for one in clocks.due(at=AT, limit=9)] == [FOLD]


@pytest.mark.parametrize("header", ["Bearer old", "bearer new", "Basic " + base64.b64encode(b"varsel:new").decode()])
def test_a_bearer_and_a_basic_password_open_it(door: Client, header: str) -> None:
    assert _post(door, Authorization=header).status_code == 202


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer newer",
        "Basic new",
        "Basic !!",
        "Digest new",
        "Basic " + base64.b64encode(b"new").decode(),
    ],
)
def test_nobody_else_is_heard(door: Client, header: str) -> None:
    answer = _post(door, Authorization=header)

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert not Event.objects.exists()


@pytest.mark.parametrize("name", ["nobody", "open"])
def test_a_source_that_is_none_or_has_no_secret_is_closed(door: Client, name: str) -> None:
    assert _post(door, f"/in/alarms/{name}/", Authorization="Bearer ").status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        "alertmanager",
        {"secrets": ["new"]},
        {"format": "nagios", "secrets": ["new"]},
        {"format": ["alertmanager"], "secrets": ["new"]},
        {"format": "alertmanager", "secrets": "new"},
        {"format": "alertmanager"},
        {"format": "alertmanager", "secrets": ["new"], "secret": "new"},
        {"format": "alertmanager", "secrets": ["new"], "zone": "Europe/Atlantis"},
        {"format": "alertmanager", "secrets": ["new"], "zone": "Europe"},
        {"format": "alertmanager", "secrets": ["new"], "zone": 1},
        {"format": "alertmanager", "secrets": ["new"], "only": ["NodeDown"]},
    ],
)
def test_a_source_that_is_described_wrongly_is_said_to_be_and_the_doctor_names_it(
    door: Client, settings: Any, wrong: Any
) -> None:
    settings.ALARM_SOURCES = {"prom": wrong}
    answer = _post(door)

    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert "varsel doctor" in answer.json()["detail"]
    assert not Event.objects.exists()
    assert len(faults(written=settings.ALARM_SOURCES)) == 1
    assert "'prom'" in faults(written=settings.ALARM_SOURCES)[0]


def test_a_source_that_nobody_can_prove_to_be_is_a_fault_and_others_are_none(door: Client, settings: Any) -> None:
    settings.ALARM_SOURCES["typo"] = {"format": "alertmanager", "secrets": ["whsec_not base64"]}

    assert [one.partition(":")[0] for one in faults(written=settings.ALARM_SOURCES)] == [
        "alarm source 'open'",
        "alarm source 'typo'",
    ]
    (found,) = [one for one in health.findings(at=AT) if one.what == "alarms"]
    assert not found.ok
    assert "'typo'" in found.saw


def test_a_signature_opens_it_and_the_secret_itself_does_not(door: Client) -> None:
    assert _post(door, "/in/alarms/signed/", **_signed()).status_code == 202
    assert _post(door, "/in/alarms/signed/", Authorization=f"Bearer {SIGNING}").status_code == 401


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, 202),
        ({"webhook-id": "msg_2"}, 401),
        ({"webhook-timestamp": "soon"}, 401),
        ({"webhook-timestamp": str(int(AT.timestamp()) + 1)}, 401),
        ({"webhook-signature": "v1,"}, 401),
        ({"webhook-signature": ""}, 401),
        (_signed(at=AT - timedelta(seconds=300)), 202),
        (_signed(at=AT - timedelta(seconds=301)), 401),
        (_signed(at=AT + timedelta(seconds=301)), 401),
        (_signed(body=BODY + b" "), 401),
        (_signed(secret="whsec_" + base64.b64encode(b"another").decode()), 401),
    ],
)
def test_a_signature_is_of_this_body_and_of_now(door: Client, change: dict[str, str], status: int) -> None:
    assert _post(door, "/in/alarms/signed/", **(_signed() | change)).status_code == status


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"null", group(alert("a", at=AT), {"status": "firing"})])
def test_what_can_not_be_read_is_refused_whole(door: Client, body: bytes) -> None:
    answer = _post(door, body=body)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert json.loads(answer.content)["detail"]
    assert not Event.objects.exists()
    assert clocks.due(at=AT, limit=9) == []


def test_a_body_above_ten_megabytes_is_refused(door: Client) -> None:
    answer = _post(door, body=b" " * (10 * 1024 * 1024 + 1))

    assert (answer.status_code, answer.json()["status"]) == (413, 413)


def test_only_what_is_posted_is_heard(door: Client) -> None:
    assert door.get(URL).status_code == 405


def test_a_tm_forum_listener_answers_created(door: Client) -> None:
    body = {"id": 5, "state": "raised", "alarmRaisedTime": "2026-03-02T08:00:00Z", "alarmedObject": {"id": "olt-7"}}

    assert _post(door, "/in/alarms/tmf/", json.dumps(body).encode()).status_code == 201
