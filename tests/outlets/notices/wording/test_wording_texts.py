"""The texts themselves: there, filled, short enough, plain, and saying what the law asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from varsel.outlets.notices.wording import abouts, files, gsm7_parts, render
from varsel.outlets.notices.wording.abouts import ABOUTS, KNOWN

FactsOf = Callable[[str, str], dict[str, Any]]
EVERY = [(about, variant, language) for about, variant in sorted(abouts()) for language in ("sv", "nb", "en")]
every_text = pytest.mark.parametrize(("about", "variant", "language"), EVERY)

RESTRICTING = ("payment_demand", "late_payer_warning", "service_limited", "service_closed")
THREATENING = [one for one in EVERY if one[0] in RESTRICTING and one[1] != "life_line"]
UNPAID = {"sv": "inte (är )?betal", "nb": "ikke (er )?betalt", "en": "not paid"}
DISPUTE = {"sv": "bestrida", "nb": "bestride", "en": "dispute"}
MORE_TIME = {"sv": "mer tid", "nb": "mer tid", "en": "more time"}
LIMITED = {"sv": "begräns", "nb": "begrens", "en": "limit"}
CLOSED = {"sv": "avbr[uy]t", "nb": "stengt", "en": "closed"}
EMERGENCY = {"sv": "nödsamtal", "nb": "nødanrop", "en": "emergency calls"}
TOLL_FREE = {"sv": "avgiftsfria", "nb": "gratisnumre", "en": "toll-free"}
BARRED = {"sv": "utgående samtal", "nb": "utgående anrop", "en": "outgoing calls"}
PERSON = {"sv": "person", "nb": "person", "en": "person"}
LATE_USE = {"sv": "komma in sent", "nb": "komme inn sent", "en": "reach us late"}
STOP_OFFERS = "https://fjord.example/offers/stop/AZr2Zk2wcVWr0q3gG9yWJw/"  # the one link that a text may hold
BOARD = "www.arn.se"  # where a rejection can be tried: its address on the web is told by law
SCOLDING = {
    "sv": r"vänligen|erhålla|nedan|måste|försumm|påminn",
    "nb": r"vennligst|nedenfor|må du|forsømm|purr",
    "en": r"please note|hereby|you must|fail(ed|ure)|default|remind",
}


def _told(facts_of: FactsOf, about: str, variant: str, language: str, channel: str = "email") -> str:
    text = render(about=about, variant=variant, channel=channel, language=language, facts=facts_of(about, variant))
    return f"{text.subject}\n{text.body}"


def _says(text: str, *patterns: str) -> None:
    for pattern in patterns:
        assert re.search(pattern, text, re.IGNORECASE), f"{pattern!r} is not in:\n{text}"


def test_there_is_a_file_for_each_text_and_no_other() -> None:
    wanted = {
        f"{language}/{files.name(about=about, variant=variant, length=length)}"
        for about, variant, language in EVERY
        for length in files.LENGTHS
    }
    assert {str(found.relative_to(files.TEXTS)) for found in files.TEXTS.rglob("*.txt")} == wanted


def test_a_fact_is_of_one_kind_in_every_text() -> None:
    assert all(KNOWN[name] == kind for facts in ABOUTS.values() for name, kind in facts.items())


@every_text
@pytest.mark.parametrize("channel", ["sms", "email", "letter"])
def test_each_text_is_filled(facts_of: FactsOf, about: str, variant: str, language: str, channel: str) -> None:
    text = render(about=about, variant=variant, channel=channel, language=language, facts=facts_of(about, variant))
    assert text.body
    assert "((" not in text.body + text.subject
    assert "\n" not in text.subject
    assert bool(text.subject) == (channel != "sms")


@pytest.mark.parametrize(("about", "variant"), sorted(abouts()))
@pytest.mark.parametrize("length", files.LENGTHS)
def test_the_languages_use_the_same_facts(about: str, variant: str, length: str) -> None:
    used = {
        language: frozenset(
            re.findall(r"\(\((\w+)\)\)", files.template(about=about, variant=variant, language=language, length=length))
        )
        for language in ("sv", "nb", "en")
    }
    assert len(set(used.values())) == 1
    if length == "long":
        unused = {"speed"} if (about, variant) == ("service_limited", "calls") else set()
        assert used["sv"] == ABOUTS[about, variant].keys() - unused


@every_text
def test_an_sms_is_gsm7_in_at_most_two_parts(
    facts_of: FactsOf, norwegian_facts_of: FactsOf, about: str, variant: str, language: str
) -> None:
    for facts in (facts_of, norwegian_facts_of):
        parts = gsm7_parts(text=_told(facts, about, variant, language, "sms").strip())
        assert parts is not None
        assert parts <= 2
    template = files.template(about=about, variant=variant, language=language, length="short")
    assert gsm7_parts(text=template) is not None


@every_text
def test_a_text_is_plain_and_does_not_scold(facts_of: FactsOf, about: str, variant: str, language: str) -> None:
    for channel in ("sms", "email"):
        text = _told(facts_of, about, variant, language, channel).replace(STOP_OFFERS, "").replace(BOARD, "")
        assert not re.search(rf"{SCOLDING[language]}|!|https?:|www\.", text, re.IGNORECASE)


@pytest.mark.parametrize(("language", "never"), [("sv", "aldrig"), ("nb", "aldri"), ("en", "never")])
@pytest.mark.parametrize("channel", ["sms", "email", "letter"])
def test_a_demand_for_a_life_line_promises_that_it_is_never_limited(
    facts_of: FactsOf, language: str, never: str, channel: str
) -> None:
    text = _told(facts_of, "payment_demand", "life_line", language, channel)

    _says(text, rf"{never} .*{LIMITED[language]}|{LIMITED[language]}.* {never}")
    assert not re.search(r"kan (tjänsten |bli |.* bli )?begr|may be limited", text, re.IGNORECASE)


@every_text
def test_a_text_is_easy_to_read(facts_of: FactsOf, about: str, variant: str, language: str) -> None:
    prose = [line for line in _told(facts_of, about, variant, language).splitlines() if line.endswith(".")]
    sentences = [one for line in prose for one in re.split(r"[.?](?=\s|$)", line) if one.strip()]
    words = re.findall(r"[^\W_]+", " ".join(sentences))
    average = len(words) / len(sentences)
    long_words = sum(len(word) > 6 for word in words) / len(words)
    assert average <= 15
    assert average + 100 * long_words < 40  # LIX: below 40 is easy


@every_text
def test_amounts_and_days_are_as_the_language_writes_them(
    facts_of: FactsOf, about: str, variant: str, language: str
) -> None:
    for channel in ("sms", "email"):
        text = _told(facts_of, about, variant, language, channel)
        if "amount" in ABOUTS[about, variant]:
            assert ("399.00" if language == "en" else "399,00") in text
        if "last_day" in ABOUTS[about, variant]:
            assert {"sv": "17 april 2026", "nb": "17. april 2026", "en": "17 April 2026"}[language] in text


@pytest.mark.parametrize(("about", "variant", "language"), THREATENING)
def test_a_debt_text_says_what_is_owed_and_how_to_object(
    facts_of: FactsOf, about: str, variant: str, language: str
) -> None:
    long = _told(facts_of, about, variant, language)
    short = _told(facts_of, about, variant, language, "sms")
    _says(long, UNPAID[language], "399[,.]00", "1234567897", "anna-fiber", "K-10042")
    _says(long, DISPUTE[language], MORE_TIME[language], PERSON[language], "020-12 34 56", "automati")
    _says(short, "399[,.]00", "1234567897", "anna-fiber", MORE_TIME[language], PERSON[language], "020-12 34 56")


@pytest.mark.parametrize(("about", "variant", "language"), THREATENING)
def test_a_debt_text_says_that_emergency_and_toll_free_calls_work(
    facts_of: FactsOf, norwegian_facts_of: FactsOf, about: str, variant: str, language: str
) -> None:
    _says(_told(facts_of, about, variant, language), EMERGENCY[language], "112", TOLL_FREE[language])
    _says(_told(norwegian_facts_of, about, variant, language), "110, 112, 113")
    _says(_told(facts_of, about, variant, language, "sms"), EMERGENCY[language].removesuffix(" calls"))


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
@pytest.mark.parametrize("about", ["payment_demand", "late_payer_warning"])
def test_a_warning_says_limited_and_then_closed_and_what_still_works(
    facts_of: FactsOf, about: str, language: str
) -> None:
    for channel in ("email", "sms"):
        text = _told(facts_of, about, "", language, channel)
        _says(text, "F-2026-04711", "anna-tel", LIMITED[language], CLOSED[language])
    _says(_told(facts_of, about, "", language), "internet", "12 Mbit/s", r"\b10 da", "avbrutt|avbrytas|interrupted")


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_a_demand_says_the_last_day_and_what_works_on_every_channel(facts_of: FactsOf, language: str) -> None:
    for channel in ("email", "sms", "letter"):
        _says(_told(facts_of, "payment_demand", "", language, channel), r"17\.? april 2026", "12 Mbit/s", r"\b10 da")


@pytest.mark.parametrize(
    ("language", "without"), [("sv", "utan( ett)? nytt krav"), ("nb", "uten( et)? nytt krav"), ("en", "new demand")]
)
def test_a_late_payer_is_told_of_no_new_demand_and_the_hours(facts_of: FactsOf, language: str, without: str) -> None:
    for channel in ("email", "sms"):
        _says(_told(facts_of, "late_payer_warning", "", language, channel), without, r"\b72 [ht]", r"\b3 ")


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
@pytest.mark.parametrize("variant", ["internet", "calls"])
def test_a_limited_service_names_its_last_day_and_what_comes_then(
    facts_of: FactsOf, variant: str, language: str
) -> None:
    _says(_told(facts_of, "service_limited", variant, language), r"14\.? mai|14 ma[jy]", CLOSED[language])
    _says(_told(facts_of, "service_limited", variant, language, "sms"), r"14\.? mai|14 ma[jy]")


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_limited_internet_names_its_speed_and_closed_internet_the_way_to_pay(facts_of: FactsOf, language: str) -> None:
    for channel in ("email", "sms"):
        _says(_told(facts_of, "service_limited", "internet", language, channel), "12 Mbit/s")
        _says(_told(facts_of, "service_closed", "internet", language, channel), r"sidor|sidene|sider|pages")
        _says(_told(facts_of, "service_closed", "internet", language, channel), CLOSED[language])


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_a_credited_reopening_names_the_credit_and_that_no_fee_is_owed(facts_of: FactsOf, language: str) -> None:
    for channel in ("email", "sms"):
        text = _told(facts_of, "service_reopened", "credited", language, channel)
        _says(text, "148[,.]20", "betalar ing|betaler i|pay no fee")


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_a_paid_reopening_claims_no_payment(facts_of: FactsOf, language: str) -> None:
    # It is also said when a dispute or a credit opened the service.
    assert not re.search("tack|takk|thank|har betalt|have paid", _told(facts_of, "service_reopened", "paid", language))


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
@pytest.mark.parametrize("about", ["credit_limit_near", "credit_limit_reached"])
def test_a_credit_limit_text_says_the_sums_what_works_and_how_to_keep_open(
    facts_of: FactsOf, about: str, language: str
) -> None:
    for channel in ("email", "sms"):
        text = _told(facts_of, about, "", language, channel)
        _says(text, "500[,.]00", "512[,.]50", BARRED[language], EMERGENCY[language], TOLL_FREE[language], "112")
        _says(text, "öpp[en]|åpe[nt]|åpent|open", "020-12 34 56")
    _says(_told(facts_of, about, "", language), LATE_USE[language])


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_a_bar_can_be_reviewed_by_a_person(facts_of: FactsOf, language: str) -> None:
    for channel in ("email", "sms"):
        _says(_told(facts_of, "credit_limit_reached", "", language, channel), PERSON[language])
