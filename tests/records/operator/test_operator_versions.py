from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

import builders
from varsel.kit import postgres, templates_database
from varsel.records.journal import queries as journal
from varsel.records.operator import queries
from varsel.records.operator.policy import defaults, policy_hash

AT = builders.START
DAY = timedelta(days=1)


def test_before_the_first_version_nothing_is_in_force(db: None) -> None:
    builders.set_policy(at=AT)

    with pytest.raises(queries.NoPolicy, match="varsel policy set"):
        queries.policy_at(at=AT - timedelta(microseconds=1))


def test_each_version_is_in_force_from_its_moment_until_the_next(db: None) -> None:
    first, second = builders.set_policy(at=AT, daily_cap=1), builders.set_policy(at=AT + DAY, daily_cap=2)

    found = [
        (force.version, force.policy.payments.daily_cap)
        for at in (AT, AT + DAY - timedelta(microseconds=1), AT + DAY, AT + 9 * DAY)
        for force in [queries.policy_at(at=at)]
    ]

    assert found == [(first, 1), (first, 1), (second, 2), (second, 2)]


def test_of_two_versions_of_one_moment_the_later_holds(db: None) -> None:
    builders.set_policy(daily_cap=1)
    later = builders.set_policy(daily_cap=2)

    assert queries.policy_at(at=AT).version == later


def test_a_version_is_what_was_chosen_and_the_journal_tells_of_it(db: None) -> None:
    version = builders.set_policy(min_debt=builders.Decimal("350.50"))
    chosen = defaults()
    chosen = replace(chosen, payments=replace(chosen.payments, min_debt=builders.Decimal("350.50")))

    (told,) = journal.entries(about=[f"policy:{version}"])

    assert policy_hash(policy=queries.policy_at(at=AT).policy) == policy_hash(policy=chosen)
    assert told.kind == "policy_set"
    assert told.facts["digest"] == policy_hash(policy=chosen)


def test_two_databases_never_mix_their_versions(
    transactional_db: None, scratch: tuple[postgres.Server, str], worker_name: str
) -> None:
    first = builders.set_policy(daily_cap=1)
    assert queries.policy_at(at=AT).policy.payments.daily_cap == 1
    server, template = scratch
    name = f"second_{worker_name}"
    postgres.drop(server=server, name=name)
    postgres.clone(server=server, template=template, name=name)
    mine = connection.settings_dict["NAME"]
    try:
        with templates_database.connected(settings=server.settings(dbname=name, role="app")):
            assert builders.set_policy(daily_cap=2) == first
            assert queries.policy_at(at=AT).policy.payments.daily_cap == 2
    finally:
        postgres.drop(server=server, name=name)

    assert connection.settings_dict["NAME"] == mine
    assert queries.policy_at(at=AT).policy.payments.daily_cap == 1


@pytest.mark.parametrize(
    ("code", "zone", "currency"), [("SE", "Europe/Stockholm", "SEK"), ("NO", "Europe/Oslo", "NOK")]
)
def test_each_country_has_its_zone_and_currency(db: None, code: str, zone: str, currency: str) -> None:
    country = queries.country(code=code)

    assert (country.zone, country.currency) == (zone, currency)
