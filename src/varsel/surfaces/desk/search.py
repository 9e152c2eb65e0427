"""The one box: whatever somebody holds in their hand about a customer leads to the customer.

A fixed number of questions. What is exact (a number, an invoice, a reference, a service, a telephone number, an e-mail
address) comes first; then names and addresses by the beginnings of their words; only if nothing is found, what is like
them. A protected identity is found by a number that the customer told us, never by who they are, where or how reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.kit.search_keys import Wanted, wanted
from varsel.records.agreements import queries as agreements
from varsel.records.agreements import search as services
from varsel.records.ledger import search as invoices
from varsel.records.network import queries as network
from varsel.records.network import search as lines
from varsel.records.parties import queries as parties
from varsel.records.parties import search as people
from varsel.records.parties.queries import Customer

STEP, MOST = 50, 500
FOUND_BY: dict[str, Promise] = {
    "number": _("customer number"),
    "begins": _("beginning of the customer number"),
    "invoice": _("invoice"),
    "reference": _("OCR number or KID of invoice"),
    "service": _("service"),
    "reach": _("telephone or e-mail"),
    "name": _("name"),
    "address": _("address of a service"),
    "post": _("postal address"),
    "like_name": _("a similar name"),
    "like_address": _("a similar address"),
}
_LIKE = frozenset({"like_name", "like_address"})
_EXACT = frozenset({"number", "invoice", "reference", "service", "reach"})


@dataclass(frozen=True, slots=True)
class Way:
    """How a customer was found: a key of FOUND_BY, and what bears the name."""

    party_id: int
    by: str
    called: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A customer who was found, with where their first service is."""

    customer: Customer
    by: str
    called: str
    address: str

    @property
    def word(self) -> Promise:
        """Return how the customer was found, in words."""
        return FOUND_BY[self.by]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. `only` is the one customer that an exact name leads to; `more`: there are further ones."""

    hits: tuple[Hit, ...]
    only: Customer | None
    more: bool
    nearly: bool  # nothing bears this name: these are like it


def find(*, text: str, limit: int = STEP) -> Found:
    """Find customers by whatever was typed."""
    text = " ".join(text.replace("\0", "").split())
    if not text:
        return Found(hits=(), only=None, more=False, nearly=False)
    ways, words = _enough(_exactly(text, limit), limit), wanted(text=text)
    if words and not any(way.by in _EXACT for way in ways):
        ways = _enough(chain(ways, _begins(words, limit)), limit)
    nearly = not ways and words.may_be_misspelt
    if nearly:
        ways = _enough(_like(words, limit), limit)
    hits = _hits(ways[:limit])
    exact = [hit.customer for hit in hits if hit.by in _EXACT]
    numbered = [hit.customer for hit in hits if hit.by == "number"]
    only = next(iter(numbered), exact[0] if len(exact) == 1 else None)
    return Found(hits=hits, only=only, more=len(ways) > limit, nearly=nearly and bool(hits))


def _exactly(text: str, limit: int) -> Iterator[Way]:
    numbered = people.numbered(text=text, limit=limit + 1)
    if numbered.exact:
        yield Way(numbered.exact.id, "number")
    for one in invoices.invoices_called(text=text, limit=limit + 1):
        yield Way(one.party_id, "reference" if one.by_reference else "invoice", one.number)
    for called, party_id in services.owners_of_services(text=text, limit=limit + 1).items():
        yield Way(party_id, "service", called)
    yield from (Way(key, "reach") for key in people.reached_by(text=text, limit=limit + 1))
    yield from (Way(one.id, "begins") for one in numbered.others)


def _begins(words: Wanted, limit: int) -> Iterator[Way]:
    yield from (Way(key, "name") for key in people.named(wanted=words, limit=limit + 1))
    yield from _living_at(lines.lines_at(wanted=words, limit=limit + 1), "address")
    yield from (Way(key, "post") for key in people.posted_at(wanted=words, limit=limit + 1))


def _like(words: Wanted, limit: int) -> Iterator[Way]:
    yield from (Way(key, "like_name") for key in people.nearly_named(wanted=words, limit=limit + 1))
    yield from _living_at(lines.lines_nearly_at(wanted=words, limit=limit + 1), "like_address")


def _living_at(line_ids: list[int], by: str) -> Iterator[Way]:
    """Yield who has a service on these lines, but for protected people: an address must not lead to them."""
    having = agreements.services_on(line_ids=line_ids)
    known = parties.customers(party_ids={one.party_id for one in having})
    yield from (Way(one.party_id, by) for one in having if not known[one.party_id].protected_identity)


def _enough(ways: Iterable[Way], limit: int) -> list[Way]:
    """Return each customer once, by the first way that led to them; ask no further when there is one too many."""
    first: dict[int, Way] = {}
    for way in ways:
        first.setdefault(way.party_id, way)
        if len(first) > limit:
            break
    return list(first.values())


def _hits(ways: list[Way]) -> tuple[Hit, ...]:
    known = parties.customers(party_ids=[way.party_id for way in ways])
    lived = _addresses(list(known))
    hits = [
        Hit(customer=known[way.party_id], by=way.by, called=way.called, address=lived.get(way.party_id, ""))
        for way in ways
    ]
    return tuple(sorted(hits, key=_order))


def _order(hit: Hit) -> tuple[int, str, str]:
    """Return where a hit stands: by way, then by name; what is only like it keeps its order, the likest first."""
    rank = list(FOUND_BY).index(hit.by)
    return (rank, "", "") if hit.by in _LIKE else (rank, hit.customer.shown_name, hit.customer.number)


def _addresses(party_ids: list[int]) -> dict[int, str]:
    having = agreements.services_of(party_ids=party_ids)
    places = network.addresses(line_ids=[one.line_id for one in having])
    return {one.party_id: places.get(one.line_id, "") for one in reversed(having)}
