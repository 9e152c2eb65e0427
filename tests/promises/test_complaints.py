"""A complaint as the database lets it be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import builders
from promises.forging import put, refused, run

AT = builders.START
DAY = date(2026, 3, 2)


@pytest.fixture
def invoice(db: None) -> dict[str, Any]:
    """Give a Swedish invoice: its id, what it is called and whose it is."""
    builders.set_policy()
    service = builders.service(party_id=builders.customer())
    invoice_id = builders.invoice(services=[service])
    return {"invoice_id": invoice_id, "about": f"invoice:{invoice_id}", "party_id": service.party_id}


def _complaint(**columns: Any) -> int:
    whole = {
        "ref": builders.key(),
        "external_id": str(builders.key()),
        "authority": "ARN",
        "country": "SE",
        "reference": "",
        "received_on": DAY,
        "registered_at": AT,
        "registered_by": "forger",
        "category": "other",
        "about": "",
    }
    return put("complaints_complaint", **whole | columns)


@pytest.mark.parametrize(
    ("authority", "country", "fits"),
    [("KO", "SE", True), ("ARN", "SE", True), ("BKN", "NO", True), ("KO", "NO", False), ("ARN", "NO", False)],
)
def test_an_authority_is_of_its_country(db: None, authority: str, country: str, fits: bool) -> None:
    if fits:
        assert _complaint(authority=authority, country=country)
        return
    with refused(by="complaint_authority_of_its_country"):
        _complaint(authority=authority, country=country)


@pytest.mark.parametrize(
    ("by", "columns"),
    [
        ("complaint_authority_of_its_country", {"authority": "BKN"}),
        ("complaint_authority_of_its_country", {"authority": "EU"}),
        ("complaint_has_a_category", {"category": ""}),
        ("complaint_answer_after_receipt", {"answer_by": date(2026, 3, 1)}),
        ("complaint_answered_by_somebody", {"answered_at": AT}),
        ("complaint_decided_with_an_outcome", {"outcome": "settled", "decided_at": AT, "decided_by": "staff:1"}),
        ("complaint_decided_with_an_outcome", {"outcome": "upheld", "decided_at": AT}),
        ("complaint_decided_with_an_outcome", {"outcome": "upheld", "decided_by": "staff:1"}),
        ("complaint_decided_with_an_outcome", {"decided_at": AT, "decided_by": "staff:1"}),
        ("complaint_about_its_invoice", {"about": "invoice:1"}),
        ("complaint_party", {"party_id": 0}),
    ],
)
def test_half_a_complaint_is_refused(db: None, by: str, columns: dict[str, Any]) -> None:
    with refused(by=by):
        _complaint(**columns)


def test_an_answer_may_be_due_on_the_day_of_receipt(db: None) -> None:
    assert _complaint(answer_by=DAY)


def test_the_authority_s_number_is_there_once(db: None) -> None:
    for authority in ("KO", "ARN"):
        _complaint(authority=authority, reference="2026-1")
    _complaint()
    _complaint()

    with refused(by="complaint_reference_once"):
        _complaint(authority="ARN", reference="2026-1")


def test_a_complaint_about_an_invoice_is_its_owner_s_and_of_its_country(invoice: dict[str, Any]) -> None:
    assert _complaint(**invoice)
    with refused(by="complaint_invoice_has_an_owner"):
        _complaint(**invoice | {"party_id": None})
    with refused(by="complaint_invoice_owner"):
        _complaint(**invoice | {"party_id": builders.customer()})
    with refused(by="complaint_invoice_owner"):
        _complaint(**invoice, authority="BKN", country="NO")
    with refused(by="complaint_about_its_invoice"):
        _complaint(**invoice | {"about": "outage:1"})


@pytest.mark.parametrize(
    ("first", "again", "by"),
    [
        ("answered_at = now(), answered_by = 'a'", "answered_by = 'b'", "complaint_answered_once"),
        ("answered_at = now(), answered_by = 'a'", "answered_at = NULL, answered_by = NULL", "complaint_answered_once"),
        ("outcome = 'rejected', decided_at = now(), decided_by = 'a'", "outcome = 'upheld'", "complaint_decided_once"),
        (
            "outcome = 'upheld', decided_at = now(), decided_by = 'a'",
            "outcome = NULL, decided_at = NULL, decided_by = NULL",
            "complaint_decided_once",
        ),
    ],
)
def test_what_was_answered_or_decided_stays_so(db: None, first: str, again: str, by: str) -> None:
    _complaint()
    run(f"UPDATE complaints_complaint SET {first}")

    with refused(by=by):
        run(f"UPDATE complaints_complaint SET {again}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE complaints_complaint SET received_on = received_on",
        "UPDATE complaints_complaint SET about = ''",
        "UPDATE complaints_complaint SET answer_by = NULL",
        "DELETE FROM complaints_complaint",
        "UPDATE complaints_outreach SET outcome = outcome",
        "DELETE FROM complaints_outreach",
    ],
)
def test_the_rest_is_never_changed(db: None, statement: str) -> None:
    with refused(by="permission"):
        run(statement)


def test_an_attempt_has_an_outcome(db: None) -> None:
    attempt = {"complaint_id": _complaint(), "at": AT, "on": DAY, "by": "staff:1"}
    columns = ('"on"' if key == "on" else key for key in attempt)
    attempt = dict(zip(columns, attempt.values(), strict=True))

    assert put("complaints_outreach", **attempt, outcome="declined")
    with refused(by="outreach_outcome"):
        put("complaints_outreach", **attempt, outcome="later")


@pytest.mark.parametrize(
    ("by", "state", "settled", "owed_to"),
    [
        (None, "kept", "before", "ARN"),
        ("clocks_duty_kept_in_time", "kept", "due", "ARN"),
        (None, "broken", "due", "ARN"),
        ("clocks_duty_broken_when_due", "broken", "before", "ARN"),
        ("clocks_duty_broken_when_due", "broken", "due", ""),
        (None, "kept", "due", ""),
    ],
)
def test_a_duty_is_kept_before_its_moment_or_broken_at_it(
    db: None, by: str | None, state: str, settled: str, owed_to: str
) -> None:
    when = {"due": AT, "before": AT - timedelta(microseconds=1)}[settled]
    clock = {"kind": "answer", "about": "complaint:1", "due_at": AT, "owed_to": owed_to, "ground": ""}

    if by is None:
        assert put("clocks_clock", **clock, state=state, settled_at=when)
        return
    with refused(by=by):
        put("clocks_clock", **clock, state=state, settled_at=when)
