"""The pages as files: they stand when the database does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from surfaces.status.town import MORNING, Town, home
from varsel.kit import clock
from varsel.operations.outages import actions, queries
from varsel.surfaces.status.publishing import Publisher, publish
from varsel.surfaces.status.serving import Folder, spoken
from varsel.surfaces.status.wsgi import status_first
from varsel.surfaces.worker.publishing import Publishing

pytestmark = pytest.mark.database


def _beyond(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
    start_response("599 Django was asked", [])
    yield b""


def _get(folder: Path, path: str, query: str = "lang=en", method: str = "GET") -> tuple[int, dict[str, str], str]:
    """Ask as the web server does; the database may not be touched."""
    said: list[tuple[str, list[tuple[str, str]]]] = []
    environ = {"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": method}
    application = status_first(application=_beyond, folder=folder)
    body = b"".join(application(environ, lambda status, headers: said.append((status, headers))))
    return int(said[0][0][:3]), dict(said[0][1]), body.decode()


@pytest.fixture
def published(town: Town, public: Path) -> Path:
    """Publish an outage and planned work."""
    town.dark("storg")
    town.plan("fjord")
    publish(publisher=Publisher(), folder=public, at=clock.now())
    return public


def test_an_address_is_answered_from_the_files_alone(published: Path, django_db_blocker: Any) -> None:
    with django_db_blocker.block():
        status, headers, page = _get(published, "/status/", "lang=en&address=storg+3")
    assert status == 200
    assert "Yes, your address is affected" in page
    assert headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in headers


def test_every_kind_of_file_is_given_out(published: Path, django_db_blocker: Any) -> None:
    ref = next((published / "planned").glob("*.en.ics")).name.removesuffix(".en.ics")
    kinds = {
        "/status/history/": "text/html",
        "/status/feed.atom": "application/atom+xml",
        "/status/planned.ics": "text/calendar",
        f"/status/planned/{ref}.ics": "text/calendar",
        "/status/summary.json": "application/json",
        "/status/style.css": "text/css",
        "/status/mark.svg": "image/svg+xml",
    }
    with django_db_blocker.block():
        for path, kind in kinds.items():
            status, headers, body = _get(published, path)
            assert (status, headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")
            assert body


def test_an_old_page_says_how_old_it_is(published: Path) -> None:
    clock.move(to=MORNING + timedelta(minutes=5) - timedelta(seconds=1))
    assert "could not be renewed" not in _get(published, "/status/")[2]
    clock.move(to=MORNING + timedelta(minutes=5))
    assert "This page was made Mon 2 Mar 2026, 09:00, and could not be renewed" in _get(published, "/status/")[2]


def test_nothing_outside_the_folder_is_given_out(published: Path) -> None:
    (published.parent / "secret.en.html").write_text("secret", encoding="utf-8")
    for path in ("../secret", "outages/../../secret/", "answers.json", "%2e%2e/secret", "index.en.html"):
        status, _, page = _get(published, f"/status/{path}")
        assert status == 404
        assert "secret" not in page


def test_before_there_are_files_and_for_the_rest_django_answers(published: Path, tmp_path: Path) -> None:
    assert _get(tmp_path / "nothing", "/status/")[0] == 599
    assert _get(published, "/board/")[0] == 599
    assert _get(published, "/status/", method="POST")[0] == 599


def test_a_head_has_no_body(published: Path) -> None:
    status, headers, body = _get(published, "/status/", method="HEAD")
    assert (status, body) == (200, "")
    assert int(headers["Content-Length"]) > 0


def test_what_is_renewed_is_read_again(published: Path, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("varsel.surfaces.status.serving.LOOK_SECONDS", 0.0)
    folder = Folder(published)
    before = folder.file(name="index.en.html")
    actions.restore(outage_id=queries.open_now()[0].id, actor="test", at=clock.now())
    publish(publisher=Publisher(), folder=published, at=clock.now())
    after = folder.file(name="index.en.html")
    assert b"Open outages (1)" in (before or b"")
    assert b"Open outages (0)" in (after or b"")


def test_the_index_tells_no_address_and_is_made_anew_when_the_network_changes(town: Town, public: Path) -> None:
    publisher = Publisher()
    publish(publisher=publisher, folder=public, at=clock.now())
    first = {path.name for path in public.glob("addresses-*.bin")}
    content = next(public.glob("addresses-*.bin")).read_bytes()
    assert b"torg" not in content
    publish(publisher=publisher, folder=public, at=clock.now())
    assert {path.name for path in public.glob("addresses-*.bin")} == first
    home(node_id=town.nodes["storg"], address="Nygatan 1, 593 30 Västervik")
    publish(publisher=publisher, folder=public, at=clock.now())
    assert {path.name for path in public.glob("addresses-*.bin")} != first
    assert "No: we see no outage" in _get(public, "/status/", "lang=en&address=nygatan+1")[2]


def test_the_files_hold_nobodys_name(published: Path) -> None:
    words = b"".join(path.read_bytes() for path in published.rglob("*") if path.is_file())
    assert b"customer@example.test" not in words
    assert b"Storgatan 3" not in words


def test_no_half_written_file_stays(published: Path) -> None:
    assert [path for path in published.rglob(".*") if path.is_file()] == []


def test_the_worker_writes_them(town: Town, public: Path) -> None:
    assert Publishing().turn() > 0
    assert (public / "index.sv.html").exists()


@pytest.mark.parametrize(
    ("asked", "accepted", "spoken_then"),
    [
        ("sv", "en", "sv"),
        ("fi", "nb-NO, en;q=0.5", "nb"),
        ("", "no", "nb"),
        ("", "en;q=0.4, sv;q=0.9", "sv"),
        ("", "de, fr", "en"),
        ("", "sv;q=0", "en"),
        ("", "", "en"),
    ],
)
def test_the_language_is_the_readers(asked: str, accepted: str, spoken_then: str) -> None:
    assert spoken(asked=asked, accepted=accepted) == spoken_then
