"""E-mail that is broken, or written as a server's maker liked it, is still read: nothing that came in gets lost."""

from __future__ import annotations

import pytest

from outlets.notices.channels.mail.coming import LATER, TAG, WORD, report, written
from varsel.outlets.notices.channels.mail.incoming import Heard, read

PAGE = written(body="", html="<html><head><title>x</title></head><body>Hej<br>snart</body></html>")


def _heard(content: bytes) -> Heard:
    return read(content=content, at=LATER)


@pytest.mark.parametrize(
    ("header", "broken"),
    [
        (b"<1@example.test>", b"<>"),
        (b"<1@example.test>", b"<a@"),
        (b"Mon, 02 Mar 2026 09:30:00 +0100", b"Mon, 02 Mar 99999999999 09:30:00 +0100"),
        (b"Mon, 02 Mar 2026 09:30:00 +0100", b"soon"),
        (b"Anna <Anna@Example.test>", b"undisclosed-recipients:;"),
        (b"Anna <Anna@Example.test>", b"=?utf-8?q?"),
        (b"Anna <Anna@Example.test>", b'"Anna <Anna@Example.test'),
        (b"Anna <Anna@Example.test>", b"\xc5nna\x80 <@>"),
        (b'charset="utf-8"', b'charset="idna"'),
        (b'charset="utf-8"', b'charset="utf-8\x00"'),
        (b'charset="utf-8"', b'charset="punycode"'),
        (b'charset="utf-8"', b'charset="klingon"'),
    ],
)
def test_a_broken_header_loses_neither_the_words_nor_our_reference(header: bytes, broken: bytes) -> None:
    content = written(body="Hej på dig").replace(header, broken)
    assert broken in content

    heard = _heard(content)

    assert heard.ref == WORD.ref
    assert heard.reply is not None
    assert "Hej p" in heard.reply.text
    assert heard.reply.at <= LATER
    assert heard.reply.key


@pytest.mark.parametrize(
    ("written_as", "instead"),
    [
        (b"<html><head><title>x</title></head><body>", b"</head></style>"),
        (b"</title></head>", b"</title>"),
        (b"</head>", b"</head><script src=x />"),
        (b"<html>", b"<![if mso]>"),
    ],
)
def test_words_on_a_careless_page_are_read(written_as: bytes, instead: bytes) -> None:
    assert written_as in PAGE
    heard = _heard(PAGE.replace(written_as, instead))

    assert heard.reply is not None
    assert heard.reply.text.endswith("Hej\nsnart")


def test_words_on_a_page_that_is_none_are_kept() -> None:
    heard = _heard(PAGE.replace(b"<body>", b"<body><![if foo Hej <!ELEMENT <!-- "))

    assert heard.reply is not None
    assert "snart" in heard.reply.text


@pytest.mark.parametrize(
    ("usual", "unusual"),
    [
        (b"message/delivery-status", b"message/global-delivery-status"),
        (b"Action: failed", b"Action: Failed (5.1.1)"),
        (b"report-type=delivery-status; ", b""),
        (b"report-type=delivery-status", b"report-type*=utf-8''delivery-status"),
        (b"Status: 5.1.1", b"Status: 5.0.0"),
        (b"\r\n\r\nFinal-Recipient", b"\r\n \r\nFinal-Recipient"),
    ],
)
def test_a_report_in_another_makers_words_is_a_failure_of_the_address(usual: bytes, unusual: bytes) -> None:
    assert usual in report()

    (receipt,) = _heard(report().replace(usual, unusual)).receipts

    assert (receipt.state, receipt.ref) == ("failed", WORD.ref)


@pytest.mark.parametrize("status", ["5.1.7", "5.1.8"])
def test_what_blames_our_own_address_is_not_the_customers_fault(status: str) -> None:
    (receipt,) = _heard(report(status=status)).receipts

    assert receipt.state == "expired"


@pytest.mark.parametrize("sender", ["MAILER-DAEMON@mx.example.test", "postmaster@example.test"])
def test_a_mail_server_that_writes_no_report_is_read_by_a_person(sender: str) -> None:
    content = written(body="Hi. This is the qmail-send program.", From=sender, To=f"studs+{TAG}@fjord.example")
    heard = _heard(b"Return-Path: <>\r\n" + content)

    assert heard.reply is not None
    assert (heard.receipts, heard.ref, heard.automatic) == ((), WORD.ref, False)
