"""Lines by raw SQL: a profile takes nothing that no restriction takes, and versions only grow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

import builders
from promises.conftest import Owing
from promises.forging import CLOSED_AT, LIMITED_AT, close, put, refused, restrict, run

OPEN = {"down": None, "up": None, "signpost": False, "reach": "all", "calls": {}}
SLOW = OPEN | {"down": 10, "up": 2}
GARDEN = SLOW | {"reach": "garden"}


def _profile(line_id: int, intended: dict[str, Any], **changes: Any) -> None:
    row = {"line_id": line_id, "version": 1, "intended": intended, "raises": False, "changed_at": LIMITED_AT}
    put("access_line_profile", **(row | {"installed_version": 0} | changes))


@pytest.mark.parametrize(
    "taking", [SLOW, GARDEN, OPEN | {"up": 1}, OPEN | {"reach": "none"}, OPEN | {"calls": {"S1": ""}}]
)
def test_a_line_without_restrictions_is_given_all(owing: Owing, taking: dict[str, Any]) -> None:
    with refused(by="line_profile_needs_restrictions"):
        _profile(owing.service.line_id, taking)
    _profile(owing.service.line_id, OPEN)
    with refused(by="line_profile_needs_restrictions"):
        run("UPDATE access_line_profile SET intended = %s::jsonb, version = 2", _json(taking))


def test_a_limiting_slows_and_a_closing_closes(owing: Owing) -> None:
    limited_id = restrict(service=owing.service, deadline=owing.deadline)
    with refused(by="line_profile_needs_restrictions"):
        _profile(owing.service.line_id, GARDEN)
    _profile(owing.service.line_id, SLOW)

    close(service=owing.service, deadline=owing.deadline, limited_id=limited_id, at=CLOSED_AT)
    run("UPDATE access_line_profile SET intended = %s::jsonb, version = 2", _json(GARDEN))


def test_limited_is_never_slower_than_functional_internet(owing: Owing) -> None:
    restrict(service=owing.service, deadline=owing.deadline)

    with refused(by="line_profile_functional_internet"):
        _profile(owing.service.line_id, SLOW | {"down": 9})
    _profile(owing.service.line_id, SLOW)


def test_a_second_internet_service_on_the_line_that_is_paid_keeps_the_line_whole(owing: Owing) -> None:
    neighbour = builders.customer(at=LIMITED_AT)
    builders.service(party_id=neighbour, line_id=owing.service.line_id, at=LIMITED_AT)
    restrict(service=owing.service, deadline=owing.deadline)

    with refused(by="line_profile_needs_restrictions"):
        _profile(owing.service.line_id, SLOW)


def test_calls_are_barred_of_the_restricted_service_only(owing: Owing) -> None:
    line_id, party_id = owing.service.line_id, owing.service.party_id
    barred, free = (
        builders.service(party_id=party_id, line_id=line_id, kind="telephony", at=LIMITED_AT) for _ in range(2)
    )
    restrict(service=barred, deadline=None, ground="credit_limit", level="outgoing_barred")

    with refused(by="line_profile_needs_restrictions"):
        _profile(line_id, OPEN | {"calls": {free.external_id: "free_only"}})
    _profile(line_id, OPEN | {"calls": {barred.external_id: "free_only"}})


def test_an_older_version_replaces_no_newer(owing: Owing) -> None:
    _profile(owing.service.line_id, OPEN, version=3)
    run("UPDATE access_line_profile SET installed_version = 2")

    with refused(by="access_profile_versions_grow"):
        run("UPDATE access_line_profile SET version = 2")
    with refused(by="access_profile_versions_grow"):
        run("UPDATE access_line_profile SET installed_version = 1")
    with refused(by="access_installed_version"):
        run("UPDATE access_line_profile SET installed_version = 4")


def test_a_profile_stays_with_its_line(owing: Owing) -> None:
    other = builders.line(at=LIMITED_AT + timedelta(hours=1))
    _profile(owing.service.line_id, OPEN)

    for statement in (f"UPDATE access_line_profile SET line_id = {other}", "DELETE FROM access_line_profile"):
        with refused(by="permission"):
            run(statement)


def _json(profile: dict[str, Any]) -> str:
    return str(profile).replace("'", '"').replace("None", "null").replace("False", "false")
