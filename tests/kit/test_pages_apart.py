"""Pages and files that must work when nothing else does, and what no page may contain."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

KIT = Path(__file__).parents[2] / "src/varsel/kit"
TEMPLATES = sorted((KIT.parent).rglob("*.html"))
PAGES = [path for path in TEMPLATES if path.parent.name != "mail"]  # mail programs honour nothing but inline style
STATIC = KIT / "static/varsel"


def test_the_last_error_page_needs_nothing() -> None:
    page = (KIT / "templates/500.html").read_text(encoding="utf-8")
    assert "{%" not in page
    assert "{{" not in page
    assert page.count('href="/"') == 3  # a way out in each language


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_template_has_inline_script_or_style(path: Path) -> None:
    page = re.sub(r"{%.*?%}", "", path.read_text(encoding="utf-8"))  # `on=` there is a value, and reaches no browser
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals=.js:", page)
    for script in re.findall(r"<script[^>]*>", page):
        assert " src=" in script or 'type="application/json"' in script


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_loads_from_elsewhere(path: Path) -> None:
    assert not re.search(r"""(src|href)=["'](https?:)?//""", path.read_text(encoding="utf-8"))


def test_htmx_is_set_so_that_it_keeps_nothing_and_evaluates_nothing() -> None:
    page = (KIT / "templates/base.html").read_text(encoding="utf-8")
    found = re.search(r"name=\"htmx-config\" content='([^']*)'", page)
    assert found
    chosen = json.loads(found[1])
    assert chosen["historyCacheSize"] == 0  # else pages with customers on them lie in the browser's storage
    assert chosen["allowEval"] is False
    assert chosen["includeIndicatorStyles"] is False
    assert chosen["disableInheritance"] is True
    assert {"code": "422", "swap": True} in chosen["responseHandling"]


def test_every_icon_that_is_used_is_drawn() -> None:
    drawn = set(re.findall(r'symbol id="([a-z]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    states = set(re.findall(r'icon="([a-z]+)"', (KIT / "states.py").read_text(encoding="utf-8")))
    named = {name for path in TEMPLATES for name in re.findall(r'{% icon "([a-z]+)"', path.read_text(encoding="utf-8"))}
    assert states | named <= drawn
