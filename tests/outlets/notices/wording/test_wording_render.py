from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from varsel.outlets.notices.wording import Text, Texts, WordingError, abouts, files, render, version

FactsOf = Callable[[str, str], dict[str, Any]]


def _paid(facts: dict[str, Any], **changes: Any) -> Text:
    call = {"about": "service_reopened", "variant": "paid", "channel": "email", "language": "sv"} | changes
    return render(**call, facts=facts)


def test_an_email_has_a_subject_and_an_sms_has_none(facts_of: FactsOf) -> None:
    facts = facts_of("service_reopened", "paid")
    assert _paid(facts).subject == "Din tjänst internet (anna-fiber) är öppen igen"
    assert _paid(facts, channel="sms").subject == ""
    assert _paid(facts, channel="letter") == _paid(facts, channel="email")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"about": "payment_order"}, "payment_order"),
        ({"about": "../../secret"}, "secret"),
        ({"variant": ""}, "variant ''"),
        ({"variant": "calls"}, "calls"),
        ({"language": "da"}, "da"),
        ({"language": "../sv"}, "sv"),
        ({"channel": "fax"}, "fax"),
    ],
)
def test_what_has_no_wording_is_refused_by_name(facts_of: FactsOf, changes: dict[str, str], named: str) -> None:
    with pytest.raises(WordingError, match=re.escape(named)):
        _paid(facts_of("service_reopened", "paid"), **changes)


def test_a_missing_fact_is_named_with_its_text(facts_of: FactsOf) -> None:
    facts = facts_of("service_reopened", "paid")
    del facts["phone"]
    with pytest.raises(WordingError, match=r"sv/service_reopened\.paid\.long\.txt: \(\(phone\)\) is missing"):
        _paid(facts)


def test_a_missing_fact_is_missed_also_where_the_text_does_not_use_it(facts_of: FactsOf) -> None:
    facts = facts_of("service_reopened", "paid")
    del facts["customer"]
    with pytest.raises(WordingError, match=r"\(\(customer\)\) is missing"):
        _paid(facts, channel="sms")


def test_a_fact_that_no_text_knows_is_refused(facts_of: FactsOf) -> None:
    facts = facts_of("service_reopened", "paid") | {"discount": {"text": "10 %"}}
    with pytest.raises(WordingError, match=r"\(\(discount\)\) is not a fact that any text knows"):
        _paid(facts)


def test_a_known_fact_that_the_text_does_not_use_changes_nothing(facts_of: FactsOf) -> None:
    assert _paid(facts_of("service_reopened", "credited")) == _paid(facts_of("service_reopened", "paid"))


def test_a_text_can_not_use_a_fact_of_another_about(facts_of: FactsOf, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = "Hej ((credit))"
    monkeypatch.setattr(files, "texts", lambda **name: Texts(**name, short=wrong, long=wrong))
    with pytest.raises(WordingError, match=r"\(\(credit\)\) is not a fact of this text"):
        _paid(facts_of("service_reopened", "credited"), channel="sms")


def test_a_fact_of_another_type_is_named_with_its_text(facts_of: FactsOf) -> None:
    facts = facts_of("service_reopened", "paid") | {"phone": {"number": 112}}
    with pytest.raises(WordingError, match=r"service_reopened\.paid\.long\.txt: \(\(phone\)\) must be text"):
        _paid(facts)


def test_a_blank_fact_is_never_printed(facts_of: FactsOf) -> None:
    facts = facts_of("service_reopened", "paid") | {"operator": {"text": "\u200b "}}
    with pytest.raises(WordingError, match=r"\(\(operator\)\).*empty"):
        _paid(facts)


@pytest.mark.parametrize(
    "value", ["((phone))", "((secret))", "{operator.__class__}", "{{7*7}}", "%s", "${PATH}", r"\1"]
)
def test_a_value_is_not_looked_at_for_placeholders(facts_of: FactsOf, value: str) -> None:
    facts = facts_of("service_reopened", "paid") | {"customer": {"text": value}}
    assert f"Kund: {value}\n" in _paid(facts).body


def test_a_value_adds_no_line_and_no_header(facts_of: FactsOf) -> None:
    facts = facts_of("service_reopened", "paid")
    facts["service"] = {"service": {"kind": "internet", "name": "x\r\nBcc: all@example.se\r\n\r\nHi"}}
    honest = _paid(facts_of("service_reopened", "paid"))
    told = _paid(facts)
    assert told.subject.splitlines() == [told.subject]
    assert len(told.body.splitlines()) == len(honest.body.splitlines())


@pytest.mark.parametrize(
    ("template", "named"),
    [
        ("Hej ((secret))", r"\(\(secret\)\) is not a fact"),
        ("Hej ((Phone))", "broken near"),
        ("Hej ((phone", "broken near"),
        ("Hej phone))", "broken near"),
        ("Hej (( phone ))", "broken near"),
    ],
)
def test_a_text_with_a_wrong_placeholder_is_refused(
    facts_of: FactsOf, monkeypatch: pytest.MonkeyPatch, template: str, named: str
) -> None:
    monkeypatch.setattr(files, "texts", lambda **name: Texts(**name, short=template, long=template))
    with pytest.raises(WordingError, match=named):
        _paid(facts_of("service_reopened", "paid"), channel="sms")


def test_an_sms_with_typographic_signs_in_its_values_stays_gsm7(facts_of: FactsOf) -> None:
    facts = facts_of("service_reopened", "paid") | {"operator": {"text": "Berg – “fiber”"}}
    assert _paid(facts, channel="sms").body.startswith('Berg - "fiber": ')


def test_each_text_and_language_has_a_version_of_its_own() -> None:
    versions = {
        version(about=about, variant=variant, language=language)
        for about, variant in abouts()
        for language in ("sv", "nb", "en")
    }
    assert len(versions) == 3 * len(abouts())
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in versions)


@pytest.mark.parametrize("length", ["short", "long"])
def test_the_version_changes_with_either_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: str) -> None:
    (tmp_path / "sv").mkdir()
    monkeypatch.setattr(files, "TEXTS", tmp_path)
    try:
        found = [_version_of(tmp_path, {"short": "a", "long": "b"} | change) for change in ({}, {length: "c"})]
    finally:
        _forget()
    assert found[0] != found[1]


def _version_of(folder: Path, texts: dict[str, str]) -> str:
    _forget()
    for length, text in texts.items():
        (folder / "sv" / f"payment_demand.{length}.txt").write_text(text, encoding="utf-8")
    return version(about="payment_demand", variant="", language="sv")


def _forget() -> None:
    for kept in (files.template, files.texts):
        kept.cache_clear()


def test_a_version_is_asked_for_only_of_what_there_is() -> None:
    with pytest.raises(WordingError, match="payment_order"):
        version(about="payment_order", variant="", language="sv")
