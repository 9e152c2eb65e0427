"""The filters of the list of proposals: they are its address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise

from varsel.operations.arrears.pages.listed import SORTS, STATES, Filters
from varsel.operations.arrears.sentences import ACTIONS, COUNTRY_WORDS, SIGNS

LARGEST = 8  # digits
PLAIN = Filters()


@dataclass(frozen=True, slots=True)
class Link:
    """A filter as a link: pressed again it is taken away."""

    id: str
    query: str
    word: str | Promise
    count: int
    on: bool


def filters_of(*, given: QueryDict | Mapping[str, str]) -> Filters:
    """Return the filters of an address; what is none is left out."""
    state, sort, sign = (str(given.get(name, "")) for name in ("state", "sort", "sign"))
    action, country, rule = (str(given.get(name, "")) for name in ("action", "country", "rule"))
    return Filters(
        state=state if state in STATES else PLAIN.state,
        action=action if action in ACTIONS else "",
        country=country if country in COUNTRY_WORDS else "",
        rule=rule if re.fullmatch(r"[A-Z]{2}-[A-Z]+-[0-9]+[a-z]?", rule, re.ASCII) else "",
        sign=sign if sign in SIGNS or sign == "none" else "",
        days=_number(given.get("days", "")),
        least=_number(given.get("least", "")),
        most=_number(given.get("most", "")),
        sort=sort if sort in SORTS else PLAIN.sort,
    )


def query_of(*, filters: Filters) -> str:
    """Return the filters as an address has them: only what differs from the plain list."""
    given = {name: getattr(filters, name) for name in Filters.__slots__}
    return urlencode({name: value for name, value in given.items() if value != getattr(PLAIN, name)})


def links(*, filters: Filters, counted: Mapping[str, Counter[str]]) -> Iterator[tuple[str, list[Link]]]:
    """Yield the filters that are chosen by a press, by name, each with what it would leave."""
    words: dict[str, Mapping[str, str | Promise]] = {"action": ACTIONS, "country": COUNTRY_WORDS, "sign": SIGNS}
    for name in ("action", "country", "rule", "sign"):
        keys = list(words[name]) if name in words else sorted(counted["rule"])
        if name in ("country", "rule", "sign"):
            keys = [key for key in keys if counted[name][key] or getattr(filters, name) == key]
        named = words.get(name, {})
        found = [_link(filters, name, key, named.get(key, key), counted[name][key]) for key in keys]
        if len(found) > 1 or name in ("action", "sign") or any(link.on for link in found):
            yield name, found


def _link(filters: Filters, name: str, key: str, word: str | Promise, count: int) -> Link:
    on = getattr(filters, name) == key
    to = replace(filters, **{name: "" if on else key})  # type: ignore[arg-type]
    return Link(id=f"{name}-{key}", query=query_of(filters=to), word=word, count=count, on=on)


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(f"[0-9]{{1,{LARGEST}}}", text.strip(), re.ASCII) else None
