"""Every address asks for sign-in but a short list; every POST asks for its right."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from surfaces.desk.people import inside, staff
from surfaces.desk.rights_asked import FILLED, GETS, POSTS, PUBLIC
from surfaces.desk.world import PROPOSED, World
from varsel.operations.arrears import queries
from varsel.records.staff.models import RoleName
from varsel.records.staff.roles import MATRIX

pytestmark = pytest.mark.database


def addresses(patterns: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[str]:
    """Yield every address of the product as it is written in the URL map."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern)


def filled(address: str) -> str:
    """Put something into the places of an address."""
    parts = [part.split(">")[0].split(":")[-1] for part in address.split("<")[1:]]
    for part in parts:
        for written in (f"<str:{part}>", f"<int:{part}>", f"<uuid:{part}>"):
            address = address.replace(written, FILLED[part])
    return "/" + address


@pytest.mark.parametrize("address", sorted(addresses()))
def test_an_address_leads_strangers_to_the_sign_in_unless_it_is_public(address: str) -> None:
    answer = Client().get(filled(address))
    led_away = answer.status_code == 302 and urlsplit(answer["Location"]).path == "/sign-in/"
    if address in PUBLIC:
        assert address.startswith("sign-in/") or answer.status_code in {200, 404, 405}
    else:
        assert led_away


def test_every_address_of_ours_is_in_the_tables_of_rights() -> None:
    ours = {filled(one) for one in addresses() if one not in PUBLIC and not one.startswith("sign-in/")}
    named = {address.replace("F-1001", "1001").replace("D-1", "fiber-1001") for address in (*POSTS, *GETS)}
    assert ours == named


@pytest.fixture
def proposed(world: World) -> World:
    """One customer with a proposal."""
    world.owing("1001", "Anna Lind")
    world.until(PROPOSED)
    return world


@pytest.mark.parametrize("role", RoleName.values)
def test_who_lacks_a_right_is_refused_and_nothing_happens(proposed: World, role: str) -> None:
    client = inside(staff(role))
    for address, right in POSTS.items():
        if role not in MATRIX[right]:
            assert client.post(address, {}).status_code == 403, address
    for address, right in GETS.items():
        if role not in MATRIX[right]:
            assert client.get(address).status_code == 403, address
    assert len(queries.proposals(limit=5)) == 1


@pytest.mark.parametrize("role", RoleName.values)
def test_who_has_a_right_is_let_in(proposed: World, role: str) -> None:
    client = inside(staff(role))
    for address, right in POSTS.items():
        if role in MATRIX[right]:
            assert client.post(address, {}).status_code in {200, 302, 404, 422}, address
    for address, right in GETS.items():
        if role in MATRIX[right]:
            assert client.get(address).status_code in {200, 404}, address
