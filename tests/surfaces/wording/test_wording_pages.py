"""The texts on the desk: looked at, changed by two people, put back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

import builders
from surfaces.desk.people import inside, staff
from surfaces.desk.world import World
from varsel.kit import clock
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices.versions import queries as versions
from varsel.outlets.notices.wording import abouts, files
from varsel.records.parties import queries as parties
from varsel.surfaces.wording import words

pytestmark = pytest.mark.database
OWN = files.texts(about="service_reopened", variant="paid", language="sv")
EDIT = "/wording/service_reopened/paid/sv/edit/"


@pytest.fixture
def press(world: World) -> Client:
    """Sign in who writes."""
    return inside(staff("press", "agent", name="Pia Press"))


@pytest.fixture
def other(world: World) -> Client:
    """Sign in who approves."""
    return inside(staff("complaints", name="Kim Klag"))


def _draft(client: Client, short: str = OWN.short + " – hej") -> str:
    given = {"short": short, "long": OWN.long, "because": "friendlier", "keep": ""}
    answer = client.post(EDIT, given)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_every_text_has_a_name_and_a_line(press: Client) -> None:
    page = press.get("/wording/").content.decode()
    for about, variant in abouts():
        assert about in words.ABOUTS
        assert not variant or variant in words.VARIANTS
        assert f"/wording/{about}/{variant or '-'}/" in page
    assert "GSM-7" in page


@pytest.mark.parametrize(("about", "variant"), sorted(abouts()))
def test_each_text_is_shown_in_every_language_and_channel(press: Client, about: str, variant: str) -> None:
    page = press.get(f"/wording/{about}/{variant or '-'}/").content.decode()
    for language in ("sv", "nb", "en"):
        assert f'class="v-bubble" lang="{language}"' in page
        assert f'class="v-letter v-mail" lang="{language}"' in page
        assert f"letter.png?language={language}" in page


def test_a_real_customer_is_shown_with_what_they_have(press: Client, world: World) -> None:
    party = builders.customer(name="Anna Ek", contacts={"letter": "Storgatan 5, 593 30 Västervik"})
    service = builders.service(party_id=party)
    number = parties.customer(party_id=party).number
    page = press.get(f"/wording/service_reopened/paid/?customer={number}").content.decode()
    assert service.external_id in page
    assert "Anna Ek" in page
    picture = press.get(f"/wording/service_reopened/paid/letter.png?language=sv&customer={number}")
    assert picture.content.startswith(b"\x89PNG")
    assert notices.words_to(party_id=party) == []  # nothing was sent


def test_a_customer_is_shown_only_to_who_may_see_customers(world: World) -> None:
    party = builders.customer(name="Anna Ek")
    number = parties.customer(party_id=party).number
    page = inside(staff("press")).get(f"/wording/service_reopened/paid/?customer={number}").content.decode()
    assert "Anna Ek" not in page
    assert "The customer below is made up" in page


def test_a_protected_identity_shows_no_name(press: Client, world: World) -> None:
    party = builders.customer(name="Hemlig Person", protected_identity=True)
    number = parties.customer(party_id=party).number
    page = press.get(f"/wording/service_reopened/paid/?customer={number}").content.decode()
    assert "Hemlig" not in page
    assert "•••" in page


@pytest.mark.parametrize(
    "address",
    [
        "/wording/payment_order/-/",
        "/wording/service_reopened/-/",
        "/wording/service_reopened/paid/fi/history/",
        "/wording/service_reopened/paid/letter.png?language=fi",
        "/wording/service_reopened/paid/letter.png?draft=1",
        "/wording/service_reopened/paid/letter.png?page=4",
        "/wording/drafts/0196a000-0000-7000-8000-000000000001/",
    ],
)
def test_what_there_is_not_is_not_found(press: Client, address: str) -> None:
    assert press.get(address).status_code == 404


def test_a_number_that_nobody_has_is_said(press: Client) -> None:
    page = press.get("/wording/offer/-/?customer=%00x").content.decode()
    assert "made up" in page


def test_the_editor_shows_what_breaks_an_sms_and_what_is_made_plain(press: Client) -> None:
    given = {"short": OWN.short + " ł – ”x”", "long": OWN.long, "because": "", "look": ""}
    answer = press.post(EDIT, given)
    page = answer.content.decode()
    assert "ł (U+0142)" in page
    assert "UCS-2" in page
    assert "<mark>ł</mark>" in page
    assert "“–” → “-”" in page
    assert versions.drafts() == []


def test_a_text_is_changed_by_two_people_and_put_back(press: Client, other: Client, world: World) -> None:
    draft = _draft(press)
    assert "another person" in press.get(draft).content.decode()
    press.post(f"{draft}approve/")
    assert versions.chosen(at=clock.now()) == {}
    assert "friendlier" in other.get(draft).content.decode()
    page = other.post(f"{draft}approve/", follow=True).content.decode()
    assert "Approved" in page
    history = "/wording/service_reopened/paid/sv/history/"
    assert "in force" in other.get(history).content.decode()
    changed = replace(OWN, short=OWN.short + " – hej")
    (kept,) = versions.history(about=OWN.about, variant=OWN.variant, language="sv")
    assert kept.texts == changed
    other.post("/wording/service_reopened/paid/sv/put-back/", {"because": ""})
    assert len(versions.changes(about=OWN.about, variant=OWN.variant, language="sv")) == 1
    other.post("/wording/service_reopened/paid/sv/put-back/", {"because": "wrong"})
    assert [one.version for one in versions.changes(about=OWN.about, variant=OWN.variant, language="sv")] == [
        None,
        changed.version,
    ]


def test_a_draft_with_something_to_mend_has_no_button(press: Client, other: Client) -> None:
    draft = _draft(press, short=OWN.short.replace("((phone))", "oss"))
    page = other.get(draft).content.decode()
    assert "((phone))" in page
    assert f"{draft}approve/" not in page


def test_what_is_written_is_never_markup(press: Client, other: Client) -> None:
    draft = _draft(press, short=OWN.short + " <b>x</b>")
    page = other.get(draft).content.decode()
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_who_may_only_look_sees_no_button(world: World) -> None:
    client = inside(staff("agent", name="Ann Agent"))
    assert "/edit/" not in client.get("/wording/service_reopened/paid/").content.decode()
    assert client.get(EDIT).status_code == 403
    assert client.post(EDIT, {"short": "x"}).status_code == 403
