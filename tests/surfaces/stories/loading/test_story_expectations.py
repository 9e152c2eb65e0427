"""What a story expects: known keys with known words, about what has been told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.surfaces.stories.loading import Story, StoryError, load_story

WithStep = Callable[..., str]
Load = Callable[[str], Story]
Refusal = Callable[[str], StoryError]

WHOLE = (Path(__file__).parents[3] / "stories" / "se-payments-clerk.yaml").read_bytes()


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        (
            "access: {anna-fiber: limited, anna-tel: outgoing_barred}",
            {"anna-fiber": "limited", "anna-tel": "outgoing_barred"},
        ),
        (
            "told: {customer: anna, about: payment_demand}",
            {
                "customer": "anna",
                "about": "payment_demand",
                "by": None,
                "times": 1,
                "says": (),
                "since": None,
            },
        ),
        (
            (
                "told: {customer: anna, about: service_limited, by: [sms, letter], times: 2, says: [20:00], "
                "since: 2026-03-02}"
            ),
            {
                "customer": "anna",
                "about": "service_limited",
                "by": ("sms", "letter"),
                "times": 2,
                "says": ("20:00",),
                "since": datetime(2026, 3, 2, 9, 0),  # noqa: DTZ001
            },
        ),
        ("not_told: {customer: anna}", {"customer": "anna", "about": None, "since": None}),
        ("browse: {service: anna-fiber, sees: internet}", {"service": "anna-fiber", "sees": "internet"}),
        ("owes: {customer: anna, amount: 0.00}", {"customer": "anna", "amount": Decimal("0.00")}),
        (
            "credit_note: {customer: anna, amount: 144.67, about: anna-fiber}",
            {"customer": "anna", "amount": Decimal("144.67"), "about": "anna-fiber"},
        ),
        (
            "call_list: {customer: anna, about: outage_start}",
            {"customer": "anna", "about": "outage_start"},
        ),
        (
            "why: {service: anna-fiber, cites: [SE-SUSP-01, SE-SUSP-04]}",
            {"service": "anna-fiber", "cites": ("SE-SUSP-01", "SE-SUSP-04")},
        ),
        (
            "journal: {about: anna, kinds: [demand_sent, service_limited]}",
            {"about": "anna", "kinds": ("demand_sent", "service_limited")},
        ),
        ("proposed: {service: anna-fiber, action: close}", {"service": "anna-fiber", "action": "close"}),
    ],
)
def test_an_expectation_is_read_with_its_defaults(
    with_step: WithStep, load: Load, written: str, fields: dict[str, object]
) -> None:
    (found,) = load(with_step("expect:", f"  - {written}")).steps[1].expectations

    assert (found.key, found.line) == (written.partition(":")[0], 16)
    assert dict(found.fields) == fields


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ticket: {id: T1, state: open}", "unknown expectation 'ticket'"),
        ("access: {carl-fiber: open}", "no service 'carl-fiber' has been told"),
        ("access: {anna-fiber: cut}", "access.anna-fiber can't be 'cut'"),
        ("access: {}", "access is empty"),
        ("access: open", "access must be a mapping"),
        ("told: {customer: anna, about: demand}", "told.about can't be 'demand'"),
        ("told: {about: payment_demand}", "told lacks 'customer'"),
        ("told: {customer: anna, by: fax}", "told.by can't be 'fax'"),
        ("told: {customer: anna, times: 0}", "told.times must be a whole number"),
        ("told: {customer: anna, says: ['/(/']}", "is no regular expression"),
        ("told: {customer: anna, says: ['//']}", "told.says is empty"),
        ("told: {customer: anna, says: '20:00'}", "told.says must be a list"),
        ("not_told: {customer: anna, times: 1}", "unknown key 'times' in not_told"),
        ("browse: {service: anna-fiber, sees: nothing}", "browse.sees can't be 'nothing'"),
        ("outage: {id: acc, state: open}", "no node or outage 'acc' has been told"),
        ("owes: {customer: anna, amount: -1}", "owes.amount can't be -1"),
        ("credit_note: {customer: anna, about: F9}", "'F9' has been told"),
        ("why: {service: anna-fiber, cites: [the law]}", "why.cites must be one word"),
        ("why: {service: anna-fiber, cites: [SUSP-01]}", "'SUSP-01' is no rule"),
        ("journal: {about: T1, kinds: [demand_sent]}", "'T1' has been told"),
        ("journal: {about: anna, kinds: [demanded]}", "journal.kinds can't be 'demanded'"),
        ("proposed: {service: anna-fiber, action: cut}", "proposed.action can't be 'cut'"),
        ("{owes: {customer: anna, amount: 1}, access: {anna-tel: open}}", "an expectation has one key, here are 2"),
        ("owes", "an expectation must be a mapping"),
    ],
)
def test_one_thing_wrong_in_an_expectation_is_one_error(
    with_step: WithStep, refusal: Refusal, written: str, said: str
) -> None:
    found = refusal(with_step("expect:", f"  - {written}"))

    assert said in found.message
    assert found.line == 16
    assert found.remedy


def test_an_alarm_and_its_outage_go_by_the_node(with_step: WithStep, load: Load) -> None:
    text = with_step("alarm: {node: acc, state: down}").replace(
        "customers:", "network: [{id: acc, kind: access}]\ncustomers:"
    )
    text += "  - at: 2026-03-04\n    expect:\n      - outage: {id: acc, state: open, affected: 0}\n"

    fields = load(text).steps[2].expectations[0].fields
    assert dict(fields) == {"id": "acc", "state": "open", "affected": 0}


def test_a_regular_expression_stands_between_slashes(with_step: WithStep, load: Load) -> None:
    step = load(with_step("expect:", "  - told: {customer: anna, says: ['/399[,.]00/', a/b, '[[]x]']}")).steps[1]
    pattern, *words = step.expectations[0].fields["says"]

    assert pattern.search("Summa: 399,00 kr")
    assert words == ["a/b", "[[]x]"]


@given(end=st.integers(0, len(WHOLE)))
def test_a_story_cut_at_any_byte_is_one_error_or_a_shorter_story(tmp_path: Path, end: int) -> None:
    path = tmp_path / "cut.yaml"
    path.write_bytes(WHOLE[:end])
    try:
        steps = len(load_story(path=path).steps)
    except StoryError:
        steps = 0

    assert 0 <= steps <= 8
