"""Every text of a page exists in every language of the desk."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[2] / "src/varsel"
MARKS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}


def texts() -> set[object]:
    """Return every text marked for translation in templates and Python."""
    found: set[object] = set()
    for path in (*SOURCE.rglob("*.html"), *SOURCE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        source = templatize(source, origin=str(path)) if path.suffix == ".html" else source
        found |= {text for _, text, _, _ in extract("python", BytesIO(source.encode()), keywords=MARKS)}
    return found


def catalogues(language: str) -> list[Catalog]:
    """Return the catalogue of every package that has one."""
    paths = sorted(SOURCE.rglob(f"locale/{language}/LC_MESSAGES/django.po"))
    return [read_po(BytesIO(path.read_bytes())) for path in paths]


@pytest.mark.parametrize("language", ["sv", "nb"])
def test_every_text_is_translated_and_no_translation_is_left_over(language: str) -> None:
    catalogue = [message for one in catalogues(language) for message in one if message.id]
    done = {message.id for message in catalogue if not message.fuzzy and message.string and all(message.string)}
    assert sorted(map(str, texts() - done)) == []
    assert sorted(map(str, {message.id for message in catalogue} - texts())) == []


@pytest.mark.parametrize("language", ["sv", "nb"])
def test_translations_keep_the_places_for_names_and_figures(language: str) -> None:
    faults = [fault for one in catalogues(language) for fault in _faults(one.check())]
    wrong = [(message.id, str(error)) for message, error in faults]
    assert wrong == []


@pytest.mark.parametrize("language", ["sv", "nb"])
def test_a_text_is_translated_in_one_way_whatever_room_says_it(language: str) -> None:
    said: dict[str, set[str]] = {}
    for message in (message for one in catalogues(language) for message in one if message.id):
        said.setdefault(str(message.id), set()).add(str(message.string))

    assert {text: ways for text, ways in said.items() if len(ways) > 1} == {}


def _faults(checked: object) -> list[tuple[object, Exception]]:
    """Flatten what the catalogue's own check says."""
    return [(message, error) for message, errors in checked for error in errors]  # type: ignore[attr-defined]
