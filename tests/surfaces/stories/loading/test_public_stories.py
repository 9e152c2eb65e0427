"""The public payment stories load whole."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from varsel.surfaces.stories.loading import ExpectStep, Step, Story, load_story

STORIES = Path(__file__).parents[3] / "stories"
NAMES = [
    "no-payments",
    "se-credit-limit",
    "se-payments-clerk",
    "se-payments-in-time",
    "se-payments-repeatedly-late",
    "se-payments-unpaid",
]


def load(name: str) -> Story:
    return load_story(path=STORIES / f"{name}.yaml")


@pytest.mark.parametrize("name", NAMES)
def test_a_public_story_loads(name: str) -> None:
    story = load(name)

    assert story.steps
    assert story.file.endswith(f"{name}.yaml")
    assert [step.at for step in story.steps] == sorted(step.at for step in story.steps)


def test_the_head_is_typed() -> None:
    story = load("se-credit-limit")
    (dana,) = story.customers
    (contract,) = dana.contracts
    tel, fiber = contract.services

    assert (story.country, story.begin) == ("SE", datetime(2026, 6, 1, 8, 0))  # noqa: DTZ001
    assert (dana.kind, dana.language, dana.protected_identity) == ("consumer", "sv", False)
    assert dict(dana.contacts) == {"sms": "+46701740607", "email": "dana@example.se"}
    assert (contract.signed, contract.kind, contract.sla, contract.clauses) == (
        date(2023, 2, 1),
        "subscription",
        None,
        (),
    )
    assert (tel.kind, tel.price, tel.credit_limit) == ("telephony", Decimal("49.00"), Decimal("300.00"))
    assert (fiber.credit_limit, fiber.node, fiber.telecare) == (None, None, False)


def test_norway_speaks_norwegian_and_takes_its_own_choices() -> None:
    story = load("no-payments")

    assert story.customers[0].language == "nb"
    assert story.policy.payments.approval == "automatic"


def test_steps_are_typed_with_their_lines() -> None:
    invoice, expect, *_, paid, _ = load("no-payments").steps

    assert isinstance(invoice, Step)
    assert (invoice.verb, invoice.line, invoice.refused) == ("invoice", 10, None)
    assert invoice.at == datetime(2026, 2, 2, 9, 0)  # noqa: DTZ001
    assert dict(invoice.fields) == {
        "id": "F1",
        "customer": "kari",
        "due": date(2026, 2, 20),
        "lines": ({"service": "kari-fiber", "amount": Decimal("620.00"), "kind": "service", "change": None},),
    }
    assert paid.fields["initiated"] == date(2026, 4, 13)
    assert isinstance(expect, ExpectStep)
    assert expect.expectations[0].fields["by"] == ("email",)
    assert expect.expectations[0].line == 14


def test_expectations_are_typed() -> None:
    steps = load("se-payments-in-time").steps
    told, access = steps[2].expectations

    assert told.fields["says"][0].search("Summa 399,00 kr")
    assert (told.fields["times"], told.fields["since"]) == (1, None)
    assert (access.key, dict(access.fields)) == ("access", {"anna-fiber": "open"})
