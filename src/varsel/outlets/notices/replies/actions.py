"""Taking what customers write back, and seeing to it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from varsel.kit import ids
from varsel.kit.reading import fetch
from varsel.outlets.notices.channels.inbound import Reply as Came
from varsel.outlets.notices.offers import actions as offers
from varsel.outlets.notices.offers.stopping import is_stop
from varsel.outlets.notices.replies.models import Reply
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.parties import queries as parties

ANSWERS_WITHIN = timedelta(days=30)  # whoever writes later hardly answers our last word
MOST_TEXT = 20_000
MOST_NAME = 320  # of an address, and of what tells one message from another: what an index holds
_BY_REF = """
    SELECT notice.id, notice.party_id FROM notices_attempt AS attempt
    JOIN notices_notice AS notice ON notice.id = attempt.notice_id WHERE attempt.ref = %(ref)s"""
_NEWEST = """
    SELECT notice.id, notice.party_id FROM notices_attempt AS attempt
    JOIN notices_notice AS notice ON notice.id = attempt.notice_id
    WHERE attempt.channel = %(channel)s AND attempt.address = %(address)s AND attempt.begun_at > %(since)s
        AND attempt.outcome IN ('accepted', 'unknown')
    ORDER BY attempt.begun_at DESC, attempt.id DESC LIMIT 1"""


class AlreadyHandled(Exception):
    """Somebody has seen to this reply."""


@transaction.atomic(durable=True)
def take(*, reply: Came, at: datetime, ref: str = "", automatic: bool = False) -> int | None:
    """Keep a reply and return its id; None when it was there already.

    It answers the notice that `ref`, our reference, names; else the last one that went to its address. `automatic`: a
    machine wrote it.
    """
    reply = _storable(reply)
    notice_id, party_id = _answered(reply, ref=ref, at=at)
    row, new = Reply.objects.get_or_create(
        channel=reply.channel,
        key=reply.key,
        defaults={
            "ref": ids.new(at=at),
            "address": reply.address,
            "to": reply.to,
            "text": reply.text,
            "came_at": reply.at,
            "noted_at": at,
            "notice_id": notice_id,
            "party_id": party_id,
            "automatic": automatic,
        },
    )
    if not new:
        return None
    facts = {"channel": row.channel, "notice": notice_id, "automatic": automatic}
    journal.write(at=at, kind=Kind.REPLY_CAME, about=f"reply:{row.id}", actor="customer", party=party_id, facts=facts)
    if row.channel == "sms" and not automatic and is_stop(text=row.text):
        _stop_offers(row, at=at)
    return row.id


@transaction.atomic(durable=True)
def handle(*, reply_id: int, said: str, at: datetime, actor: str) -> None:
    """Note that a person has seen to a reply, and what they did.

    :raises AlreadyHandled: when somebody has.
    :raises ValueError: when it is not said what was done.
    """
    done = " ".join(said.split())
    if not done:
        raise ValueError("say what was done about it")
    row = Reply.objects.select_for_update().get(id=reply_id)
    if row.handled_at:
        raise AlreadyHandled(f"{row.handled_by} has seen to it: {row.handled_as}")
    row.handled_at, row.handled_by, row.handled_as = at, actor, done
    row.save(update_fields=["handled_at", "handled_by", "handled_as"])
    journal.write(
        at=at, kind=Kind.REPLY_HANDLED, about=f"reply:{row.id}", actor=actor, party=row.party_id, personal=done
    )


def _stop_offers(row: Reply, *, at: datetime) -> None:
    """End the offers of everybody at the number that wrote STOP: nobody needs to answer that."""
    whose = {*parties.all_at(channel="sms", value=row.address), *([row.party_id] if row.party_id else [])}
    if not whose:
        return
    for party_id in sorted(whose):
        offers.stop(party_id=party_id, seen=f"sms:{row.ref}", actor="customer", at=at, confirm=True)
    row.handled_at, row.handled_by, row.handled_as = at, "system", "STOP: no more offers"
    row.save(update_fields=["handled_at", "handled_by", "handled_as"])


def _answered(reply: Came, *, ref: str, at: datetime) -> tuple[int | None, int | None]:
    """Return the notice that a reply answers and the customer, as far as they are known."""
    since = at - ANSWERS_WITHIN
    for statement, values in (
        (_BY_REF, {"ref": _uuid(ref)}),
        (_NEWEST, {"channel": reply.channel, "address": reply.address, "since": since}),
    ):
        for notice_id, party_id in fetch(statement=statement, values=values):
            return notice_id, party_id
    return None, parties.only_one_at(channel=reply.channel, value=reply.address)


def _uuid(ref: str) -> UUID | None:
    try:
        return UUID(ref)
    except ValueError:
        return None


def _storable(reply: Came) -> Came:
    """Return a reply as the database can hold it: no NUL, no half signs, and no longer than anybody reads."""
    key = reply.key if len(reply.key) <= MOST_NAME else hashlib.sha256(_clean(reply.key).encode()).hexdigest()
    return replace(
        reply,
        address=_clean(reply.address)[:MOST_NAME],
        to=_clean(reply.to)[:MOST_NAME],
        text=_clean(reply.text)[:MOST_TEXT],
        key=_clean(key),
    )


def _clean(text: str) -> str:
    return text.replace("\0", "�").encode("utf-8", "replace").decode()
