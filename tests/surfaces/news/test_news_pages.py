"""News for everybody: the page, the feed, and where they are written."""

from __future__ import annotations

from uuid import UUID
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from surfaces.desk.people import inside, staff
from surfaces.desk.world import World
from varsel.kit import clock
from varsel.outlets.notices.feed import actions, queries
from varsel.outlets.notices.feed.actions import Story
from varsel.surfaces.news.atom import ATOM

pytestmark = pytest.mark.database
STORIES = {
    "sv": Story("Avbrott i Västervik", "Vi lagar en kabel.\n\nKlart kl. 18.00."),
    "nb": Story("Brudd i Västervik", "Vi reparerer en kabel."),
    "en": Story("Outage in Västervik", "We mend a cable. <b>&"),
}
FORM = {f"title_{one}": story.title for one, story in STORIES.items()} | {
    f"body_{one}": story.body for one, story in STORIES.items()
}
MOST_BYTES = 30_000


def _published(stories: dict[str, Story] = STORIES) -> UUID:
    ref = actions.write(stories=stories, actor="staff:1", at=clock.now())
    actions.publish(ref=ref, actor="staff:2", at=clock.now())
    return ref


def _feed(language: str = "sv") -> Element:
    answer = Client().get(f"/news.atom?lang={language}")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return fromstring(answer.content)


@pytest.mark.parametrize(("language", "title"), [("sv", "Avbrott"), ("nb", "Brudd"), ("en", "Outage")])
def test_everybody_reads_news_in_their_language(world: World, language: str, title: str) -> None:
    ref = _published()
    for address in ("/news/", f"/news/{ref}/"):
        answer = Client().get(f"{address}?lang={language}")
        page = answer.content.decode()
        assert f"{title} i" in page or f"{title} in" in page
        assert f'<html lang="{language}">' in page
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert "<script" not in page
        assert "style=" not in page
    assert "<b>&" not in Client().get("/news/?lang=en").content.decode()


def test_what_nobody_published_nobody_reads(world: World) -> None:
    ref = actions.write(stories=STORIES, actor="staff:1", at=clock.now())
    assert "Avbrott" not in Client().get("/news/?lang=sv").content.decode()
    assert Client().get(f"/news/{ref}/").status_code == 404
    assert _feed().findall(f"{{{ATOM}}}entry") == []


def test_a_page_is_small_however_much_there_is_to_tell(world: World) -> None:
    for _ in range(12):
        _published({one: Story(story.title, "å" * 1900) for one, story in STORIES.items()})
    style = 3000
    assert len(Client().get("/news/").content) + style < MOST_BYTES


def test_the_feed_is_atom(world: World) -> None:
    first = _published()
    second = actions.write(stories=STORIES, actor="staff:1", at=clock.now(), corrects=first)
    actions.publish(ref=second, actor="staff:2", at=clock.now())
    root = _feed()
    assert root.tag == f"{{{ATOM}}}feed"
    needed = [root.find(f"{{{ATOM}}}{name}") for name in ("id", "title", "updated", "author", "link")]
    assert all(one is not None for one in needed)  # RFC 4287, section 4.1.1
    entries = root.findall(f"{{{ATOM}}}entry")
    assert [one.findtext(f"{{{ATOM}}}id") for one in entries] == [f"urn:uuid:{second}", f"urn:uuid:{first}"]
    for one in entries:
        for name in ("id", "title", "updated", "published", "content"):
            assert one.findtext(f"{{{ATOM}}}{name}")  # section 4.1.2
    rels = [link.get("rel") for link in entries[0].findall(f"{{{ATOM}}}link")]
    assert rels == ["alternate", "related"]


def test_withdrawn_news_say_why(world: World) -> None:
    ref = _published()
    because = dict.fromkeys(STORIES, "Det gällde en annan ort.")
    actions.withdraw(ref=ref, because=because, actor="staff:1", at=clock.now())
    page = Client().get(f"/news/{ref}/?lang=sv").content.decode()
    assert "Det gällde en annan ort." in page
    assert "Vi lagar" not in page
    entry = _feed().find(f"{{{ATOM}}}entry")
    assert entry is not None
    assert entry.findtext(f"{{{ATOM}}}content") == "Det gällde en annan ort."


def test_news_are_written_by_one_and_published_by_another(world: World) -> None:
    press, noc = inside(staff("press", name="Pia Press")), inside(staff("noc", name="Nils Noc"))
    made = press.post("/newsroom/write/", FORM)["Location"]
    assert "another person" in press.get(made).content.decode()
    press.post(f"{made}publish/")
    assert queries.published(limit=9) == []
    noc.post(f"{made}publish/")
    (one,) = queries.published(limit=9)
    corrected = noc.post(f"{made}correct/", FORM)["Location"]
    press.post(f"{corrected}publish/")
    assert "Read the correction" in Client().get(f"/news/{one.ref}/?lang=en").content.decode()
    noc.post(f"{corrected}withdraw/", {"why_sv": "Fel.", "why_nb": "Feil.", "why_en": "Wrong."})
    assert "Wrong." in Client().get("/news/?lang=en").content.decode()


def test_somebodys_number_is_refused_but_for_a_reason(world: World) -> None:
    press = inside(staff("press"))
    given = FORM | {"body_sv": "Ring Anna, 070-123 45 67"}
    answer = press.post("/newsroom/write/", given)
    assert answer.status_code == 422
    assert "070-123 45 67" in answer.content.decode()
    assert queries.waiting() == []
    assert press.post("/newsroom/write/", given | {"despite": "the police"}).status_code == 302


def test_what_is_withdrawn_without_a_reason_stays(world: World) -> None:
    press, ref = inside(staff("press")), _published()
    assert press.post(f"/newsroom/{ref}/withdraw/", {"why_sv": "Fel."}).status_code == 422
    (one,) = queries.published(limit=9)
    assert one.withdrawn_at is None
