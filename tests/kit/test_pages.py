"""Tags and includes that every page uses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation
from django_htmx.middleware import HtmxDetails
from pytest_django import Settings

from varsel.kit.htmx import answer, wants_part
from varsel.kit.instants import instant_in_words
from varsel.kit.states import STATES, shown

PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STOCKHOLM = ZoneInfo("Europe/Stockholm")
BEFORE = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)  # the last minute of winter time
AFTER = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    """Name static files as they lie in the tree."""
    settings.STORAGES = {**settings.STORAGES, **PLAIN_FILES}


def written(source: str, language: str = "sv", **context: object) -> str:
    """Render a template's source in a language, at the desk's local time."""
    with translation.override(language), timezone.override(STOCKHOLM):
        return Template("{% load varsel %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "sön 29 mars 2026 kl. 01.59"),
        ("nb", "søn. 29. mars 2026 kl. 01.59"),
        ("en", "Sun 29 Mar 2026, 01:59"),
        ("fi", "Sun 29 Mar 2026, 01:59"),
    ],
)
def test_an_instant_is_written_as_the_language_does(language: str, text: str) -> None:
    shown_as = written("{% time when %}", language, when=BEFORE)
    assert shown_as == f'<time datetime="2026-03-29T00:59:00+00:00">{text}</time>'


def test_the_minute_after_winter_time_is_three_o_clock() -> None:
    assert "kl. 03.00<" in written("{% time when %}", when=AFTER)


def test_an_instant_may_be_shown_in_another_zone() -> None:
    assert "kl. 02.59<" in written("{% time when 'Europe/Helsinki' %}", when=BEFORE)


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 3, 29, 1, 0)  # noqa: DTZ001
    with pytest.raises(ValueError, match="needs a zone"):
        instant_in_words(instant=naive, zone=STOCKHOLM, language="sv")


def test_a_day_has_no_clock() -> None:
    assert written("{% day when %}", when=date(2026, 5, 17)) == '<time datetime="2026-05-17">sön 17 maj 2026</time>'


def test_an_amount_does_not_break() -> None:
    assert (
        written("{% money 119900 'SEK' %}")
        == '<span class="v-money">1\N{NO-BREAK SPACE}199,00\N{NO-BREAK SPACE}kr</span>'
    )


@pytest.mark.parametrize("name", STATES)
def test_every_state_has_icon_word_colour_and_pattern(name: str) -> None:
    mark = written("{% state name %}", name=name)
    with translation.override("sv"):
        assert f'<span class="v-state-word">{STATES[name].word}</span>' in mark
    assert f'data-tone="{STATES[name].tone}"' in mark
    assert f'data-pattern="{STATES[name].pattern}"' in mark
    assert f'icons.svg#{STATES[name].icon}"' in mark


def test_no_two_states_of_one_kind_of_thing_look_alike() -> None:
    for kind in (
        ("working", "disturbed", "down", "planned", "waiting_material", "unknown"),
        ("working", "signposted", "limited", "closed", "outgoing_barred", "held"),
        ("open", "due_soon", "kept", "broken", "dropped"),
    ):
        looks = {(STATES[name].icon, STATES[name].tone, STATES[name].pattern) for name in kind}
        assert len(looks) == len(kind)


@pytest.mark.parametrize("name", ["limited", "closed", "outgoing_barred", "held"])
def test_a_late_payment_is_never_red(name: str) -> None:
    assert STATES[name].tone != "danger"


def test_a_state_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="'cut' is no state"):
        shown(state="cut")


def test_a_state_may_say_more_exactly_what_it_is() -> None:
    assert '<span class="v-state-word">till 14 april</span>' in written("{% state 'limited' 'till 14 april' %}")


def test_pages_of_a_list_keep_the_filters_of_the_address() -> None:
    request = RequestFactory().get("/", {"state": "open", "page": "2"})
    page = Paginator(range(30), 10).page(2)
    links = written("{% pages page %}", request=request, page=page)
    assert 'href="?state=open&amp;page=1"' in links
    assert 'href="?state=open&amp;page=3"' in links
    assert "Sida 2 av 3 (30 rader)" in links


def test_a_list_of_one_page_has_no_links_to_others() -> None:
    request = RequestFactory().get("/")
    assert written("{% pages page %}", request=request, page=Paginator(range(3), 10).page(1)) == ""


def test_an_empty_list_says_why_and_what_comes_next() -> None:
    text = written("{% empty 'Inget att godkänna.' 'Nästa kontroll kl. 17.00.' %}")
    assert "Inget att godkänna." in text
    assert "Nästa kontroll kl. 17.00." in text


@pytest.mark.parametrize(
    ("headers", "part"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
    ],
)
def test_only_htmx_gets_a_part(headers: dict[str, str], part: bool) -> None:
    request = RequestFactory().get("/", headers=headers)
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    assert wants_part(request=request) is part


@pytest.mark.parametrize(("refused", "status"), [(False, 200), (True, 422)])
def test_an_answer_varies_by_what_htmx_asked(refused: bool, status: int) -> None:
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=False)  # type: ignore[assignment]
    response = answer(
        request=request, page="_empty.html", part="_empty.html", context={"headline": "Nothing."}, refused=refused
    )
    assert response.status_code == status
    assert response["Vary"] == "HX-Request"
