"""The call list: who reached nobody is rung, or asked for an address that works; what to say, and to which number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from varsel.kit.lists import Rows
from varsel.operations.arrears import pages
from varsel.outlets.notices import call_list, proof
from varsel.outlets.notices.call_list import Call
from varsel.outlets.notices.queries import Proof
from varsel.outlets.notices.wording import WordingError
from varsel.records.operator import queries as operator
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.surfaces.outbox import masking

LISTED = 1000  # a list that nobody could ring through in a day is cut, and says so


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody to be rung. `number` is empty where there is none, or the identity is protected."""

    it: Call
    customer: Customer
    called: str
    number: str
    late: bool


def rows(*, language: str, at: datetime) -> tuple[Rows[Row], dict[str, int], int]:
    """Return who is to be rung in a language (all, if empty), how many in each, and how many are overdue."""
    waiting = call_list.calls(limit=LISTED)
    people = parties.customers(party_ids={one.word.party_id for one in waiting})
    tongues: dict[str, int] = {}
    for one in waiting:
        tongue = people[one.word.party_id].language
        tongues[tongue] = tongues.get(tongue, 0) + 1
    chosen = [one for one in waiting if not language or people[one.word.party_id].language == language]
    found = Rows(len(chosen), lambda skip, limit: _rows(chosen[skip : skip + limit], people, at))
    return found, dict(sorted(tongues.items())), call_list.overdue(among=waiting, at=at)


def to_say(*, notice: Proof, at: datetime) -> str:
    """Return the words that were to reach the customer, as short as an SMS, masked where the identity is protected.

    Empty where they can't be made for a call.
    """
    customer = parties.customer(party_id=notice.party_id)
    days = operator.policy_at(at=at).policy.notices.letter_presumed_days
    try:
        content = proof.words(notice=notice, channel="sms", letter_days=days, at=at).content.decode()
    except WordingError:
        return ""
    hiding = masking.secrets(customer=customer, facts=notice.facts, addresses=())
    return masking.masked(text=content, hiding=hiding)


def number_of(*, customer: Customer) -> str:
    """Return the number to ring; empty where there is none, or where the customer is to be looked at with a reason."""
    reached = parties.reach(party_id=customer.id).get("sms")
    return reached.value if reached and not customer.protected_identity else ""


def _rows(some: Sequence[Call], people: dict[int, Customer], at: datetime) -> list[Row]:
    names = pages.names(party_ids={one.word.party_id for one in some})
    reach = parties.reach_many(party_ids={one.word.party_id for one in some})
    return [_row(one, people[one.word.party_id], names, reach.get(one.word.party_id, {}), at) for one in some]


def _row(one: Call, customer: Customer, names: dict[str, str], reach: dict[str, parties.Reach], at: datetime) -> Row:
    sms = reach.get("sms")
    number = sms.value if sms and not customer.protected_identity else ""
    late = one.due_at is not None and one.due_at <= at
    return Row(
        it=one, customer=customer, called=names.get(one.word.subject, one.word.subject), number=number, late=late
    )
