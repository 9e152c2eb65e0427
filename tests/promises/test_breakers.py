"""Without its promise each of these bad rows goes in: so it is the promise, and nothing beside it, that stops them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest

import builders
from promises.conftest import Owing
from promises.forging import CLOSED_AT, LIMITED_AT, close, count, permit, refused, restrict, run


@pytest.fixture
def two_owing(transactional_db: None) -> tuple[Owing, Owing]:
    """Give two customers' services that may be limited, committed."""
    builders.set_policy()
    services = [builders.service(party_id=builders.customer()) for _ in range(2)]
    first, second = builders.demanded(*services)
    return Owing(services[0], first), Owing(services[1], second)


@pytest.fixture
def mighty(superuser: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """Give a connection that may drop promises, and close it before its database goes."""
    with superuser:
        yield superuser


def _drop(mighty: psycopg.Connection, constraint: str) -> None:
    mighty.execute(f"ALTER TABLE restrictions_restriction DROP CONSTRAINT {constraint}")


def test_the_check_on_the_warnings_end_stops_an_early_limiting(
    two_owing: tuple[Owing, Owing], mighty: psycopg.Connection
) -> None:
    owing, early = two_owing[0], two_owing[0].deadline.ends_at - timedelta(days=1)
    with refused(by="restriction_after_its_warning"):
        restrict(service=owing.service, deadline=owing.deadline, at=early)

    _drop(mighty, "restriction_after_its_warning")

    restrict(service=owing.service, deadline=owing.deadline, at=early)


def test_the_key_of_the_warning_stops_another_customers_demand(
    two_owing: tuple[Owing, Owing], mighty: psycopg.Connection
) -> None:
    mine, other = two_owing
    with refused(by="restriction_warning"):
        restrict(service=mine.service, deadline=other.deadline)

    _drop(mighty, "restriction_warning")

    with refused(by="restriction_of_an_unpaid_service"):  # a second lock on the same door
        restrict(service=mine.service, deadline=other.deadline)
    mighty.execute("DROP TRIGGER restrictions_only_of_unpaid ON restrictions_restriction")
    restrict(service=mine.service, deadline=other.deadline)


def test_the_check_on_the_days_stops_an_early_closing(
    two_owing: tuple[Owing, Owing], mighty: psycopg.Connection
) -> None:
    owing, early = two_owing[0], CLOSED_AT - timedelta(microseconds=1)
    limited_id = restrict(service=owing.service, deadline=owing.deadline)
    with refused(by="restriction_days_of_functional_internet"):
        close(service=owing.service, deadline=owing.deadline, limited_id=limited_id, at=early)

    _drop(mighty, "restriction_days_of_functional_internet")

    close(service=owing.service, deadline=owing.deadline, limited_id=limited_id, at=early)


def test_the_key_of_the_grounds_stops_a_change_of_terms(
    two_owing: tuple[Owing, Owing], mighty: psycopg.Connection
) -> None:
    calls = builders.service(party_id=two_owing[0].service.party_id, kind="mobile", at=LIMITED_AT)
    barring = {"service": calls, "deadline": None, "level": "outgoing_barred", "ground": "terms_change"}
    with refused(by="restriction_ground"):
        restrict(**barring)

    _drop(mighty, "restriction_ground")

    with refused(by="restriction_permit_of_this_act"):  # no rule answers for it either
        restrict(**barring)
    mighty.execute("DROP TRIGGER restrictions_permit_of_this_act ON restrictions_restriction")
    restrict(**barring)


def test_the_key_of_the_permit_stops_an_unlawful_verdict(
    two_owing: tuple[Owing, Owing], mighty: psycopg.Connection
) -> None:
    owing = two_owing[0]
    permit_id = permit(service=owing.service, at=LIMITED_AT, lawful=False)
    with refused(by="restriction_permit"):
        restrict(service=owing.service, deadline=owing.deadline, permit_id=permit_id)

    _drop(mighty, "restriction_permit")

    restrict(service=owing.service, deadline=owing.deadline, permit_id=permit_id)


def test_grant_and_trigger_both_stop_a_change_in_the_journal(
    two_owing: tuple[Owing, Owing], mighty: psycopg.Connection
) -> None:
    change = "UPDATE journal_entry SET actor = 'nobody'"
    with refused(by="permission"):
        run(change)
    mighty.execute("GRANT UPDATE ON journal_entry TO varsel_app")
    with refused(by="journal_entry_append_only"):
        run(change)

    mighty.execute("DROP TRIGGER journal_entry_append_only ON journal_entry")

    run(change)
    assert run("SELECT DISTINCT actor FROM journal_entry") == [("nobody",)]
    assert count("restrictions_restriction") == 0
