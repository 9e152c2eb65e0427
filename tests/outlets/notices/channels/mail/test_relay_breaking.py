"""A mail server that hangs up at each step of a hand-over: deferred until it asks for the text, unknown after that."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from outlets.notices.channels.mail.mailing import OURS, Mailbox, message, relayed
from varsel.outlets.notices.channels.mail.relay import Relay, To

ANSWERS = {b"EHLO": b"250 mx", b"MAIL": b"250 ok", b"RCPT": b"250 ok", b"DATA": b"354 go on", b"RSET": b"250 ok"}


@contextmanager
def breaking(*, at: bytes, says: bytes = b"") -> Iterator[Relay]:
    """Give a relay to a server that says this and hangs up at a command (or at the greeting, or at the text)."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_serve, args=(listening, at, says))
        thread.start()
        relay = Relay(to=To(host="127.0.0.1", port=listening.getsockname()[1], tls="none"), ours=OURS)
        try:
            yield relay
        finally:
            relay.close()
            thread.join()


def _serve(listening: socket.socket, at: bytes, says: bytes) -> None:
    connection, _ = listening.accept()
    with connection, connection.makefile("rb") as lines:
        command, last = b"HELLO", b"220 mx"
        while command != at:
            connection.sendall(last + b"\r\n")
            line = lines.readline()
            if last.startswith(b"354"):
                while line not in (b".\r\n", b""):
                    line = lines.readline()
                command, last = b"TEXT", b"250 taken"
            else:
                command = line[:4].upper()
                last = ANSWERS.get(command, b"250 ok")
            if not line:
                return
        if says:
            connection.sendall(says + b"\r\n")


@pytest.mark.parametrize("at", [b"HELLO", b"EHLO", b"MAIL", b"RCPT", b"DATA"])
@pytest.mark.parametrize("says", [b"", b"421 closing", b"nonsense"])
def test_who_hangs_up_before_the_text_has_certainly_nothing(at: bytes, says: bytes) -> None:
    word = message()
    with breaking(at=at, says=says) as relay:
        told = dict(relay.hand_over(messages=[word]))

    assert told[word.ref].answer == "deferred"


@pytest.mark.parametrize("says", [b"", b"nonsense", b"354 go on"])
def test_who_gives_no_answer_to_the_text_may_have_it(says: bytes) -> None:
    with breaking(at=b"TEXT", says=says) as relay:
        assert dict(relay.hand_over(messages=[message()])) == {}


@pytest.mark.parametrize(
    ("says", "answer"), [(b"554 no", "rejected"), (b"451 later", "deferred"), (b"250 ok", "accepted")]
)
def test_who_answers_the_text_and_hangs_up_is_heard(says: bytes, answer: str) -> None:
    word = message()
    with breaking(at=b"TEXT", says=says) as relay:
        assert [one.answer for one in dict(relay.hand_over(messages=[word])).values()] == [answer]


def test_lines_that_begin_with_a_dot_arrive_as_written() -> None:
    box = Mailbox()
    with relayed(box=box) as relay:
        list(relay.hand_over(messages=[message(words="Rubrik\n\n.\n..två\n.slut")]))

    plain = box.came[0][1].get_body(("plain",))
    assert plain is not None
    assert plain.get_content().splitlines() == [".", "..två", ".slut"]
