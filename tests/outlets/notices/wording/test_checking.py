"""What is said of a text before anybody may get it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.wording import Texts, abouts, files
from varsel.outlets.notices.wording.checking import look

EVERY = [(about, variant, language) for about, variant in sorted(abouts()) for language in ("sv", "nb", "en")]


def _demand(language: str = "sv") -> Texts:
    return files.texts(about="payment_demand", variant="", language=language)


def _refusing(texts: Texts) -> set[tuple[str, str, str]]:
    return {(one.code, one.length, one.about) for one in look(texts=texts) if one.refuses}


@pytest.mark.parametrize(("about", "variant", "language"), EVERY)
def test_there_is_nothing_to_mend_in_the_products_own_texts(about: str, variant: str, language: str) -> None:
    assert look(texts=files.texts(about=about, variant=variant, language=language)) == []


@pytest.mark.parametrize(("about", "variant"), sorted(abouts()))
def test_every_text_has_a_purpose(about: str, variant: str) -> None:
    del variant
    assert PURPOSES[about].kind in ("operating", "legal", "offer")


@pytest.mark.parametrize("name", ["last_day", "amount", "phone"])
def test_a_demand_must_say_what_the_law_wants_said(name: str) -> None:
    texts = replace(_demand(), short=_demand().short.replace(f"(({name}))", "X"))
    assert _refusing(texts) == {("fact", "short", name)}


def test_a_demand_must_say_how_to_object() -> None:
    texts = replace(_demand(), long=_demand().long.replace("bestrida", "klaga på"))
    assert _refusing(texts) == {("word", "long", "how to object")}


@pytest.mark.parametrize(
    ("added", "code", "about"),
    [
        (" ((namn))", "broken", "((namn)) is not a fact of this text"),
        (" ((", "broken", "a placeholder is broken near ' (('; write ((name))"),
        (" ł", "gsm7", "ł (U+0142)"),
        (" " + "a" * 300, "parts", "3"),
        ("\u202e", "unseen", "U+202E"),
        ("\u200b", "unseen", "U+200B"),
        (" Rabatt!", "sells", "Rabatt"),
    ],
)
def test_a_text_is_refused_for_what_breaks_it(added: str, code: str, about: str) -> None:
    texts = files.texts(about="service_reopened", variant="paid", language="sv")
    found = {one for one in _refusing(replace(texts, short=texts.short + added)) if one[0] == code}
    assert {(one[0], one[1]) for one in found} == {(code, "short")}
    assert code == "broken" or {one[2] for one in found} == {about}


def test_dashes_and_quotes_do_not_break_an_sms() -> None:
    texts = files.texts(about="service_reopened", variant="paid", language="sv")
    assert _refusing(replace(texts, short=texts.short + " – ”x”…")) == set()


def test_a_stiff_word_and_long_sentences_are_advice_only() -> None:
    long = _demand().long + "\n\nVänligen " + "ord " * 300 + "slut.\n\nHej"
    found = look(texts=replace(_demand(), long=long))
    assert {(one.code, one.refuses) for one in found} == {("stiff", False), ("reading", False)}


@pytest.mark.parametrize(("long", "code"), [("", "blank"), ("Only a heading", "heading"), ("a" * 6001, "long")])
def test_a_long_text_has_a_heading_and_a_body(long: str, code: str) -> None:
    assert code in {one[0] for one in _refusing(replace(_demand(), long=long))}


def test_an_offer_must_say_how_to_stop() -> None:
    texts = files.texts(about="offer", variant="", language="sv")
    short = replace(texts, short=texts.short.replace("STOPP", "nej"))
    long = replace(texts, long=texts.long.replace("((unsubscribe))", "-"))
    assert _refusing(short) == {("word", "short", "how to stop offers")}
    assert _refusing(long) == {("fact", "long", "unsubscribe")}
