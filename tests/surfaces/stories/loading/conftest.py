"""Tiny stories: a head that is fine, and steps or head lines that a test is about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from varsel.surfaces.stories.loading import Story, StoryError, load_story

HEAD = """\
story: A story
country: {country}
begin: {begin}
{more}customers:
  - id: anna
    contracts:
      - id: anna-1
        signed: 2019-05-02
        services: [{{id: anna-fiber, kind: internet, price: 399.00}}, {{id: anna-tel, kind: telephony, price: 99}}]
  - {{id: bo, contracts: [{{id: bo-1, signed: 2020-01-15, services: [{{id: bo-fiber, kind: internet, price: 1}}]}}]}}
steps:
"""
INVOICE = "invoice: {id: F1, customer: anna, due: 2026-03-31, lines: [{service: anna-fiber, amount: 399.00}]}"


def head_with(*, more: str = "", country: str = "SE", begin: str = "2026-03-02 08:00") -> str:
    """Write a story with more lines in its head (each ended), and one step that does little."""
    step = f"  - at: {begin}\n    keep_open: {{service: anna-tel}}\n"
    return HEAD.format(country=country, begin=begin, more=more) + step


def after_invoice(*lines: str) -> str:
    """Write a story with the invoice F1 on line 14, and on line 15 a step at noon of the day after with these lines."""
    steps = [f"  - at: 2026-03-02\n    {INVOICE}", "\n    ".join(("  - at: 2026-03-03 12:00", *lines))]
    return HEAD.format(country="SE", begin="2026-03-02 08:00", more="") + "\n".join(steps) + "\n"


@pytest.fixture
def with_head() -> Callable[..., str]:
    return head_with


@pytest.fixture
def with_step() -> Callable[..., str]:
    return after_invoice


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], Story]:
    """Load a story text by way of a file."""

    def loaded(text: str) -> Story:
        path = tmp_path / "story.yaml"
        path.write_text(text, encoding="utf-8")
        return load_story(path=path)

    return loaded


@pytest.fixture
def refusal(load: Callable[[str], Story]) -> Callable[[str], StoryError]:
    """Load a text that is no story and give the error."""

    def refused(text: str) -> StoryError:
        with pytest.raises(StoryError) as caught:
            load(text)
        assert str(caught.value).startswith(caught.value.file)
        return caught.value

    return refused
