"""From a payment to its place in the bank's file, and from a file to its payments."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from surfaces.desk.people import inside, staff
from surfaces.desk.world import World
from surfaces.intake.bank_days import one_day, paid
from varsel.kit import clock
from varsel.records.ledger import suspense
from varsel.surfaces.intake import bank_files, links, queries
from varsel.surfaces.intake.models import File

pytestmark = pytest.mark.database
ANNA, NOBODY, LATE = (
    paid("7000000005", "399.00", serial=1),
    paid("7000000006", "5", serial=2),
    paid("7000000007", "7", serial=3),
)


@pytest.fixture
def booked(world: World) -> list[int]:
    """Two files that overlap, booked at one instant: the worker has written down what stands where."""
    world.customer("1001", "Anna Lind")
    world.service("1001", "fiber-1001")
    world.invoice("F-1001", "1001", "fiber-1001", ocr="7000000005")
    bank_files.book(name="first.txt", content=one_day(ANNA, NOBODY), at=clock.now(), actor="feed")
    bank_files.book(name="again.txt", content=one_day(ANNA, NOBODY, LATE), at=clock.now(), actor="feed")
    world.until(clock.now() + timedelta(minutes=2))
    return list(File.objects.order_by("id").values_list("id", flat=True))


def test_a_file_lists_its_payments_with_their_lines_and_what_became_of_them(booked: list[int]) -> None:
    client = inside(staff("finance"))
    first, again = (client.get(f"/imports/{key}/").content.decode() for key in booked)
    for said in ("7000000005", "7000000006", "placed", "waits for an owner"):
        assert said in first
    assert "7000000007" not in first
    assert "7000000007" in again


def test_a_payment_leads_to_its_line_in_every_file_that_tells_of_it(booked: list[int]) -> None:
    (place, _other) = queries.places_in(file_id=booked[0], skip=0, limit=10)
    places = queries.places_of(source="bgmax", bank_key=place.bank_key)
    assert [(one.file_id, one.place) for one in places] == [(booked[0], 1), (booked[1], 1)]
    assert places[0].line > 1


def test_a_waiting_payment_names_its_file_and_line(booked: list[int]) -> None:
    (_placed, place) = queries.places_in(file_id=booked[0], skip=0, limit=10)
    payment = suspense.told(source="bgmax", bank_keys=[place.bank_key])[place.bank_key]
    page = inside(staff("finance")).get(f"/suspense/{payment.id}/").content.decode()
    assert "first.txt" in page
    assert "(payment 2)" in page
    assert "tells of it again" in page


def test_to_write_it_down_twice_changes_nothing(booked: list[int]) -> None:
    assert links.link(file_id=booked[0]) == 0
    assert len(queries.places_in(file_id=booked[0], skip=0, limit=10)) == 2


@pytest.mark.parametrize("attempt", ["UPDATE intake_entry SET line = 1", "DELETE FROM intake_entry"])
def test_where_a_payment_stood_can_not_be_changed(booked: list[int], attempt: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attempt)
