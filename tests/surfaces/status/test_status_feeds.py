"""The same facts for programs: a feed, a calendar, a summary."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from surfaces.status.town import MORNING, Town
from varsel.kit import clock
from varsel.operations.outages import actions
from varsel.surfaces.status.atom import ATOM

pytestmark = pytest.mark.database


def _feed(language: str = "en") -> Element:
    answer = Client().get(f"/status/feed.atom?lang={language}")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return fromstring(answer.content)


def _summary() -> dict[str, object]:
    return json.loads(Client().get("/status/summary.json").content)


def _calendar(path: str = "/status/planned.ics") -> str:
    answer = Client().get(f"{path}?lang=sv")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content.decode()


def test_the_feed_tells_what_is_open_over_and_planned(town: Town) -> None:
    over = town.dark("fjord")
    actions.restore(outage_id=over, actor="test", at=MORNING)
    town.dark("storg")
    town.plan("fjord")
    titles = [entry.findtext(f"{{{ATOM}}}title") for entry in _feed().iter(f"{{{ATOM}}}entry")]
    assert titles == ["Outage: Västervik", "Over: Bergen", "Planned work: Bergen"]


def test_an_entry_keeps_its_id_and_is_updated_with_each_word(town: Town) -> None:
    key = town.dark("storg")
    entry = next(_feed().iter(f"{{{ATOM}}}entry"))
    later = MORNING + timedelta(hours=1)
    clock.move(to=later)
    actions.set_crew(outage_id=key, state="on_site", because="", actor="test", at=later)
    again = next(_feed("sv").iter(f"{{{ATOM}}}entry"))
    assert again.findtext(f"{{{ATOM}}}id") == entry.findtext(f"{{{ATOM}}}id")
    assert entry.findtext(f"{{{ATOM}}}updated") == "2026-03-02T08:00:00Z"
    assert again.findtext(f"{{{ATOM}}}updated") == "2026-03-02T09:00:00Z"


def test_a_calendar_is_as_the_standard_says(town: Town) -> None:
    town.plan("fjord", title="Ny växel; större, bättre " * 8)
    text = _calendar()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    unfolded = text.replace("\r\n ", "")
    assert unfolded.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert "DTSTART:20260305T080000Z\r\nDTEND:20260305T100000Z\r\n" in unfolded
    assert "SUMMARY:Fjord & Sund bredband: planerat arbete\r\nLOCATION:Bergen\r\n" in unfolded
    assert "DESCRIPTION:Ny växel\\; större\\, bättre" in unfolded
    assert unfolded.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    ref = re.findall(r"UID:(\S+)", unfolded)[0]
    assert _calendar(f"/status/planned/{ref}.ics") == text


def test_an_empty_calendar_still_has_a_component(town: Town) -> None:
    text = _calendar()
    assert "BEGIN:VTIMEZONE" in text
    assert "VEVENT" not in text


def test_a_summary_has_the_shape_that_programs_know(town: Town) -> None:
    assert set(_summary()) == {"page", "status", "components", "incidents", "scheduled_maintenances"}
    assert _summary()["status"] == {"indicator": "none", "description": "All systems operational"}
    key = town.dark("storg")
    town.plan("fjord")
    told = _summary()
    assert told["status"]["indicator"] == "major"
    assert [(one["name"], one["status"]) for one in told["components"]] == [
        ("Bergen", "operational"),
        ("Västervik", "major_outage"),
    ]
    incident, work = told["incidents"][0], told["scheduled_maintenances"][0]
    assert (incident["status"], incident["impact"], incident["resolved_at"]) == ("investigating", "major", None)
    assert incident["incident_updates"][0]["incident_id"] == incident["id"]
    assert [one["name"] for one in incident["components"]] == ["Västervik"]
    assert (work["status"], work["scheduled_for"]) == ("scheduled", "2026-03-05T08:00:00.000Z")
    actions.set_crew(outage_id=key, state="on_the_way", because="", actor="test", at=MORNING)
    assert _summary()["incidents"][0]["status"] == "identified"


def test_work_in_progress_is_maintenance(town: Town) -> None:
    town.plan("fjord")
    clock.move(to=MORNING + timedelta(days=3))
    told = _summary()
    assert told["scheduled_maintenances"][0]["status"] == "in_progress"
    assert told["components"][0]["status"] == "under_maintenance"
    clock.move(to=MORNING + timedelta(days=3, hours=2))
    assert _summary()["scheduled_maintenances"] == []


def test_few_customers_are_a_minor_incident(town: Town) -> None:
    town.dark("small")
    told = _summary()
    assert told["status"]["indicator"] == "minor"
    assert told["components"][1]["status"] == "partial_outage"
