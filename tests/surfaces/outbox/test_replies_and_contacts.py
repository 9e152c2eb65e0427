"""What customers wrote back, and contacts that do not work: tasks for a person."""

from __future__ import annotations

import pytest

from surfaces.outbox.saying import NOW, PHONE, Said, agent, number, text
from varsel.outlets.notices import queries
from varsel.outlets.notices.channels.inbound import Reply
from varsel.outlets.notices.replies import actions
from varsel.outlets.notices.replies import queries as replies
from varsel.surfaces.desk import board


@pytest.fixture
def reply_id(said: Said) -> int:
    """Have a customer answer a message."""
    found = queries.message(ref=said.told)
    assert found
    came = Reply(channel="sms", address=PHONE, to="71234", text="<b>När</b> öppnar ni?", key="k1", at=NOW)
    key = actions.take(reply=came, at=NOW, ref=found.attempts[0].ref)
    assert key
    return key


def test_a_reply_waits_with_the_message_that_it_answers(reply_id: int, said: Said) -> None:
    page = text(agent(), "/replies/")
    assert "&lt;b&gt;När&lt;/b&gt; öppnar ni?" in page
    assert f"/outbox/{said.told}/" in page
    assert board.board(at=NOW).messages.replies == 1


def test_it_is_seen_to_with_what_was_done(reply_id: int) -> None:
    agent().post(f"/replies/{reply_id}/handle/", {"said": "rang and told her"})
    found = replies.reply(reply_id=reply_id)
    assert found
    assert found.handled_as == "rang and told her"
    assert "No reply waits." in text(agent(), "/replies/")


def test_a_colleague_who_is_slower_reads_what_was_done(reply_id: int) -> None:
    agent().post(f"/replies/{reply_id}/handle/", {"said": "rang and told her"})
    answer = agent().post(f"/replies/{reply_id}/handle/", {"said": "wrote a letter"}, follow=True)
    assert "A colleague was quicker" in answer.content.decode()


def test_nothing_is_seen_to_without_words(reply_id: int) -> None:
    assert agent().post(f"/replies/{reply_id}/handle/", {"said": " "}).status_code == 422
    assert replies.count_waiting() == 1


def test_a_reply_of_a_protected_identity_shows_no_number(said: Said) -> None:
    found = queries.message(ref=said.secret)
    assert found
    came = Reply(channel="sms", address=PHONE, to="71234", text=f"Ring {PHONE}", key="k2", at=NOW)
    actions.take(reply=came, at=NOW, ref=found.attempts[0].ref)
    assert PHONE not in text(agent(), "/replies/")


def test_a_contact_to_which_something_did_not_arrive_is_a_task(said: Said) -> None:
    client = agent()
    for address in ("/outbox/contacts/", "/outbox/contacts.csv"):
        assert number(of=said.bounced) in text(client, address)
    assert board.board(at=NOW).messages.contacts == 1


def test_when_everything_works_it_says_so(plain: None) -> None:
    assert "Every contact that we have works" in text(agent(), "/outbox/contacts/")
