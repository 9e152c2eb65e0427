"""The head of a story: each rule of the format, and the one thing wrong that it refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from varsel.surfaces.stories.loading import Node, Sla, Story, StoryError, load_story

WithHead = Callable[..., str]
Load = Callable[[str], Story]
Refusal = Callable[[str], StoryError]

NETWORK = "network: [{id: core-1, kind: core}, {id: acc, kind: access, parent: core-1, municipality: Västervik}]\n"


@pytest.mark.parametrize("key", ["story", "country", "begin", "customers", "steps"])
def test_what_must_stand_is_missed_by_name(with_head: WithHead, refusal: Refusal, key: str) -> None:
    text = with_head().replace(f"{key}:", "operator:", 1) if key != "customers" else "story: A\ncountry: SE\nbegin: x\n"

    assert f"a story lacks '{key}'" in refusal(text).message


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("story: A story", "story: ''", 1, "story must be text"),
        ("story: A story", 'story: "one\\ntwo"', 1, "story has more than one line"),
        ("country: SE", "country: DK", 2, "country can't be 'DK'"),
        ("country: SE", "country: se", 2, "country can't be 'se'"),
        ("begin: 2026-03-02 08:00", "begin: soon", 3, "begin must be a moment"),
        ("begin: 2026-03-02 08:00", "begin: 2022-06-02 23:59", 3, "before the law that is played"),
        ("begin: 2026-03-02 08:00", "begin: 2026-03-29 02:30", 3, "the clocks skip 2026-03-29 02:30"),
        ("begin: 2026-03-02 08:00", "begins: 2026-03-02", 3, "unknown key 'begins'"),
        ("customers:\n", "netwrok: []\ncustomers:\n", 4, "unknown key 'netwrok'"),
        ("- id: anna\n", "- id: anna\n    name: Anna\n", 6, "unknown key 'name' in customers"),
        ("- id: anna\n", "- id: anna\n    kind: person\n", 6, "customers.kind can't be 'person'"),
        ("- id: anna\n", "- id: anna\n    language: se\n", 6, "customers.language can't be 'se'"),
        ("- id: anna\n", "- id: anna\n    contacts: {fax: '1'}\n", 6, "unknown key 'fax' in customers.contacts"),
        ("- id: anna\n", "- id: anna\n    contacts: {sms: none}\n", 6, "customers.contacts.sms"),
        ("- id: anna\n", "- id: anna\n    contacts: {email: anna}\n", 6, "customers.contacts.email"),
        ("- id: anna\n", "- id: anna\n    protected_identity: no\n", 6, "protected_identity must be true or false"),
        ("signed: 2019-05-02", "signed: 2019", 8, "signed must be a day"),
        ("signed: 2019-05-02", "kind: lease\n        signed: 2019-05-02", 8, "kind can't be 'lease'"),
        ("signed: 2019-05-02", "sla: {respond_hours: 4}\n        signed: 2019-05-02", 8, "lacks 'restore_hours'"),
        ("kind: internet, price: 399.00", "kind: fibre, price: 399.00", 9, "kind can't be 'fibre'"),
        ("price: 399.00", "price: 399.001", 9, "more than two decimals"),
        ("price: 399.00", "price: -1", 9, "price can't be -1"),
        ("price: 399.00", "price: '399.00'", 9, "price must be a number"),
        ("price: 399.00", "price: 399.00, credit_limit: 100", 9, "credit_limit on the internet service 'anna-fiber'"),
        ("price: 399.00", "price: 399.00, node: acc", 9, "no node 'acc' has been told"),
        ("id: anna-tel", "id: anna-fiber", 9, "the service 'anna-fiber' is told twice"),
        ("id: bo,", "id: anna,", 10, "the customer 'anna' is told twice (first on line 5)"),
        ("id: bo-1,", "id: anna-1,", 10, "the contract 'anna-1' is told twice"),
        ("  - at: 2026-03-02 08:00\n    keep_open: {service: anna-tel}\n", "  []\n", 12, "steps is empty"),
    ],
)
def test_one_thing_wrong_in_the_head_is_one_error(
    with_head: WithHead, refusal: Refusal, old: str, new: str, line: int, said: str
) -> None:
    text = with_head()
    assert old in text

    found = refusal(text.replace(old, new, 1))

    assert said in found.message
    assert found.line == line
    assert found.remedy


def test_the_first_day_of_the_law_can_be_played(with_head: WithHead, load: Load) -> None:
    assert load(with_head(begin="2022-06-03 00:00")).begin == datetime(2022, 6, 3, 0, 0)  # noqa: DTZ001


def test_a_begin_without_a_time_is_nine_in_the_morning(with_head: WithHead, load: Load) -> None:
    assert load(with_head(begin="2026-03-02")).begin == datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001


def test_norway_needs_no_quotes(with_head: WithHead, load: Load) -> None:
    assert load(with_head(country="NO")).country == "NO"


def test_the_network_is_a_tree_told_from_the_root(with_head: WithHead, load: Load, refusal: Refusal) -> None:
    story = load(with_head(more=NETWORK).replace("price: 399.00", "price: 399.00, node: acc"))

    assert story.network == (Node("core-1", "core", None, None), Node("acc", "access", "core-1", "Västervik"))
    assert story.customers[0].contracts[0].services[0].node == "acc"
    assert (
        "no node 'core-2' has been told" in refusal(with_head(more=NETWORK.replace("t: core-1", "t: core-2"))).message
    )
    assert (
        "the node 'core-1' is told twice" in refusal(with_head(more=NETWORK.replace("id: acc", "id: core-1"))).message
    )


def test_all_that_a_customer_can_have_is_kept(with_head: WithHead, load: Load) -> None:
    rich = (
        "- id: anna\n    kind: business\n    language: en\n    protected_identity: true\n"
        '    contacts: {sms: "+46701740605", letter: "Storgatan 1, 593 30 Västervik"}\n'
    )
    contract = ("kind: connection", "sla: {respond_hours: 4, restore_hours: 24}", "clauses: [upkeep]", "signed")
    text = with_head().replace("- id: anna\n", rich, 1).replace("signed", "\n        ".join(contract), 1)
    anna = load(text.replace("price: 99}", "price: 99, credit_limit: 500.00, telecare: true}")).customers[0]

    assert (anna.kind, anna.language, anna.protected_identity) == ("business", "en", True)
    assert dict(anna.contacts) == {"sms": "+46701740605", "letter": "Storgatan 1, 593 30 Västervik"}
    assert anna.contracts[0].kind == "connection"
    assert anna.contracts[0].sla == Sla(4, 24)
    assert anna.contracts[0].clauses == ("upkeep",)
    assert anna.contracts[0].services[1].credit_limit == Decimal("500.00")
    assert anna.contracts[0].services[1].telecare is True


def test_the_operator_may_be_stricter(with_head: WithHead, load: Load) -> None:
    story = load(with_head(more="operator:\n  payments: {demand_days: 14, min_debt: 0}\n"))

    assert story.policy.payments.demand_days == 14


@pytest.mark.parametrize(
    ("operator", "said"),
    [
        (
            "{payments: {limited_days: 9}}",
            "payments.limited_days: 9 is less than the 10 days the law gives (SE-SUSP-04)",
        ),
        ("{payments: {limitd_days: 12}}", "unknown key 'limitd_days' in payments"),
        ("{payments: {demand_days: many}}", "payments.demand_days must be a whole number"),
        ("strict", "operator must be a mapping"),
    ],
)
def test_an_operator_that_loosens_the_law_or_is_wrong_is_refused(
    with_head: WithHead, refusal: Refusal, operator: str, said: str
) -> None:
    found = refusal(with_head(more=f"operator: {operator}\n"))

    assert said in found.message
    assert found.line == 4


def test_a_file_that_is_not_there_is_no_story(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="can't be read"):
        load_story(path=tmp_path / "none.yaml")
