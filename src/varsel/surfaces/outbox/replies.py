"""What customers wrote back and nobody has seen to."""

from __future__ import annotations

from dataclasses import dataclass

from varsel.kit.lists import Rows
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices.queries import Word
from varsel.outlets.notices.replies import queries as replies
from varsel.outlets.notices.replies.queries import Written
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.surfaces.outbox import masking


@dataclass(frozen=True, slots=True)
class Row:
    """A reply. `answers` is the message that it answers, where that is known."""

    it: Written
    customer: Customer | None
    address: str
    text: str
    answers: Word | None


def rows() -> Rows[Row]:
    """Return what waits, the oldest first."""
    return Rows(replies.count_waiting(), lambda skip, limit: _rows(replies.waiting(limit=limit, offset=skip)))


def _rows(some: list[Written]) -> list[Row]:
    people = parties.customers(party_ids={one.party_id for one in some if one.party_id is not None})
    words = notices.words(notice_ids={one.notice_id for one in some if one.notice_id is not None})
    return [_row(one, people.get(one.party_id or 0), words.get(one.notice_id or 0)) for one in some]


def _row(one: Written, customer: Customer | None, answers: Word | None) -> Row:
    hiding = masking.secrets(customer=customer, facts={}, addresses=[one.address]) if customer else ()
    address = masking.MASK if hiding else one.address
    return Row(
        it=one, customer=customer, address=address, text=masking.masked(text=one.text, hiding=hiding), answers=answers
    )
