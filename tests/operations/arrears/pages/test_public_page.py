"""The public page is made from the rules that decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from surfaces.desk.world import BEGIN, World
from varsel.kit import clock
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears.public_words import TEXTS
from varsel.records.operator import actions as operator
from varsel.records.operator.policy import defaults

pytestmark = pytest.mark.database
PAGE = "/when-may-we-limit/"


@pytest.fixture
def held() -> Iterator[None]:
    """Hold the clock, with no operator at all."""
    with clock.held(at=BEGIN):
        yield


def test_every_rule_about_limiting_has_a_text_and_no_text_is_left_over() -> None:
    assert set(TEXTS) == {rule.id for law in COUNTRIES.values() for rule in law.RULES if "-SUSP-" in rule.id}


def test_anybody_may_read_it(world: World) -> None:
    text = Client().get(PAGE).content.decode()
    assert "at least 10 days to pay" in text
    assert "never below 10 Mbit/s" in text
    assert "At the earliest 1 month after" in text
    assert "7 kap. 34 §" in text


def test_its_numbers_follow_the_policy(world: World) -> None:
    policy = defaults()
    longer = replace(policy, payments=replace(policy.payments, demand_days=21, limited_days=14))
    operator.set_policy(policy=longer, valid_from=BEGIN, set_by="test", at=BEGIN)
    text = Client().get(PAGE).content.decode()
    assert "at least 21 days to pay" in text
    assert "at least 14 whole days" in text


def test_without_a_policy_it_tells_the_law(held: None) -> None:
    assert "at least 8 days to pay" in Client().get(PAGE).content.decode()


@pytest.mark.parametrize(("language", "first", "then"), [("sv", "SE", "NO"), ("nb", "NO", "SE"), ("en", "SE", "NO")])
def test_the_readers_country_comes_first(world: World, language: str, first: str, then: str) -> None:
    text = Client().get(f"{PAGE}?lang={language}").content.decode()
    assert text.index(f'id="in-{first}"') < text.index(f'id="in-{then}"')
    assert f'<html lang="{language}"' in text
