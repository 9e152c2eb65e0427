"""The header leads to the rooms: a few in sight, the others behind one word, each by its key."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import Context, Template

EVERYTHING = None


def shown(rights: set[str] | None, path: str = "/board/") -> str:
    """Return the header's links for somebody with these rights; None is all."""
    request = SimpleNamespace(user=SimpleNamespace(is_authenticated=True), rights=rights, path=path)
    return Template("{% load rooms %}{% rooms %}").render(Context({"request": request}))


def test_six_rooms_are_in_sight_and_the_others_behind_one_word() -> None:
    html = shown(EVERYTHING)
    in_sight, behind = html.split("<details")
    assert in_sight.count("<a ") == 6
    assert '<a href="/register/" data-go="r">' in behind
    assert ">More</summary>" in behind


def test_a_few_rooms_have_nothing_behind() -> None:
    assert "<details" not in shown({"view_customer"})


@pytest.mark.parametrize(("path", "word"), [("/register/waiting/", "Register"), ("/board/", "More")])
def test_the_room_one_is_in_is_named_even_from_behind(path: str, word: str) -> None:
    assert f">{word}</summary>" in shown(EVERYTHING, path)


def test_nobody_signed_in_sees_no_rooms() -> None:
    request = SimpleNamespace(user=SimpleNamespace(is_authenticated=False))
    assert Template("{% load rooms %}{% rooms %}").render(Context({"request": request})).strip() == ""


def test_each_key_is_told_wherever_its_room_stands() -> None:
    request = SimpleNamespace(user=SimpleNamespace(is_authenticated=True), rights=EVERYTHING, path="/")
    html = Template("{% load rooms %}{% shortcut_rooms %}").render(Context({"request": request}))
    assert "<kbd>r</kbd>" in html
    assert "<kbd>p</kbd>" in html
