"""What comes back by e-mail is told apart: reports, complaints, machines and people."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from outlets.notices.channels.mail.coming import LATER, TAG, WORD, report, written
from outlets.notices.channels.mail.mailing import OURS
from varsel.outlets.notices.channels import Receipt
from varsel.outlets.notices.channels.mail.composing import compose
from varsel.outlets.notices.channels.mail.incoming import Heard, NoMail, read


def _heard(content: bytes) -> Heard:
    return read(content=content, at=LATER)


@pytest.mark.parametrize(
    ("action", "status", "state"),
    [
        ("failed", "5.1.1", "failed"),
        ("failed", "5.2.1", "failed"),
        ("failed", "5.2.2", "expired"),
        ("failed", "4.4.7", "expired"),
        ("failed", "5.7.1", "expired"),
        ("delayed", "4.4.1", "accepted"),
        ("Delivered", "2.0.0", "delivered"),
        ("relayed", "2.0.0", "accepted"),
    ],
)
def test_a_delivery_status_is_a_receipt_for_what_we_sent(action: str, status: str, state: str) -> None:
    (receipt,) = _heard(report(action=action, status=status)).receipts

    assert (receipt.state, receipt.ref, receipt.at) == (state, WORD.ref, LATER)
    assert receipt.because.startswith(status)


def test_a_report_to_an_address_without_our_reference_is_known_by_the_mail_that_it_brings_back() -> None:
    (receipt,) = _heard(report(to="kund@fjord.example")).receipts

    assert receipt.ref == WORD.ref


def test_a_report_about_somebody_elses_mail_says_nothing() -> None:
    content = report(to="kund@fjord.example").replace(TAG.encode(), b"x")

    assert _heard(content) == Heard()


def test_an_action_that_nobody_knows_says_nothing() -> None:
    assert _heard(report(action="exploded")).receipts == ()


def test_a_persons_answer_is_their_own_words_with_our_reference() -> None:
    body = "Hej, det fungerar inte.\n\n> Din tjänst är öppen igen\n> Kund: K-1\n"
    heard = _heard(written(body=body))

    assert heard.reply is not None
    assert heard.reply.text == "SV: Din tjänst\n\nHej, det fungerar inte."
    assert (heard.reply.address, heard.ref, heard.automatic) == ("anna@example.test", WORD.ref, False)
    assert heard.reply.at == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def test_an_answer_is_known_by_what_it_answers_where_the_address_was_shortened() -> None:
    heard = _heard(written(To="svar@fjord.example", In_Reply_To=OURS.message_id(ref=WORD.ref)))

    assert heard.ref == WORD.ref


def test_other_peoples_ids_and_our_threads_are_not_taken_for_our_references() -> None:
    thread = str(compose(message=WORD, ours=OURS)["References"])
    heard = _heard(written(To="kund@fjord.example", References=thread, In_Reply_To="<abc@example.test>"))

    assert heard.ref == ""


@pytest.mark.parametrize(
    "header",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Auto-Submitted": "auto-generated; why=vacation"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"X-Autoreply": "yes"},
        {"List-Id": "<news.example.test>"},
        {"Return-Path": "<>"},
    ],
)
def test_what_a_machine_wrote_waits_for_nobody(header: dict[str, str]) -> None:
    assert _heard(written(**{name.replace("-", "_"): value for name, value in header.items()})).automatic


@pytest.mark.parametrize("header", [{}, {"Auto_Submitted": "no"}, {"Precedence": "first-class"}])
def test_what_a_person_wrote_does(header: dict[str, str]) -> None:
    assert not _heard(written(**header)).automatic


def test_a_complaint_of_a_mailbox_is_kept_as_the_readers_word() -> None:
    content = (
        f"From: fbl@example.test\r\nTo: svar+{TAG}@fjord.example\r\nSubject: complaint\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n\r\n--b--\r\n"
    ).encode()
    heard = _heard(content)

    assert heard.reply is not None
    assert (heard.reply.text, heard.ref, heard.automatic) == ("complaint\n\nreported as spam", WORD.ref, False)


def test_html_alone_is_read_as_its_words() -> None:
    page = "<html><head><style>p{}</style></head><body><p>Hej</p><p>Två &amp; tre<br>fyra</p><script>x()</script>"
    heard = _heard(written(body="", html=page))

    assert heard.reply is not None
    assert heard.reply.text == "SV: Din tjänst\n\nHej\n\nTvå & tre\nfyra".replace("Hej\n\nTvå", "Hej\nTvå")


@pytest.mark.parametrize("date", ["", "not a day", "Mon, 02 Mar 2099 09:30:00 +0100"])
def test_a_date_that_is_missing_wrong_or_to_come_is_now(date: str) -> None:
    heard = _heard(written(Date=date))

    assert heard.reply is not None
    assert heard.reply.at == LATER


def test_mail_without_an_id_is_the_same_when_it_comes_once_more_and_another_is_not() -> None:
    first, again, other = (_heard(written(Message_ID="", body=body)).reply for body in ("a", "a", "b"))

    assert first is not None
    assert again is not None
    assert other is not None
    assert first.key == again.key != other.key


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"\x00\x01", b"hello"])
def test_what_is_no_mail_says_so(content: bytes) -> None:
    with pytest.raises(NoMail, match="this is no e-mail"):
        _heard(content)


def test_an_encoding_that_nobody_knows_loses_nothing() -> None:
    content = written(body="Hej").replace(b'charset="utf-8"', b'charset="x-unknown"')
    heard = _heard(content)

    assert heard.reply is not None
    assert heard.reply.text.endswith("Hej")


def test_a_receipt_is_dated_when_it_came() -> None:
    assert _heard(report()).receipts == (
        Receipt(state="failed", at=LATER, ref=WORD.ref, because="5.1.1 smtp; 550 5.1.1 said the server"),
    )
