"""Letters: what the print house got with its manifest, and what came back, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

import builders
from outlets.notices.letters.printing import SENDER
from outlets.notices.saying import send, tell
from surfaces.outbox.saying import AT, agent, customer, ref, text
from varsel.outlets.notices import queries
from varsel.outlets.notices.letters import queries as letters
from varsel.outlets.notices.letters.handing import Folder
from varsel.outlets.notices.letters.print_house import PrintHouse
from varsel.outlets.notices.letters.recipients import recipients
from varsel.records.journal import queries as journal

HOME = "Storgatan 1, 593 30 Västervik"


@pytest.fixture
def posted(plain: None, tmp_path: Path) -> str:
    """Have a letter printed and return the message's reference."""
    builders.set_policy()
    return _post(tmp_path, customer(contacts={"letter": HOME}))


def _post(folder: Path, party_id: int) -> str:
    key = tell(party_id=party_id, at=AT)
    send(at=AT, gateway=PrintHouse(way=Folder(folder=folder), sender=SENDER, recipients=recipients, now=lambda: AT))
    return ref(notice_id=key)


def _attempt(of: str) -> str:
    found = queries.message(ref=of)
    assert found
    return found.attempts[-1].ref


def _mark(of: str) -> str:
    printed = letters.printed(attempt_ref=_attempt(of))
    assert printed
    return printed.mark


def _upload(content: str, *roles: str) -> HttpResponse:
    file = SimpleUploadedFile("returned.csv", content.encode(), content_type="text/csv")
    return agent(*roles).post("/outbox/letters/returned/", {"file": file}, follow=True)


def test_a_batch_stands_there_with_its_letters_and_pages(posted: str) -> None:
    (batch,) = letters.batches(limit=10)
    page = text(agent(), "/outbox/letters/")
    assert batch.name in page
    assert (batch.letters, batch.pages) == (1, 1)
    assert "handed over" in page


def test_the_manifest_is_taken_and_that_is_written_down(posted: str) -> None:
    (batch,) = letters.batches(limit=10)
    taken = agent().post(f"/outbox/letters/{batch.name}/manifest/")
    assert _mark(posted) in taken.content.decode()
    assert len(journal.entries(about=[f"print_batch:{batch.name}"])) == 1


def test_there_is_no_manifest_of_a_batch_that_was_not(posted: str) -> None:
    assert agent().post("/outbox/letters/other/manifest/").status_code == 404


def test_the_message_page_has_the_letter_as_it_was_printed(posted: str) -> None:
    client, attempt = agent(), _attempt(posted)
    page = text(client, f"/outbox/{posted}/")
    assert _mark(posted) in page
    assert "it counts as received 3 days after it was handed over" in page
    pdf = client.get(f"/outbox/{posted}/letter/{attempt}/")
    assert (pdf["Content-Type"], pdf.content) == ("application/pdf", letters.content(attempt_ref=attempt))


def test_a_letter_is_not_given_under_another_message(posted: str, tmp_path: Path) -> None:
    other = _post(tmp_path / "other", customer(contacts={"letter": HOME}))
    assert agent().get(f"/outbox/{other}/letter/{_attempt(posted)}/").status_code == 404


def test_a_letter_to_a_protected_identity_needs_a_reason(posted: str, tmp_path: Path) -> None:
    secret = _post(tmp_path / "secret", customer(contacts={"letter": HOME}, protected_identity=True))
    address = f"/outbox/{secret}/letter/{_attempt(secret)}/"

    assert agent().get(address).status_code == 302
    client = agent("complaints")
    assert client.post(f"{address}show/", {"because": ""}).status_code == 422
    assert client.post(f"{address}show/", {"because": "ARN asks for it"})["Content-Type"] == "application/pdf"


def test_letters_that_came_back_are_noted(posted: str) -> None:
    page = _upload(f"mark;returned;reason\n{_mark(posted)};2026-03-02;moved\n").content.decode()
    assert "1 letter was noted as returned." in page


def test_one_wrong_line_takes_nothing_and_says_which(posted: str) -> None:
    answer = _upload(f"mark;returned;reason\n{_mark(posted)};2026-03-02;moved\n0000-0000-0000;2026-03-02;x\n")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing of the file was taken." in page
    assert "Line 3:" in page
    assert letters.returned(attempt_refs=[_attempt(posted)]) == set()


@pytest.mark.parametrize("content", ["", "mark;returned\n", "\x00\x01"])
def test_a_file_that_is_none_is_refused_in_words(posted: str, content: str) -> None:
    assert _upload(content).status_code == 422


def test_who_may_not_is_refused(posted: str) -> None:
    assert _upload("mark;returned;reason\n", "noc").status_code == 403


def test_nothing_printed_says_what_comes_here(plain: None) -> None:
    assert "Nothing was printed yet." in text(agent(), "/outbox/letters/")
