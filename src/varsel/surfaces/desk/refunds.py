"""Money that goes back, for its pages: what waits, whose it is, what became of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.kit.lists import Rows
from varsel.records.journal.sentences import actor_in_words
from varsel.records.ledger import refunds, requests
from varsel.records.ledger.refunds import Left, Out, Run
from varsel.records.ledger.requests import Asked
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.records.staff import queries as staff

SHOWS: dict[str, Promise] = {
    "left": _("Could be paid out"),
    "proposed": _("Proposed"),
    "approved": _("Approved"),
    "asked": _("With the billing system"),
    "sent": _("Paid out"),
    "returned": _("Came back"),
    "withdrawn": _("Withdrawn"),
}
ANSWERS: dict[str, Promise] = {
    "late": _("Late"),
    "requested": _("Waiting"),
    "refused": _("Refused"),
    "acknowledged": _("Acknowledged"),
}
SCHEMES: dict[str, Promise] = {
    "iban": _("IBAN"),
    "bban": _("Norwegian account number"),
    "bankgiro": _("Bankgiro"),
}
LOOKS = {
    "proposed": "open",
    "approved": "due_soon",
    "asked": "open",
    "sent": "kept",
    "returned": "broken",
    "withdrawn": "dropped",
}
Thing = TypeVar("Thing", Left, Out, Asked)


@dataclass(frozen=True, slots=True)
class Of(Generic[Thing]):
    """Something about a customer."""

    it: Thing
    customer: Customer


@dataclass(frozen=True, slots=True)
class Shown:
    """A pay-out with the people who had it in their hands."""

    it: Out
    customer: Customer
    proposed_by: str
    approved_by: str
    run: Run | None

    @property
    def look(self) -> str:
        """Return its state in the state language."""
        return LOOKS[self.it.state]


def counts() -> dict[str, int]:
    """Return how much is behind each of SHOWS."""
    return {"left": refunds.how_many_left()} | {key: refunds.counts().get(key, 0) for key in list(SHOWS)[1:]}


def left_rows(*, total: int) -> Rows[Of[Left]]:
    """Return the money that could be paid out."""
    return _rows(total, lambda skip, limit: refunds.left(skip=skip, limit=limit))


def out_rows(*, state: str, total: int) -> Rows[Of[Out]]:
    """Return the pay-outs of a state."""
    return _rows(total, lambda skip, limit: refunds.pay_outs(state=state, skip=skip, limit=limit))


def request_rows(*, state: str, today: date) -> Rows[Of[Asked]]:
    """Return the requests of a state, empty for all."""
    total = requests.count(state=state, today=today)
    return _rows(total, lambda skip, limit: requests.requests(state=state, today=today, skip=skip, limit=limit))


def one(*, pay_out: Out) -> Shown:
    """Return a pay-out as its page shows it."""
    actors = [actor for actor in (pay_out.proposed_by, pay_out.approved_by) if actor]
    people = names(actors=actors)
    return Shown(
        it=pay_out,
        customer=parties.customer(party_id=pay_out.party_id),
        proposed_by=actor_in_words(actor=pay_out.proposed_by, names=people),
        approved_by=actor_in_words(actor=pay_out.approved_by, names=people) if pay_out.approved_by else "",
        run=refunds.run(run_id=pay_out.run_id) if pay_out.run_id else None,
    )


def names(*, actors: Collection[str]) -> Mapping[int, str]:
    """Return the names of the staff among these actors, by key."""
    return staff.names(ids=frozenset(int(one[6:]) for one in actors if one.startswith("staff:")))


def is_alone(*, user_id: int) -> bool:
    """Tell whether nobody else here may approve pay-outs: then one's own are released later instead."""
    return staff.who_may(verb="approve_refund") <= {user_id}


def _rows(total: int, fetch: Callable[[int, int], Sequence[Thing]]) -> Rows[Of[Thing]]:
    def fetched(skip: int, limit: int) -> list[Of[Thing]]:
        found = fetch(skip, limit)
        people = parties.customers(party_ids={row.party_id for row in found})
        return [Of(row, people[row.party_id]) for row in found]

    return Rows(total, fetched)
