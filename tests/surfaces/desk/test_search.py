"""The one box: whatever somebody holds in their hand leads to the customer."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from surfaces.desk.people import inside, staff
from surfaces.desk.world import World
from varsel.surfaces.desk.search import find

pytestmark = pytest.mark.database
PART = {"HX-Request": "true"}


@pytest.fixture
def town(world: World) -> World:
    """A few customers in a town, one of them protected."""
    reach = {"sms": "+46701234567", "email": "Asa.Lindqvist@Example.se", "letter": "Box 12, 903 26 Umeå"}
    world.customer("1001", "Åsa Lindqvist", contacts=reach)
    world.service("1001", "fiber-1001", address="Åsögatan 5 A, 116 24 Stockholm")
    world.invoice("F-1001", "1001", "fiber-1001")
    world.customer("1002", "Erik Andersson")
    world.service("1002", "fiber-1002", address="Storgatan 51, 111 23 Stockholm")
    world.customer("2001", "Bjørg Østby", country="NO", contacts={"sms": "+4791234567"})
    world.service("2001", "fiber-2001", country="NO", address="Kongens gate 4, 0153 Oslo")
    secret = {"sms": "+46709999999", "email": "sara@example.se", "letter": "Hemliga vägen 1, 903 26 Umeå"}
    world.customer("1003", "Sara Berg", protected=True, contacts=secret)
    world.service("1003", "fiber-1003", address="Hemliga vägen 1")
    world.invoice("F-1003", "1003", "fiber-1003")
    return world


def numbers(text: str) -> list[str]:
    """Return the numbers of the customers who are found."""
    return [hit.customer.number for hit in find(text=text).hits]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1001", "1001"),
        (" 1001 ", "1001"),
        ("F-1001", "1001"),
        ("f-1001", "1001"),
        ("fiber-2001", "2001"),
        ("FIBER-2001", "2001"),
        ("+46 70-123 45 67", "1001"),
        ("070-1234567", "1001"),
        ("0046 701234567", "1001"),
        ("912 34 567", "2001"),
        ("asa.lindqvist@example.se", "1001"),
    ],
)
def test_what_is_one_customers_alone_leads_straight_there(town: World, text: str, number: str) -> None:
    only = find(text=text).only
    assert only is not None
    assert only.number == number


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("åsa", ["1001"]),
        ("ASA lindkvist", ["1001"]),
        ("lindq", ["1001"]),
        ("Anderson", ["1002"]),
        ("bjorg ostby", ["2001"]),
        ("Björg Östby", ["2001"]),
        ("asogatan 5a", ["1001"]),
        ("Åsög. 5 a", ["1001"]),
        ("åsögatan 5b", []),
        ("storg 5", []),  # 51 is another house
        ("storg 51", ["1002"]),
        ("11123", ["1002"]),
        ("111 23", ["1002"]),
        ("kongens 4", ["2001"]),
        ("box 12 umea", ["1001"]),
        ("100%", []),
        ("_", []),
        ("\0", []),
        ("' OR 1=1 --", []),
    ],
)
def test_names_and_addresses_are_found_however_they_are_written(town: World, text: str, found: list[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "number"),
    [("Lindqvst", "1001"), ("Eirk Andersson", "1002"), ("Storgtan 51", "1002"), ("Asa Linqvist", "1001")],
)
def test_a_slip_of_the_finger_is_forgiven_and_said(town: World, text: str, number: str) -> None:
    found = find(text=text)
    assert found.nearly
    assert found.hits[0].customer.number == number
    assert found.only is None


def test_a_reference_is_found_with_zeros_and_blanks_before_it_or_without(town: World) -> None:
    for ocr, typed in (("70010015", "0007001 0015"), ("00070010023", "70010023")):
        town.invoice(f"G-{ocr}", "1002", "fiber-1002", ocr=ocr)
        only = find(text=typed).only
        assert only is not None
        assert only.number == "1002"


@pytest.mark.parametrize(
    "text",
    [
        "sara",
        "berg",
        "Sara Brg",
        "070-999 99 99",
        "sara@example.se",
        "hemliga vägen",
        "hemlga vagen",
        "90326",
        "903 26",
    ],
)
def test_a_protected_identity_is_never_found_by_what_is_hidden(town: World, text: str) -> None:
    assert "1003" not in numbers(text)


@pytest.mark.parametrize("text", ["1003", "F-1003", "fiber-1003"])
def test_a_protected_identity_is_found_by_a_number_and_masked(town: World, text: str) -> None:
    assert numbers(text) == ["1003"]
    page = inside(staff("agent")).get(f"/customers/?q={text}", headers=PART).content.decode()
    assert "•••" in page
    for secret in ("Sara", "Hemliga", "9999999"):
        assert secret not in page


def test_who_becomes_protected_is_found_by_name_no_more(town: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE parties_party SET protected_identity = true WHERE number = '1002'")
    assert numbers("andersson") == []


def test_an_old_telephone_number_leads_nowhere(town: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE parties_contact_point SET valid_to = now() WHERE channel = 'sms'")
    assert numbers("0701234567") == []


def test_enter_leads_to_the_customer_but_typing_does_not(town: World) -> None:
    client = inside(staff("agent"))
    assert client.get("/customers/?q=F-1001")["Location"] == "/customers/1001/"
    assert "fiber" not in client.get("/customers/?q=F-1001", headers=PART).content.decode()


def test_what_is_not_found_says_where_it_was_looked_for(town: World) -> None:
    page = inside(staff("agent")).get("/customers/?q=<b>qx</b>").content.decode()
    assert "Nothing leads from “&lt;b&gt;qx&lt;/b&gt;” to a customer." in page
    assert "Protected identities are found by their number only." in page


def test_fifty_are_shown_and_the_next_fifty_a_link_further(world: World) -> None:
    for number in range(1000, 1070):
        world.customer(str(number), "Anna Ek")
    client = inside(staff("agent"))
    first = client.get("/customers/?q=anna").content.decode()
    assert first.count("data-row href") == 50
    assert "upto=100" in first
    assert client.get("/customers/?q=anna&upto=100").content.decode().count("data-row href") == 70
    assert client.get("/customers/?q=anna&upto=9x").content.decode().count("data-row href") == 50


def test_the_number_of_questions_does_not_grow_with_what_is_found(world: World) -> None:
    asked = []
    for start, count in ((1000, 2), (2000, 40)):
        for number in range(start, start + count):
            world.customer(str(number), "Anna Ek")
            world.service(str(number), f"s-{number}", address="Ekgatan 1")
        with CaptureQueriesContext(connection) as seen:
            find(text="ek")
        asked.append(len(seen))
    assert asked[0] == asked[1]


def test_the_box_stands_in_every_header_of_who_may_look(world: World) -> None:
    assert 'role="search"' in inside(staff("agent")).get("/board/").content.decode()
    assert 'role="search"' not in inside(staff("noc", name="Per Ek")).get("/board/").content.decode()
