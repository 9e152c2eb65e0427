"""Cases that ran in another system go on here: what is open freezes and is owed; what is unproved never counts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import builders
from surfaces.register.world import AT, FILES, RUNNING, load, only, write
from varsel.operations.arrears import facts
from varsel.operations.arrears.queries import argued_about, disputes_of, holds
from varsel.operations.complaints import queries as complaints
from varsel.outlets.notices import queries as notices
from varsel.records.clocks.models import Clock
from varsel.records.journal import queries as journal
from varsel.records.ledger import queries as ledger
from varsel.records.parties import queries as parties
from varsel.surfaces.register import quarantine

JANUARY = datetime(2027, 1, 20, tzinfo=UTC)


@pytest.fixture
def loaded(transactional_db: None, tmp_path: Path) -> int:
    """A register with what ran in the other system; return the customer with the open invoice."""
    builders.set_policy(at=AT, min_debt=1)
    load(write(tmp_path / "files", **FILES, **RUNNING))
    found = parties.by_external_id(external_id="C1")
    assert found is not None
    return found.id


def _kinds() -> list[str]:
    return [entry.kind for entry in journal.everything()]


def _duties(complaint: str) -> set[tuple[str, str]]:
    case = complaints.called(external_id=complaint)
    assert case is not None
    return set(Clock.objects.filter(about=case.about).values_list("kind", "state"))


def test_an_open_dispute_freezes_and_a_rejected_one_is_demanded_anew(loaded: int) -> None:
    (invoice,) = ledger.invoices_of(party_ids=[loaded])
    assert [(one.ore, one.outcome) for one in disputes_of(invoice_ids=[invoice.id])] == [
        (5000, None),
        (2550, "rejected"),
    ]
    assert [one.external_id for one in argued_about(invoice_ids=[invoice.id])] == ["D1", "D2", "A1"]
    assert facts.account(party_id=loaded, at=AT).services[0].parts == ()  # the board has all that is left
    assert _kinds().count("dispute_opened") == 2


def test_a_hold_that_runs_pauses_and_one_that_was_lifted_does_not(loaded: int) -> None:
    assert [(one.kind, one.until) for one in holds(party_id=loaded)] == [("promise", date(2026, 12, 1))]
    assert facts.account(party_id=loaded, at=AT).hold_until == date(2026, 12, 1)
    assert _kinds().count("hold_set") == 1


def test_a_complaint_brings_the_duties_that_still_run_and_no_others(loaded: int) -> None:
    assert _duties("A1") == {("answer", "open")}
    assert _duties("A2") == {("outreach", "kept")}
    assert _duties("A3") == set()
    assert _duties("A4") == {("outreach", "open")}
    assert _kinds().count("complaint_received") == 4
    assert "complaint_decided" not in _kinds()


def test_a_decision_of_before_credits_nothing_anew(transactional_db: None, tmp_path: Path) -> None:
    builders.set_policy(at=AT)
    upheld = RUNNING["complaints"].replace("2026-12-03;;;", "2026-12-03;;upheld;2026-11-19T09:00:00+01:00")
    load(write(tmp_path / "files", **FILES, complaints=upheld))
    builders.advance(after=AT, to=AT)

    found = parties.by_external_id(external_id="C1")
    assert found is not None
    assert ledger.credits_of(party_id=found.id) == []
    assert facts.account(party_id=found.id, at=AT).services[0].parts == ()  # frozen until somebody credits it


def test_a_demand_of_before_never_counts(transactional_db: None, tmp_path: Path) -> None:
    builders.set_policy(at=AT, min_debt=1)
    plain = FILES["services"].replace("internet;true", "internet;false")
    load(write(tmp_path / "files", **{**FILES, "services": plain, "demanded": RUNNING["demanded"]}))
    out = builders.advance(after=AT, to=JANUARY)

    found = parties.by_external_id(external_id="C1")
    assert found is not None
    assert [word.about for word in notices.words_to(party_id=found.id)] == ["payment_demand"]
    assert len(out.words.handed) == 1
    assert "limiting_proposed" in _kinds()  # on our own demand, with its whole time


def test_what_people_have_in_hand_no_file_changes(loaded: int, tmp_path: Path) -> None:
    told = RUNNING["complaints"].replace("2026-12-03;;;", "2026-12-03;;upheld;2026-11-19T09:00:00+01:00")

    report = only(load(write(tmp_path / "again", complaints=told)))

    assert (report.added, report.changed, len(report.conflicts)) == (0, 0, 2)
    assert {one.field for one in quarantine.differing()} == {"outcome", "decided_at"}
    case = complaints.called(external_id="A1")
    assert case is not None
    assert case.outcome is None


@pytest.mark.parametrize(
    ("name", "old", "new", "column", "reason"),
    [
        ("disputes", "F1;50;", "F9;50;", "invoice", "invoice 'F9' is not known"),
        ("disputes", "F1;50;", "F1;0;", "amount", "is 0"),
        ("disputes", "+01:00;;", "+01:00;upheld;", "outcome", "go together"),
        ("disputes", "+01:00;;", "+01:00;upheld;2026-11-01T10:00:00+01:00", "settled_at", "before opened_at"),
        ("disputes", "+01:00;;", ";;", "opened_at", "is '2026-11-02T10:00:00', without its zone"),
        ("holds", "C1;promise", "C9;promise", "customer", "customer 'C9' is not known"),
        ("holds", "C1;promise", "C1;whim", "kind", "is 'whim'"),
        ("holds", "2026-11-03T10", "2026-10-03T10", "lifted_at", "before the hold was set"),
        ("complaints", "A1;ARN", "A1;BKN", "invoice", "of another country than the authority"),
        ("complaints", ";;F1;", ";C2;F1;", "invoice", "another customer's"),
        ("complaints", "2026-11-03;2026-12-03", "2026-11-03;2026-11-02", "answer_by", "before the complaint"),
        ("complaints", "A4;KO;K-1;", "A4;ARN;2026-01234;", "reference", "the same reference"),
        ("complaints", "A1;ARN", "A1;FI", "authority", "is 'FI'"),
        ("outreach", "A2;2026", "A9;2026", "complaint", "complaint 'A9' is not known"),
        ("demanded", "2026-11-16", "2026-11-04", "last_day", "before it was sent"),
    ],
)
def test_a_row_that_does_not_hold_says_where_and_why(
    transactional_db: None, tmp_path: Path, name: str, old: str, new: str, column: str, reason: str
) -> None:
    load(write(tmp_path / "files", **FILES))
    assert RUNNING[name].count(old) >= 1
    others = {"complaints": RUNNING["complaints"]} if name == "outreach" else {}

    report = load(write(tmp_path / "more", **others, **{name: RUNNING[name].replace(old, new, 1)}))

    refused = [one for file in report.files for one in file.refused if file.entity == name]
    assert [one.column for one in refused if reason in one.reason] == [column] * (
        2 if "same reference" in reason else 1
    )
