"""E-mail that comes in does what it says: a bounce stops a word, an answer waits for a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

import builders
from outlets.notices.channels.mail.coming import TAG, report, written
from outlets.notices.saying import send, tell
from varsel.kit.reading import fetch
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.outlets.notices.replies import queries as replies
from varsel.surfaces.cli.commands import app
from varsel.surfaces.intake import mail

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)


@pytest.fixture
def ref(transactional_db: None) -> str:
    """Give the reference of an e-mail that a customer with a telephone got."""
    builders.set_policy()
    party = builders.customer(contacts={"email": "anna@example.test", "letter": "Storgatan 1, 593 30 Västervik"})
    tell(party_id=party, at=AT, about="service_reopened")
    send(at=AT, gateway=Recorder())
    return str(fetch(statement="SELECT ref FROM notices_attempt", values={})[0][0])


def _about(content: bytes, ref: str) -> bytes:
    """Return an e-mail about another of our references."""
    return content.replace(TAG.encode(), ref.replace("-", "").encode())


def _channels() -> list[tuple[str, str | None]]:
    return [
        (row[0], row[1])
        for row in fetch(statement="SELECT channel, receipt FROM notices_attempt ORDER BY id", values={})
    ]


def test_a_bounce_after_the_word_was_told_sends_it_on_the_next_way_at_once(ref: str) -> None:
    assert mail.take(content=_about(report(), ref), at=LATER) == "report"

    send(at=LATER, gateway=Recorder())

    assert _channels() == [("email", "failed"), ("letter", None)]


def test_the_same_bounce_twice_changes_nothing_more(ref: str) -> None:
    for _ in range(2):
        mail.take(content=_about(report(), ref), at=LATER)
        send(at=LATER, gateway=Recorder())

    assert _channels() == [("email", "failed"), ("letter", None)]


def test_an_answer_waits_for_a_person(ref: str) -> None:
    assert mail.take(content=_about(written(), ref), at=LATER) == "reply"
    assert mail.take(content=_about(written(), ref), at=LATER) == "known"

    (reply,) = replies.waiting(limit=10)
    assert reply.notice_id is not None


def test_an_absence_note_waits_for_nobody(ref: str) -> None:
    content = _about(written(Auto_Submitted="auto-replied"), ref)

    assert mail.take(content=content, at=LATER) == "automatic"
    assert replies.waiting(limit=10) == []


def test_a_report_about_nothing_of_ours_changes_nothing(ref: str) -> None:
    content = report(to="x@fjord.example").replace(TAG.encode(), b"x")

    assert mail.take(content=content, at=LATER) == "report about nothing of ours"
    assert _channels() == [("email", None)]


def test_the_command_takes_files_and_says_what_each_was(ref: str, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(_about(written(), ref))

    told = CliRunner().invoke(app, ["mail", "take", str(tmp_path / "a.eml")])

    assert (told.exit_code, told.stdout) == (0, f"{tmp_path / 'a.eml'}: reply\n")


def test_the_command_refuses_what_is_no_mail(ref: str, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"hello")

    told = CliRunner().invoke(app, ["mail", "take", str(tmp_path / "a.eml")])

    assert told.exit_code == 2
    assert "this is no e-mail" in told.stderr
