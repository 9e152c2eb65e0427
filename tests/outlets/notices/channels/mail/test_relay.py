"""E-mail to a real mail server: what it takes, refuses, puts off, and what nobody knows."""

from __future__ import annotations

import pytest
from aiosmtpd.smtp import SMTP

from outlets.notices.channels.mail.mailing import OURS, Mailbox, message, relayed
from varsel.outlets.notices.channels import Outcome
from varsel.outlets.notices.channels.mail.relay import BadRelay, Relay, To, read


def test_what_the_server_takes_is_accepted_under_our_message_id() -> None:
    box, word = Mailbox(), message()

    with relayed(box=box) as relay:
        told = dict(relay.hand_over(messages=[word]))

    assert told == {word.ref: Outcome(answer="accepted", gateway_refs=(OURS.message_id(ref=word.ref),))}
    (sender, mail), *others = box.came
    assert not others
    assert sender == f"studs+{word.ref.replace('-', '')}@fjord.example"
    assert mail["To"] == "anna@example.test"


def test_many_go_on_one_connection() -> None:
    box, words = Mailbox(), [message() for _ in range(20)]

    with relayed(box=box) as relay:
        told = list(relay.hand_over(messages=words))

    assert [ref for ref, _ in told] == [word.ref for word in words]
    assert len(box.came) == 20


@pytest.mark.parametrize(
    ("command", "line", "answer", "permanent"),
    [
        ("RCPT", "550 5.1.1 no such mailbox", "rejected", True),
        ("RCPT", "550 no such mailbox", "rejected", True),
        ("RCPT", "550 5.2.1 mailbox disabled", "rejected", True),
        ("RCPT", "552 5.2.2 mailbox full", "rejected", False),
        ("RCPT", "550 5.7.1 not from you", "rejected", False),
        ("RCPT", "450 4.2.1 greylisted, come again", "deferred", True),
        ("MAIL", "451 4.3.0 later", "deferred", True),
        ("DATA", "554 5.6.0 not this text", "rejected", False),
        ("DATA", "452 4.3.1 disk full", "deferred", True),
    ],
)
def test_a_refusal_says_for_how_long_and_whether_the_address_is_to_blame(
    command: str, line: str, answer: str, permanent: bool
) -> None:
    word, box = message(), Mailbox(answers={command: line})

    with relayed(box=box) as relay:
        told = dict(relay.hand_over(messages=[word]))

    assert (told[word.ref].answer, told[word.ref].permanent) == (answer, permanent)
    assert told[word.ref].because == line


def test_one_that_is_refused_holds_up_no_other() -> None:
    words = [message(address="gone@example.test"), message()]
    box = Mailbox(answers={"gone@example.test": "550 5.1.1 gone"})

    with relayed(box=box) as relay:
        told = dict(relay.hand_over(messages=words))

    assert [told[word.ref].answer for word in words] == ["rejected", "accepted"]


def test_a_connection_that_breaks_while_the_text_is_told_is_answered_by_nobody_and_the_next_goes_on_a_new_one() -> None:
    breaking = [True, False]

    def hang_up(server: SMTP) -> None:
        if breaking.pop(0):
            server.transport.abort()

    words, box = [message(), message()], Mailbox(at_data=hang_up)

    with relayed(box=box) as relay:
        told = dict(relay.hand_over(messages=words))

    assert [*told] == [words[1].ref]


def test_a_server_that_closed_an_idle_connection_is_called_again() -> None:
    box, words = Mailbox(), [message(), message()]

    with relayed(box=box) as relay:
        first = dict(relay.hand_over(messages=words[:1]))
        assert relay._server is not None
        relay._server.close()
        second = dict(relay.hand_over(messages=words[1:]))

    assert [one.answer for one in (*first.values(), *second.values())] == ["accepted", "accepted"]


def test_a_server_that_is_away_has_certainly_nothing() -> None:
    with relayed(box=Mailbox()) as relay:
        port = relay._to.port
    away = Relay(to=To(host="127.0.0.1", port=port, tls="none"), ours=OURS)
    word = message()

    ((ref, outcome),) = away.hand_over(messages=[word])

    assert (ref, outcome.answer) == (word.ref, "deferred")
    assert "Connection refused" in outcome.because


def test_a_server_without_the_tls_that_is_asked_for_gets_nothing() -> None:
    box, word = Mailbox(), message()

    with relayed(box=box) as plain:
        asking = Relay(to=To(host="127.0.0.1", port=plain._to.port, tls="starttls"), ours=OURS)
        told = dict(asking.hand_over(messages=[word]))
        asking.close()

    assert told[word.ref].answer == "deferred"
    assert not box.came


NONE = ["", "anna", "@example.test", "anna@", "a@b@c d", "anna@example.test\nBcc: all@x.test", "åsa@example.test"]


@pytest.mark.parametrize("address", NONE)
def test_what_is_no_address_is_refused_before_anybody_is_called(address: str) -> None:
    word, box = message(address=address), Mailbox()

    with relayed(box=box) as relay:
        told = dict(relay.hand_over(messages=[word]))

    assert (told[word.ref].answer, told[word.ref].permanent) == ("rejected", True)
    assert not box.came


def test_a_domain_with_letters_of_its_own_is_found() -> None:
    box = Mailbox()

    with relayed(box=box) as relay:
        list(relay.hand_over(messages=[message(address="anna@Räksmörgås.se")]))

    assert box.came[0][1]["To"] == "anna@xn--rksmrgs-5wao1o.se"


@pytest.mark.parametrize(
    ("url", "relay"),
    [
        ("smtp://mail.test", To(host="mail.test", port=25, tls="none")),
        ("smtps://mail.test", To(host="mail.test", port=465, tls="implicit")),
        (
            "smtp+starttls://a%40b:c%3Ad@mail.test:2525",
            To(host="mail.test", port=2525, tls="starttls", user="a@b", password="c:d"),
        ),
    ],
)
def test_a_setting_names_a_relay(url: str, relay: To) -> None:
    assert read(url=url) == relay


@pytest.mark.parametrize("url", ["mail.test", "http://mail.test", "smtp://", "smtp:///x"])
def test_a_setting_that_names_none_says_how_one_is_written(url: str) -> None:
    with pytest.raises(BadRelay, match=r"smtp, smtp\+starttls, smtps and ://user:password@host:port"):
        read(url=url)
