"""The municipalities as calm tiles: the network's register has no coordinates, and none are invented.

State is told by colour, pattern, sign and word together; the list beside it says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from varsel.kit import states
from varsel.surfaces.status.facts import Facts

COLUMNS, WIDTH, HEIGHT, GAP = 2, 150, 58, 8
MOST_TILES = 24
LONGEST = 20  # letters that a tile holds
ORDER = ("down", "disturbed", "planned", "working")
_SIGNS = {
    "down": "M5 5 13 13M13 5 5 13",
    "disturbed": "M9 3a6 6 0 0 1 0 12z",
    "planned": "M9 3.2a5.8 5.8 0 1 0 .01 0M9 6v3.2l2.2 1.5",
    "working": "M4 9.5 7.5 13 14 5.5",
}
_PATTERNS = (
    '<defs><pattern id="down" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="mark" d="M1 0V6"/></pattern>'
    '<pattern id="disturbed" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<circle class="dot" cx="2" cy="2" r="1.1"/></pattern></defs>'
)


def state_of(*, municipality: str, facts: Facts) -> str:
    """Return the state of a municipality: down as a whole, disturbed in a part, work planned, or working."""
    mine = [one.place for one in facts.outages if municipality in one.place.municipalities]
    if any(not place.is_part for place in mine):
        return "down"
    if mine:
        return "disturbed"
    return "planned" if any(municipality in one.place.municipalities for one in facts.works) else "working"


def draw(*, facts: Facts) -> tuple[str, int]:
    """Return the picture, and how many municipalities have no room on it. What is broken comes first."""
    told = [(name, state_of(municipality=name, facts=facts)) for name in facts.municipalities]
    shown = sorted(sorted(told, key=lambda one: ORDER.index(one[1]))[:MOST_TILES])
    if not shown:
        return "", 0
    rows = -(-len(shown) // COLUMNS)
    width, height = COLUMNS * (WIDTH + GAP) - GAP, rows * (HEIGHT + GAP) - GAP
    tiles = "".join(_tile(number, name, state) for number, (name, state) in enumerate(shown))
    head = f'<svg class="map" viewBox="0 0 {width} {height}" role="img" aria-label="{_label(shown)}">'
    return f"{head}{_PATTERNS}{tiles}</svg>", len(told) - len(shown)


def _tile(number: int, name: str, state: str) -> str:
    left, top = number % COLUMNS * (WIDTH + GAP), number // COLUMNS * (HEIGHT + GAP)
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    filled = f'<rect class="over" width="{WIDTH}" height="{HEIGHT}" rx="4" fill="url(#{state})"/>'
    return (
        f'<g class="{state}" transform="translate({left} {top})">'
        f'<rect class="tile" width="{WIDTH}" height="{HEIGHT}" rx="4"/>'
        f"{filled if state in ('down', 'disturbed') else ''}"
        f'<rect class="ground" x="6" y="6" width="{WIDTH - 12}" height="{HEIGHT - 12}" rx="3"/>'
        f'<path class="sign" transform="translate(8 30)" d="{_SIGNS[state]}"/>'
        f'<text x="12" y="25">{escape(short)}</text>'
        f'<text class="state" x="30" y="44">{escape(str(states.shown(state=state).word))}</text></g>'
    )


def _label(shown: Sequence[tuple[str, str]]) -> str:
    said = ", ".join(f"{name}: {states.shown(state=state).word}" for name, state in shown)
    name = _("The municipalities and their state")
    return escape(f"{name}. {said}", {'"': "&quot;"})
