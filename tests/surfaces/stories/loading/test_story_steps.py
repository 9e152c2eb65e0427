"""The steps of a story: one verb each, in time order, about what has been told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from varsel.surfaces.stories.loading import Step, Story, StoryError

WithStep = Callable[..., str]
Load = Callable[[str], Story]
Refusal = Callable[[str], StoryError]


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        (
            "payment: {invoice: F1, amount: 399}",
            {"invoice": "F1", "amount": Decimal("399.00"), "initiated": date(2026, 3, 3)},
        ),
        (
            "payment: {invoice: F1, amount: 0.01, initiated: 2026-03-02}",
            {"invoice": "F1", "amount": Decimal("0.01"), "initiated": date(2026, 3, 2)},
        ),
        ("credit: {invoice: F1, amount: 10.5}", {"invoice": "F1", "amount": Decimal("10.50")}),
        (
            "dispute: {id: D1, invoice: F1, because: Too slow}",
            {"id": "D1", "invoice": "F1", "amount": None, "because": "Too slow"},
        ),
        (
            "usage: {service: anna-tel, amount: 5}",
            {"service": "anna-tel", "amount": Decimal("5.00"), "kind": "call", "made": None},
        ),
        (
            "usage: {service: anna-tel, amount: 5, kind: roaming, made: 2026-03-03 12:00}",
            {
                "service": "anna-tel",
                "amount": Decimal("5.00"),
                "kind": "roaming",
                "made": datetime(2026, 3, 3, 12, 0),  # noqa: DTZ001
            },
        ),
        ("keep_open: {service: anna-tel}", {"service": "anna-tel"}),
        (
            "hold: {customer: anna, until: 2026-04-30, because: estate}",
            {"customer": "anna", "until": date(2026, 4, 30), "because": "estate"},
        ),
        ("approve: {service: anna-fiber}", {"service": "anna-fiber"}),
        (
            "contact: {customer: anna, sms: +46 70-174 06 05}",
            {"customer": "anna", "sms": "+46701740605", "email": None, "letter": None},
        ),
        ("bounces: {customer: anna, by: letter}", {"customer": "anna", "by": "letter", "late": None}),
        ("call: {service: anna-tel, to: 112, allowed: true}", {"service": "anna-tel", "to": "112", "allowed": True}),
        (
            "call: {service: anna-tel, to: 0855512345, allowed: false}",
            {"service": "anna-tel", "to": "0855512345", "allowed": False},
        ),
    ],
)
def test_a_verb_is_read_with_its_defaults(
    with_step: WithStep, load: Load, verb: str, fields: dict[str, object]
) -> None:
    step = load(with_step(verb)).steps[1]

    assert isinstance(step, Step)
    assert (step.verb, step.line, step.refused) == (verb.partition(":")[0], 14, None)
    assert dict(step.fields) == fields


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("quote: {ticket: T1}", "unknown verb 'quote'"),
        ("payment: {invoice: F2, amount: 1}", "no invoice 'F2' has been told"),
        ("payment: {invoice: F1, amount: 0}", "payment.amount can't be 0"),
        ("payment: {invoice: F1, amount: 1.005}", "payment.amount has more than two decimals"),
        ("payment: {invoice: F1}", "payment lacks 'amount'"),
        ("payment: {invoice: F1, amount: 1, paid: 2026-03-03}", "unknown key 'paid' in payment"),
        ("payment: {invoice: F1, amount: 1, initiated: 2026-03-04}", "'initiated' lies after the step"),
        ("payment: F1", "payment must be a mapping"),
        ("dispute: {id: D1, invoice: F1}", "dispute lacks 'because'"),
        ("dispute_settled: {dispute: D1, outcome: upheld}", "no dispute 'D1' has been told"),
        ("usage: {service: bo-tel, amount: 1}", "no service 'bo-tel' has been told"),
        ("usage: {service: anna-tel, amount: 1, made: 2026-03-03 12:01}", "'made' lies after the step"),
        ("usage: {service: anna-tel, amount: 1, kind: data}", "usage.kind can't be 'data'"),
        ("hold: {customer: carl, until: 2026-04-30, because: x}", "no customer 'carl' has been told"),
        ("hold: {customer: anna, until: 2026-04-30 10:00, because: x}", "hold.until must be a day"),
        ("approve: {service: carl-fiber}", "no service 'carl-fiber' has been told"),
        ("contact: {customer: anna}", "contact changes nothing"),
        ("bounces: {customer: anna, by: phone}", "bounces.by can't be 'phone'"),
        ("call: {service: anna-tel, to: home, allowed: true}", "call.to must be a telephone number"),
        ("alarm: {node: acc, state: down}", "no node 'acc' has been told"),
        ("invoice: {id: F2, customer: anna, due: 2026-04-30, lines: []}", "invoice.lines is empty"),
        (
            "invoice: {id: F1, customer: anna, due: 2026-04-30, lines: [{service: anna-tel, amount: 1}]}",
            "the invoice 'F1' is told twice",
        ),
        (
            "invoice: {id: F2, customer: anna, due: 2026-04-30, lines: [{service: bo-fiber, amount: 1}]}",
            "the service 'bo-fiber' is bo's, not anna's",
        ),
        (
            "invoice: {id: F2, customer: anna, due: 2026-04-30, lines: [{service: anna-tel, amount: 1, kind: tax}]}",
            "invoice.lines.kind can't be 'tax'",
        ),
        (
            "invoice: {id: F2, customer: anna, due: 2026-04-30, lines: [{service: anna-tel, amount: 1, change: C1}]}",
            "no change 'C1' has been told",
        ),
    ],
)
def test_one_thing_wrong_in_a_verb_is_one_error(with_step: WithStep, refusal: Refusal, verb: str, said: str) -> None:
    found = refusal(with_step(verb))

    assert said in found.message
    assert found.line == 15
    assert found.remedy


def test_an_unknown_verb_is_said_as_the_format_says(with_step: WithStep, refusal: Refusal) -> None:
    assert "story.yaml: unknown verb 'quote', line 15" in str(refusal(with_step("quote: {ticket: T1, amount: 5}")))


def test_a_dispute_can_be_settled_once_it_was_told(with_step: WithStep, load: Load) -> None:
    dispute = "dispute: {id: D1, invoice: F1, because: x}\n  - at: 2026-03-04"

    assert (
        load(with_step(dispute, "dispute_settled: {dispute: D1, outcome: rejected}")).steps[2].verb == "dispute_settled"
    )


def test_each_kind_of_line_can_be_invoiced(with_step: WithStep, load: Load) -> None:
    kinds = ("service", "repair", "equipment", "fee")
    lines = ", ".join(f"{{service: anna-tel, amount: 1, kind: {kind}}}" for kind in kinds)
    step = load(with_step(f"invoice: {{id: F2, customer: anna, due: 2026-04-30, lines: [{lines}]}}")).steps[1]

    assert tuple(line["kind"] for line in step.fields["lines"]) == kinds


def test_only_not_found_may_name_a_thing_that_was_never_told(with_step: WithStep, load: Load, refusal: Refusal) -> None:
    assert load(with_step("approve: {service: carl-fiber}", "refused: not-found")).steps[1].refused == "not-found"
    assert load(with_step("approve: {service: anna-fiber}", "refused: no-demand")).steps[1].refused == "no-demand"
    assert "no service" in refusal(with_step("approve: {service: carl-fiber}", "refused: no-demand")).message


def test_a_code_that_no_room_has_is_refused(with_step: WithStep, refusal: Refusal) -> None:
    found = refusal(with_step("approve: {service: anna-fiber}", "refused: no-way"))

    assert (found.line, "refused can't be 'no-way'" in found.message) == (16, True)


def test_what_is_refused_introduces_nothing(with_step: WithStep, refusal: Refusal) -> None:
    text = with_step("dispute: {id: D1, invoice: F1, because: x}", "refused: paid-in-time", "")
    text += "  - at: 2026-03-04\n    dispute_settled: {dispute: D1, outcome: upheld}\n"

    assert "no dispute 'D1' has been told" in refusal(text).message


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        ((), 14, "here: none"),
        (("refused: not-found",), 14, "here: none"),
        (
            ("keep_open: {service: anna-tel}", "approve: {service: anna-tel}"),
            14,
            "here: 'keep_open' and 'approve'",
        ),
        (("keep_open: {service: anna-tel}", "expect: []"), 14, "here: 'keep_open' and 'expect'"),
        (("expect: [owes: {customer: anna, amount: 0}]", "refused: not-found"), 16, "'refused' at an 'expect'"),
        (("expect: []",), 15, "expect is empty"),
    ],
)
def test_a_step_has_exactly_one_verb_or_expect(
    with_step: WithStep, refusal: Refusal, lines: tuple[str, ...], line: int, said: str
) -> None:
    found = refusal(with_step(*lines))

    assert said in found.message
    assert found.line == line


@pytest.mark.parametrize("at", ["2026-03-02 09:00", "2026-03-02 09:01"])
def test_steps_may_share_a_minute_or_follow(with_step: WithStep, load: Load, at: str) -> None:
    text = with_step("keep_open: {service: anna-tel}").replace("2026-03-03 12:00", at)

    assert len(load(text).steps) == 2


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("at: 2026-03-03 12:00", "at: 2026-03-02 08:59", 14),
        ("at: 2026-03-02\n", "at: 2026-03-02 07:59\n", 12),
    ],
)
def test_a_step_is_no_earlier_than_the_one_before_or_the_begin(
    with_step: WithStep, refusal: Refusal, old: str, new: str, line: int
) -> None:
    found = refusal(with_step("keep_open: {service: anna-tel}").replace(old, new))

    assert "is earlier than" in found.message
    assert found.line == line


def test_a_step_needs_a_time_that_the_clocks_show(with_step: WithStep, load: Load, refusal: Refusal) -> None:
    text = with_step("keep_open: {service: anna-tel}")

    assert "the clocks skip" in refusal(text.replace("2026-03-03 12:00", "2026-03-29 02:00")).message
    assert load(text.replace("2026-03-03 12:00", "2026-03-29 03:00"))
    assert load(text.replace("2026-03-03 12:00", "2026-10-25 02:30"))
    assert "lacks 'at'" in refusal(text.replace("at: 2026-03-03 12:00\n    ", "")).message
