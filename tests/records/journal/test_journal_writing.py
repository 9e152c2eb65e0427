from __future__ import annotations

from datetime import date, timedelta

import pytest

import builders
from varsel.law.grammar import Citation, Force, Reason, judge
from varsel.records.journal import actions as journal
from varsel.records.journal import personal, queries, sealing
from varsel.records.journal.kinds import Kind
from varsel.records.journal.models import Entry, PersonKey

AT = builders.START


def _write(**more: object) -> int:
    return journal.write(at=AT, kind=Kind.HOLD_SET, about="party:7", actor="staff:3", **more)


def test_an_entry_tells_what_was_written(db: None) -> None:
    reason = Reason("principal_owed", True, Citation("LEK", "7:34"), Force.HARD)
    verdict = judge(rule="SE-SUSP-01", cites=("SE-SUSP-01",), reasons=[reason], on=date(2026, 3, 2))

    told = queries.entry(entry_id=_write(party=7, facts={"days": 3}, verdict=verdict))

    assert (told.at, told.kind, told.about, told.party, told.actor) == (AT, "hold_set", "party:7", 7, "staff:3")
    assert told.facts == {"days": 3}
    assert told.verdict == verdict.to_json()
    assert [one.id for one in queries.recorded_verdicts()] == [told.id]


def test_an_entry_is_written_only_in_the_transaction_of_what_it_tells(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="in the transaction of what it tells"):
        _write()

    assert Entry.objects.count() == 0


def test_entries_are_found_by_subject_or_party_and_kind(db: None) -> None:
    mine, other = _write(party=7), _write(party=8)
    lifted = journal.write(at=AT, kind=Kind.HOLD_LIFTED, about="party:7", actor="system", party=7)

    assert [one.id for one in queries.entries(about=["party:7"])] == [mine, other, lifted]
    assert [one.id for one in queries.entries(party=7)] == [mine, lifted]
    assert [one.id for one in queries.entries(about=["party:7"], kinds=["hold_lifted"])] == [lifted]
    assert queries.entries() == []


def test_personal_content_is_read_only_with_the_persons_key(db: None) -> None:
    row = Entry.objects.get(id=_write(party=7, personal="lives with her mother"))

    assert b"mother" not in bytes(row.personal)
    assert personal.decrypt(party=7, sealed=row.personal) == "lives with her mother"


def test_what_is_forgotten_is_unreadable_and_the_chain_still_verifies(transactional_db: None) -> None:
    party_id = builders.customer(name="Anna Ek")
    sealing.seal(at=AT)
    row = Entry.objects.get(party=party_id)

    personal.forget(party=party_id, at=AT + timedelta(days=1))

    assert sealing.verify() == 1
    with pytest.raises(personal.Forgotten, match=f"party {party_id} was forgotten"):
        personal.decrypt(party=party_id, sealed=row.personal)
    assert PersonKey.objects.get(party=party_id).wrapped is None


def test_nothing_personal_is_written_of_somebody_forgotten_or_of_nobody(db: None) -> None:
    _write(party=7, personal="a word")
    personal.forget(party=7, at=AT)

    with pytest.raises(personal.Forgotten):
        _write(party=7, personal="another")
    with pytest.raises(ValueError, match="belongs to a party"):
        _write(personal="whose?")


def test_forgetting_twice_keeps_the_first_day(db: None) -> None:
    _write(party=7, personal="a word")
    personal.forget(party=7, at=AT)

    personal.forget(party=7, at=AT + timedelta(days=1))

    assert PersonKey.objects.get(party=7).destroyed_at == AT
