"""The public pages: address first, nothing personal, the same for everybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from surfaces.status.town import MORNING, Town, home
from varsel.kit import clock
from varsel.operations.outages import actions

pytestmark = pytest.mark.database
MOST_BYTES = 30_000
EVENING = MORNING + timedelta(hours=9)


def _page(address: str = "", language: str = "en", path: str = "/status/") -> str:
    answer = Client().get(path, {"lang": language, **({"address": address} if address else {})})
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_is_affected_reads_until_when_how_sure_why_and_when_we_say_more(town: Town) -> None:
    key = town.dark("storg", title="Storgatan")
    actions.estimate(
        outage_id=key,
        earliest=EVENING - timedelta(hours=2),
        until=EVENING,
        because="A cable is dug off",
        confidence="high",
        actor="test",
        at=MORNING,
    )
    page = _page("storg 3")
    assert "Yes, your address is affected by an outage in Storgatan (Västervik)." in page
    assert "We expect it to work again Mon 2 Mar 2026, 16:00–18:00 (certain): A cable is dug off." in page
    assert "Next word: at the latest Mon 2 Mar 2026, 18:00." in page
    assert 'value="storg 3"' in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "Ja, din adress är berörd"), ("nb", "Ja, adressen din er berørt"), ("en", "Yes, your")],
)
def test_it_answers_in_the_readers_language(town: Town, language: str, said: str) -> None:
    town.dark("storg")
    assert said in _page("Storgatan 3, 593 30 Västervik", language)
    accepted = Client().get("/status/?address=storg+3", headers={"accept-language": f"fi, {language};q=0.8"})
    assert said in accepted.content.decode()
    assert f'<html lang="{language}">' in accepted.content.decode()


def test_who_is_not_affected_reads_so_and_what_to_do(town: Town) -> None:
    town.dark("storg")
    page = _page("Fjordveien 2")
    assert "No: we see no outage at this address." in page
    assert "020-12 34 56" in page


@pytest.mark.parametrize("written", ["Storgatan 99", "Nowhere 1", "???", "<script>alert(1)</script>"])
def test_an_unknown_address_gets_a_sentence_that_helps(town: Town, written: str) -> None:
    page = _page(written)
    assert "We do not find this address" in page
    assert "<script" not in page


def test_the_answer_is_the_same_whether_or_not_somebody_lives_there(town: Town) -> None:
    home(node_id=town.nodes["storg"], address="Storgatan 77, 593 30 Västervik", lived_in=False)
    town.dark("storg")
    empty = _page("Storgatan 77").replace("Storgatan 77", "Storgatan 1").replace("Storgatan+77", "Storgatan+1")
    assert empty == _page("Storgatan 1")


def test_few_customers_are_told_as_the_area_above(town: Town) -> None:
    town.dark("small", title="Lillgränd 1A")
    for address in ("Lillgränd 1A", "Lillgränd 1B", "Storgatan 3"):
        assert "Perhaps: an outage touches some addresses in a part of Västervik" in _page(address)
    page = _page()
    assert "Lillgränd" not in page
    assert "Fewer than five customers are affected." in page
    assert "No: we see no outage" in _page("Fjordveien 2")


def test_five_customers_are_an_area(town: Town) -> None:
    for number in (2, 3, 4):
        home(node_id=town.nodes["small"], address=f"Lillgränd {number}, 593 31 Västervik")
    town.dark("small", title="Lillgränd")
    assert "Yes, your address is affected by an outage in Lillgränd" in _page("Lillgränd 1A")
    assert "No: we see no outage" in _page("Storgatan 3")


def test_an_address_that_hangs_on_no_node_is_not_said_to_work(town: Town) -> None:
    home(node_id=None, address="Enslingsstigen 1, 593 30 Västervik")
    assert "not which part of the network" in _page("Enslingsstigen 1")


def test_a_street_of_which_a_part_is_dark_is_perhaps_affected(town: Town) -> None:
    home(node_id=town.nodes["fjord"], address="Storgatan 50, 593 30 Västervik")
    town.dark("storg")
    assert "Perhaps:" in _page("Storgatan")
    assert "Yes, your" in _page("Storgatan 3")


def test_every_forecast_stays_and_the_work_is_seen(town: Town) -> None:
    key = town.dark("storg")
    for hours, because in ((4, "First look"), (6, "A splice is missing"), (8, "It comes from Kalmar")):
        until = MORNING + timedelta(hours=hours)
        actions.estimate(outage_id=key, until=until, because=because, actor="test", at=MORNING)
    actions.set_crew(outage_id=key, state="night_work", because="", actor="test", at=MORNING)
    actions.wait_for(
        outage_id=key, item="splice", place="Kalmar", expected=MORNING + timedelta(hours=5), actor="test", at=MORNING
    )
    page = _page()
    assert all(because in page for because in ("First look", "A splice is missing", "It comes from Kalmar"))
    assert "2 earlier forecasts" in page
    assert "The crew works through the dark, with lighting." in page
    assert "The work waits for splice (Kalmar), expected Mon 2 Mar 2026, 14:00." in page


def test_a_forecast_that_ran_out_is_not_told_as_if_it_held(town: Town) -> None:
    town.dark("storg", expected=MORNING + timedelta(hours=1))
    clock.move(to=MORNING + timedelta(hours=1))
    page = _page("Storgatan 3")
    assert "It takes longer than we expected" in page
    assert "Next word: as soon as we know more." in page


def test_nobodys_number_is_in_what_everybody_reads(town: Town) -> None:
    key = town.dark("storg", title="Ring Anna 070-174 06 05")
    actions.wait_for(outage_id=key, item="a key from 070-174 06 05", place="", expected=None, actor="test", at=MORNING)
    page = _page("Storgatan 3")
    assert "174 06" not in page
    assert "something that is missing" in page


def test_planned_work_is_told_to_whom_it_touches(town: Town) -> None:
    town.plan("fjord")
    assert "Planned work in Bergen: Thu 5 Mar 2026, 09:00–11:00. New switch" in _page("Fjordveien 2")
    assert "Planned work in Bergen:" not in _page("Storgatan 3")


def test_what_is_over_stands_in_the_history_for_twelve_months(town: Town) -> None:
    key = town.dark("storg", title="Storgatan")
    actions.restore(outage_id=key, actor="test", at=MORNING + timedelta(hours=3))
    clock.move(to=MORNING + timedelta(days=365))
    assert "Storgatan (Västervik)" in _page(path="/status/history/")
    assert "3 h 0 min" in _page()
    clock.move(to=MORNING + timedelta(days=366))
    assert "Storgatan (Västervik)" not in _page(path="/status/history/")


def test_pages_are_small_without_cookies_scripts_or_foreign_requests(town: Town) -> None:
    key = town.dark("storg", title="A place with quite a long name")
    for minutes in range(60):
        until = MORNING + timedelta(hours=4, minutes=minutes)
        actions.estimate(outage_id=key, until=until, because="A reason " * 12, actor="test", at=MORNING)
    style = len(Client().get("/status/style.css").content) + len(Client().get("/status/mark.svg").content)
    for path in ("/status/?lang=sv", "/status/?lang=sv&address=storg+3", "/status/history/"):
        answer = Client().get(path)
        assert len(answer.content) + style < MOST_BYTES
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        text = answer.content.decode()
        assert "<script" not in text
        assert "style=" not in text
        assert "http" not in text


def test_what_an_address_was_asked_for_is_kept_nowhere_on_the_way(town: Town) -> None:
    assert Client().get("/status/?address=x")["Cache-Control"] == "private, no-store"
    assert "max-age=30" in Client().get("/status/")["Cache-Control"]


def test_what_is_not_there_is_said_kindly(town: Town) -> None:
    answer = Client().get("/status/outages/0196a000-0000-7000-8000-000000000001/?lang=sv")
    assert answer.status_code == 404
    assert "Här finns inget" in answer.content.decode()


def test_it_is_said_when_the_page_was_made(town: Town) -> None:
    assert "Made Mon 2 Mar 2026, 09:00" in _page()


def test_the_first_page_asks_little_of_the_database(
    town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    town.dark("storg")
    with django_assert_max_num_queries(30):
        _page()
