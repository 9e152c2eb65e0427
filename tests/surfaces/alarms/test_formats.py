"""Each product's own words, and what is no alarm."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from varsel.surfaces.alarms import receiving, sources
from varsel.surfaces.alarms.receiving import Word
from varsel.surfaces.alarms.told import NotTold

ALERT = {
    "status": "firing",
    "labels": {"alertname": "ProbeFailure", "instance": "olt-7.example.org:9100", "severity": "critical"},
    "annotations": {"summary": "olt-7 has been down for over 5m"},
    "startsAt": "2023-02-06T13:08:45.828739266Z",
    "endsAt": "0001-01-01T00:00:00Z",
    "generatorURL": "http://prometheus.example.org:9090/graph",
    "fingerprint": "1a30ba71cca2921f",
}
GROUP = {
    "receiver": "varsel",
    "status": "firing",
    "alerts": [ALERT],
    "groupLabels": {"alertname": "ProbeFailure"},
    "commonLabels": {},
    "commonAnnotations": {},
    "externalURL": "http://prometheus.example.org:9093",
    "version": "4",
    "groupKey": '{}:{alertname="ProbeFailure"}',
    "truncatedAlerts": 0,
}
LIBRENMS = {
    "alert_id": 17,
    "state": 1,
    "hostname": "10.0.0.7",
    "sysName": "olt-7",
    "name": "Device down",
    "timestamp": "2026-03-02 09:00:00",
}
ZABBIX = {
    "event_id": "1001",
    "event_value": "1",
    "host": "olt-7",
    "event_name": "Unavailable by ICMP ping",
    "event_date": "2026.03.02",
    "event_time": "09:00:00",
    "event_recovery_date": "{EVENT.RECOVERY.DATE}",
    "event_recovery_time": "{EVENT.RECOVERY.TIME}",
}
TMF = {
    "id": "ROADM5.4.3.2.1",
    "externalAlarmId": "5.4.3.2.1",
    "alarmType": "environmentalAlarm",
    "perceivedSeverity": "CRITICAL",
    "probableCause": "Low battery",
    "sourceSystemId": "ROADM",
    "state": "raised",
    "alarmRaisedTime": "2026-03-02T08:00:00.000Z",
    "alarmedObject": {"id": "olt-7", "href": "/resource/olt-7"},
}
EIGHT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def _read(format_: str, body: Any) -> list[Word]:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return receiving.read(source=sources.made(name="x", format=format_), body=content)[0]


def _event(kind: str, **alarm: Any) -> dict[str, Any]:
    return {"eventId": "1", "eventTime": "2026-03-02T08:05:00Z", "eventType": kind, "event": {"alarm": TMF | alarm}}


def test_alertmanager_tells_a_firing_alert_by_its_fingerprint_and_host_without_port() -> None:
    (word,) = _read("alertmanager", GROUP)

    assert (word.told.key, word.told.is_raised) == ("1a30ba71cca2921f", True)
    assert word.told.at == datetime(2023, 2, 6, 13, 8, 45, 828739, tzinfo=UTC)
    assert word.names == ("olt-7.example.org:9100", "olt-7.example.org")


def test_alertmanager_tells_a_resolved_alert_at_its_end() -> None:
    (word,) = _read(
        "alertmanager", GROUP | {"alerts": [ALERT | {"status": "resolved", "endsAt": "2023-02-06T14:00:00Z"}]}
    )

    assert (word.told.is_raised, word.told.at) == (False, datetime(2023, 2, 6, 14, 0, tzinfo=UTC))


def test_alerts_without_a_fingerprint_are_known_by_their_labels() -> None:
    bare = {name: value for name, value in ALERT.items() if name != "fingerprint"}
    other = bare | {"labels": {"alertname": "ProbeFailure", "instance": "olt-8"}}
    one, same, third = _read("alertmanager", GROUP | {"alerts": [bare, bare, other]})

    assert one.told.key == same.told.key != third.told.key


@pytest.mark.parametrize(("state", "raised"), [(0, False), (1, True), (2, True), (3, True), (4, True), (5, True)])
def test_librenms_stands_until_it_recovers_in_its_own_zone(state: int, raised: bool) -> None:
    (word,) = _read("librenms", LIBRENMS | {"state": state})

    assert (word.told.key, word.told.is_raised, word.told.at) == ("17", raised, EIGHT)
    assert word.names == ("olt-7", "10.0.0.7")


def test_zabbix_recovers_at_its_recovery_under_the_same_event() -> None:
    (raised,) = _read("zabbix", ZABBIX)
    over = {"event_value": "0", "event_recovery_date": "2026.03.02", "event_recovery_time": "09:30:00"}
    (cleared,) = _read("zabbix", ZABBIX | over)
    (stamped,) = _read("zabbix", ZABBIX | {"event_timestamp": int(EIGHT.timestamp())})

    assert (raised.told.at, raised.told.is_raised, raised.names) == (EIGHT, True, ("olt-7",))
    assert (cleared.told.at.minute, cleared.told.is_raised, cleared.told.key) == (30, False, raised.told.key)
    assert stamped.told.at == EIGHT


@pytest.mark.parametrize(
    ("body", "raised"),
    [
        (TMF, True),
        ([TMF], True),
        (_event("AlarmCreateEvent"), True),
        (_event("AlarmStateChangeEvent", state="updated"), True),
        (_event("AlarmStateChangeEvent", state="cleared", alarmClearedTime="2026-03-02T08:05:00Z"), False),
        (_event("AlarmStateChangeEvent", state="cleared"), False),  # at the moment of the event
        (_event("AlarmAttributeValueChangeEvent", perceivedSeverity="cleared"), False),
        (_event("AlarmDeleteEvent"), False),
    ],
)
def test_tmf642_tells_alarms_bare_in_lists_and_in_events(body: Any, raised: bool) -> None:
    (word,) = _read("tmf642", body)

    assert (word.told.key, word.told.is_raised, word.names) == ("ROADM/5.4.3.2.1", raised, ("olt-7",))
    assert word.told.at.minute == (0 if raised else 5)


def test_tmf642_acknowledgements_tell_nothing() -> None:
    assert _read("tmf642", {"eventType": "AckAlarmsCreateEvent", "event": {}}) == []


@pytest.mark.parametrize(
    ("format_", "change"),
    [
        ("alertmanager", {"labels": ALERT["labels"] | {"cause": "dying-gasp"}}),
        ("alertmanager", {"labels": ALERT["labels"] | {"cause": "power"}}),
    ],
)
def test_the_customers_own_power_is_told_apart(format_: str, change: dict[str, Any]) -> None:
    (word,) = _read(format_, GROUP | {"alerts": [ALERT | change]})

    assert word.is_power
    assert not _read(format_, GROUP)[0].is_power


def test_what_a_source_does_not_mean_by_down_is_passed_by() -> None:
    source = sources.made(name="x", format="alertmanager", only={"alertname": ("NodeDown",)})

    assert receiving.read(source=source, body=json.dumps(GROUP).encode()) == ([], 1)


BAD: list[tuple[str, Any]] = [
    ("alertmanager", b""),
    ("alertmanager", b"{"),
    ("alertmanager", b"\xff\xfe"),
    ("alertmanager", b"[" * 100_000),
    ("alertmanager", b'{"version": NaN}'),
    ("alertmanager", []),
    ("alertmanager", GROUP | {"version": "3"}),
    ("alertmanager", GROUP | {"alerts": []}),
    ("alertmanager", GROUP | {"alerts": {}}),
    ("alertmanager", GROUP | {"alerts": [ALERT, 7]}),
    ("alertmanager", GROUP | {"alerts": [ALERT | {"status": "pending"}]}),
    ("alertmanager", GROUP | {"alerts": [ALERT | {"status": "resolved"}]}),  # without an end
    ("alertmanager", GROUP | {"alerts": [ALERT | {"startsAt": "yesterday"}]}),
    ("alertmanager", GROUP | {"alerts": [ALERT | {"startsAt": "2026-03-02T08:00:00"}]}),
    ("alertmanager", GROUP | {"alerts": [ALERT | {"startsAt": 5}]}),
    ("alertmanager", GROUP | {"alerts": [ALERT | {"labels": {}}]}),
    ("alertmanager", GROUP | {"alerts": [ALERT | {"labels": {"instance": 7}}]}),
    ("alertmanager", GROUP | {"alerts": [ALERT | {"labels": {"instance": "a\x00b"}}]}),
    ("alertmanager", GROUP | {"alerts": [ALERT | {"labels": {"instance": "x" * 501}}]}),
    ("librenms", LIBRENMS | {"state": 9}),
    ("librenms", LIBRENMS | {"timestamp": ""}),
    ("librenms", {name: value for name, value in LIBRENMS.items() if name != "alert_id"}),
    ("librenms", LIBRENMS | {"sysName": "", "hostname": ""}),
    ("zabbix", ZABBIX | {"event_value": "2"}),
    ("zabbix", ZABBIX | {"event_value": "0"}),
    ("zabbix", ZABBIX | {"event_date": "{EVENT.DATE}"}),
    ("zabbix", ZABBIX | {"event_id": "{EVENT.ID}"}),
    ("tmf642", []),
    ("tmf642", TMF | {"state": "open"}),
    ("tmf642", TMF | {"alarmedObject": None}),
    ("tmf642", TMF | {"alarmRaisedTime": "0001-01-01T00:00:00Z"}),
    ("tmf642", {"eventType": "AlarmCreateEvent", "event": {}}),
    ("tmf642", {"eventType": "Hello"}),
]


@pytest.mark.parametrize(("format_", "body"), BAD)
def test_what_is_no_alarm_is_refused_with_its_place(format_: str, body: Any) -> None:
    with pytest.raises(NotTold, match=r"\S"):
        _read(format_, body)


@pytest.mark.parametrize(
    "written",
    [
        7,
        {"format": "nagios", "secrets": []},
        {"format": "zabbix", "secrets": "open"},
        {"format": "zabbix", "secrets": [""]},
        {"format": "zabbix", "secrets": [], "zone": "Mars/North"},
        {"format": "zabbix", "secrets": [], "power": ["x"]},
        {"format": "zabbix", "secrets": [], "speed": 9},
    ],
)
def test_a_source_described_wrongly_is_refused(written: Any) -> None:
    with pytest.raises(sources.BadSource, match="alarm source 'x'"):
        sources.source(name="x", written={"x": written})
