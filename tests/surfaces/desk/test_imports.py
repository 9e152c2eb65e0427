"""Reports of the bank files that came in, and their originals for those who may have them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from surfaces.desk.people import inside, staff
from surfaces.desk.world import World
from surfaces.intake.bank_days import one_day, paid
from varsel.kit import clock
from varsel.records.journal.kinds import Kind
from varsel.records.journal.queries import everything
from varsel.surfaces.intake import bank_files, queries
from varsel.surfaces.intake.models import File

pytestmark = pytest.mark.database
ANNA, NOBODY = paid("7000000005", "399.00", serial=1), paid("7000000006", "5", serial=2)
CONTENT = one_day(ANNA, NOBODY)


@pytest.fixture
def booked(world: World) -> int:
    """A bank file with a payment that is placed and one that is not; return its key."""
    world.customer("1001", "Anna Lind")
    world.service("1001", "fiber-1001")
    world.invoice("F-1001", "1001", "fiber-1001", ocr="7000000005")
    bank_files.book(name="dagens fil å.txt", content=CONTENT, at=clock.now(), actor="feed")
    return File.objects.get().id


def test_the_list_tells_what_became_of_each_file(booked: int) -> None:
    client = inside(staff("finance"))
    page = client.get("/imports/").content.decode()
    for said in ("dagens fil å.txt", "BgMax", "404.00 SEK"):
        assert said in page
    report = queries.report(file_id=booked)
    assert report is not None
    assert (report.payments, report.placed, report.in_suspense, report.known) == (2, 1, 1, 0)
    assert ";dagens fil å.txt;bgmax;2;1;1;0;404,00;SEK;" in client.get("/imports.csv").content.decode()


def test_what_an_earlier_file_told_of_counts_as_known(booked: int) -> None:
    later = clock.now() + timedelta(minutes=1)
    again = one_day(ANNA, NOBODY, paid("7000000007", "7", serial=3))
    bank_files.book(name="again.txt", content=again, at=later, actor="feed")
    first = queries.reports(format="bgmax", skip=0, limit=1)[0]
    assert (first.name, first.booked, first.known) == ("again.txt", 1, 2)


def test_a_filter_is_an_address(booked: int) -> None:
    client = inside(staff("finance"))
    assert "dagens" in client.get("/imports/?format=bgmax").content.decode()
    page = client.get("/imports/?format=camt054").content.decode()
    assert "dagens" not in page
    assert "No file of this format." in page


def test_an_empty_list_says_why(world: World) -> None:
    assert "No bank file was booked yet." in inside(staff("finance")).get("/imports/").content.decode()


def test_one_file_leads_to_what_still_waits_and_back(booked: int) -> None:
    client = inside(staff("finance"))
    page = client.get(f"/imports/{booked}/").content.decode()
    assert "7000000006" in page
    payment = page.split('href="/suspense/')[2].split("/")[0]
    assert f'href="/imports/{booked}/"' in client.get(f"/suspense/{payment}/").content.decode()
    client.post(f"/suspense/{payment}/place/", {"invoice": "F-1001"})
    assert "Every payment of this file has its owner." in client.get(f"/imports/{booked}/").content.decode()


def test_the_original_comes_byte_for_byte_and_is_written_down(booked: int) -> None:
    answer = inside(staff("finance")).post(f"/imports/{booked}/original/")
    assert answer.content == CONTENT
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''dagens%20fil%20%C3%A5.txt")
    assert answer["Content-Type"] == "application/octet-stream"
    assert "no-store" in answer["Cache-Control"]
    (told,) = (one for one in everything() if one.kind == Kind.PAYMENT_FILE_TAKEN)
    assert told.actor.startswith("staff:")
    assert told.about == f"file:{booked}"


@pytest.mark.parametrize(
    ("role", "status"), [("finance", 200), ("admin", 403), ("collections", 403), ("agent", 403), ("dpo", 403)]
)
def test_only_finance_takes_originals(booked: int, role: str, status: int) -> None:
    client = inside(staff(role))
    assert client.post(f"/imports/{booked}/original/").status_code == status
    taken = [one for one in everything() if one.kind == Kind.PAYMENT_FILE_TAKEN]
    assert len(taken) == (1 if status == 200 else 0)


def test_an_administrator_who_sees_no_customers_sees_no_files_that_name_them(booked: int) -> None:
    assert inside(staff("admin")).get(f"/imports/{booked}/").status_code == 403


def test_taking_the_original_is_no_link_to_follow(booked: int) -> None:
    assert inside(staff("finance")).get(f"/imports/{booked}/original/").status_code == 405
    assert inside(staff("finance", name="Per Ek")).get("/imports/999/").status_code == 404


def test_the_number_of_questions_does_not_grow_with_the_files(booked: int) -> None:
    client, asked = inside(staff("finance")), []
    for start, count in ((1, 1), (2, 8)):
        for day in range(start, start + count):
            _another(day)
        with CaptureQueriesContext(connection) as seen:
            client.get("/imports/")
        asked.append(len(seen))
    assert asked[0] == asked[1]


def _another(day: int) -> None:
    """Book a file like the first, of its own."""
    content = one_day(paid(f"9{day}", "5", serial=100 + day))
    at = datetime(2026, 3, 2, 9, day, tzinfo=UTC)
    bank_files.book(name=f"{day}.txt", content=content, at=at, actor="feed")
