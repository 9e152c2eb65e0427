"""An e-mail says the same in plain text and in HTML, says that no person wrote it, and brings answers back."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest

from outlets.notices.channels.mail.mailing import AT, OURS, WORDS, message
from varsel.outlets.notices.channels import Message
from varsel.outlets.notices.channels.mail.addresses import ref_in
from varsel.outlets.notices.channels.mail.composing import POLICY, compose, html


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "br":
            self.text.append("\n")


def _mail(given: Message) -> EmailMessage:
    return compose(message=given, ours=OURS)


def _page(mail: EmailMessage) -> _Words:
    part = mail.get_body(("html",))
    assert part is not None
    page = _Words()
    page.feed(part.get_content())
    return page


def test_plain_text_and_html_say_the_same() -> None:
    mail = _mail(message())
    plain = mail.get_body(("plain",))
    assert plain is not None

    said = " ".join(f"{mail['Subject']} {plain.get_content()}".split())
    shown = " ".join("".join(_page(mail).text[1:]).split())

    assert " ".join(WORDS.split()) == said
    assert shown.endswith(said)


def test_it_says_that_a_machine_wrote_it_and_in_which_language() -> None:
    mail = _mail(message())

    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "sv"
    assert ("html", {"lang": "sv"}) in _page(mail).tags
    assert (
        mail["From"] == '"Fjord & Sund" <kund@fjord.example>'
        or str(mail["From"]) == "Fjord & Sund <kund@fjord.example>"
    )


def test_it_is_dated_when_it_was_handed_over() -> None:
    assert _mail(message())["Date"].datetime == AT == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def test_its_id_and_the_address_for_answers_hold_our_reference() -> None:
    word = message()
    mail = _mail(word)

    assert ref_in(text=mail["Message-ID"]) == word.ref
    assert ref_in(text=mail["Reply-To"]) == word.ref
    assert mail["Reply-To"].startswith("svar+")


def test_what_is_about_one_thing_hangs_together_for_one_reader_only() -> None:
    first, second = _mail(message()), _mail(message())
    other, anothers = _mail(message(about="invoice:5")), _mail(message(address="bo@example.test"))

    assert first["References"] == second["References"]
    assert len({first["References"], other["References"], anothers["References"]}) == 3


def test_the_same_hand_over_is_the_same_bytes() -> None:
    word = message()

    assert _mail(word).as_bytes(policy=POLICY) == _mail(word).as_bytes(policy=POLICY)


def test_it_loads_nothing_and_links_nowhere() -> None:
    tags = _page(_mail(message())).tags

    assert not [tag for tag, _ in tags if tag in {"img", "script", "link", "iframe", "a", "object", "form"}]
    assert not [value for _, given in tags for name, value in given.items() if name in {"src", "href", "background"}]


@pytest.mark.parametrize("bad", ["<script>x</script>", "{{ subject }}", "{% now %}", "&lt;", '"><img src=x>'])
def test_what_a_name_holds_is_shown_as_it_stands(bad: str) -> None:
    page = _page(_mail(message(words=WORDS.replace("K-1", bad))))

    assert bad in "".join(page.text)
    assert not [tag for tag, _ in page.tags if tag in {"script", "img"}]


def test_a_subject_does_not_become_a_header_of_its_own() -> None:
    mail = _mail(message(words="Hej\r\nBcc: alla@example.test\n\nText.\n\nVi"))

    assert mail["Bcc"] is None
    assert mail["Subject"] == "Hej Bcc: alla@example.test"


def test_long_lines_and_nordic_letters_come_through() -> None:
    words = "Åäö ÆØ – „ž“ " * 20 + "\n\n" + "ord " * 400 + "\n\nVi"
    sent = compose(message=message(words=words), ours=OURS).as_bytes(policy=POLICY)

    assert max(len(line) for line in sent.split(b"\r\n")) <= 998
    assert sent.isascii()


def test_headings_and_facts_are_marked_up_as_such() -> None:
    page = html(subject="S", body="Ett\nTvå.\n\nA: 1\n\nVi", language="en")

    assert ("<h2" in page, "<dl" in page, "<dt" in page) == (True, True, True)
