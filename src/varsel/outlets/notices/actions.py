"""Deciding that something is said: a notice is frozen in the transaction of what it tells."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists

from varsel.kit import ids
from varsel.kit.copying import copy_in, next_ids, ready_json
from varsel.outlets.notices import purposes, quiet
from varsel.outlets.notices.models import Attempt, Notice, State
from varsel.outlets.notices.settling import CALL
from varsel.outlets.notices.versions import actions as versions
from varsel.records.clocks import actions as clocks
from varsel.records.journal.queries import Told
from varsel.records.operator import queries as operator
from varsel.records.operator.policy import Policy
from varsel.records.parties import queries as parties

COLUMNS = {"id": "int8", "ref": "uuid", "about": "text", "subject": "text", "party_id": "int8", "country": "text"}
COLUMNS |= {"language": "text", "template": "text", "facts": "jsonb", "facts_hash": "text", "route": "text[]"}
COLUMNS |= {"created_at": "timestamptz", "urgent": "bool", "state": "text", "instead_of": "int8"}
COLUMNS |= {"not_before": "timestamptz"}


@dataclass(frozen=True, slots=True)
class Saying:
    """What is to be told to a customer.

    `facts` are typed values (see wording.typed); `subject` is what it is about ("invoice:5"); `instead_of` is the
    notice that was told of it and bounced. `without` are channels that it does not go by, whatever its purpose says.
    """

    about: str
    variant: str
    subject: str
    party_id: int
    country: str
    language: str
    facts: Mapping[str, Any]
    instead_of: int | None = None
    without: frozenset[str] = frozenset()


def tell(
    *, about: str, variant: str, subject: str, party_id: int, country: str, facts: Mapping[str, Any], at: datetime
) -> int:
    """Queue a notice to a customer and return its id. What the night holds waits for the end of the quiet hours."""
    saying = Saying(
        about=about,
        variant=variant,
        subject=subject,
        party_id=party_id,
        country=country,
        language=parties.customer(party_id=party_id).language,
        facts=facts,
    )
    return tell_many(sayings=[saying], at=at)[0]


def tell_many(*, sayings: Sequence[Saying], at: datetime) -> list[int]:
    """Queue notices, and return their ids in the order of the sayings."""
    if not sayings:
        return []
    policy = operator.policy_at(at=at).policy
    held = {
        (about, country): quiet.held_until(purpose=purposes.PURPOSES[about], country=country, at=at)
        for about, country in {(one.about, one.country) for one in sayings}
    }
    expired = _expired(notice_ids=[one.instead_of for one in sayings if one.instead_of])
    texts = versions.used(names={(one.about, one.variant, one.language) for one in sayings}, at=at)
    keys = next_ids(table="notices_notice", count=len(sayings))
    rows = (
        (key, ref, *_frozen(one, texts=texts, expired=expired, policy=policy, at=at), held[one.about, one.country])
        for key, ref, one in zip(keys, ids.new_many(at=at, count=len(keys)), sayings, strict=True)
    )
    copy_in(table="notices_notice", columns=COLUMNS, rows=rows)
    return keys


def _frozen(
    saying: Saying,
    *,
    texts: Mapping[tuple[str, str, str], str],
    expired: Collection[tuple[int, str]],
    policy: Policy,
    at: datetime,
) -> tuple[Any, ...]:
    purpose, variant = purposes.PURPOSES[saying.about], saying.variant
    facts = json.dumps(dict(saying.facts) | {"variant": variant}, sort_keys=True)
    return (
        saying.about,
        saying.subject,
        saying.party_id,
        saying.country,
        saying.language,
        texts[saying.about, variant, saying.language],
        ready_json(facts),
        hashlib.sha256(facts.encode()).hexdigest(),
        [
            way
            for way in _route(purpose=purpose, policy=policy)
            if (saying.instead_of, way) not in expired and way not in saying.without
        ],
        at,
        purpose.urgent,
        State.QUEUED.value,
        saying.instead_of,
    )


def drop(*, notice_id: int, at: datetime) -> None:
    """Drop a notice that is no longer true and that nobody has got.

    One that a sender has in its hands is left to it: it asks whether the words are still so, and waits for us to end.
    """
    in_hands = Attempt.objects.filter(notice=notice_id, outcome__isnull=True)
    waiting = Notice.objects.select_for_update(skip_locked=True).filter(
        ~Exists(in_hands), id=notice_id, state__in=[State.QUEUED, State.UNREACHED]
    )
    for notice in waiting:
        notice.state, notice.settled_at = State.DROPPED, at
        notice.save(update_fields=["state", "settled_at"])
        clocks.waive(kind=CALL, about=f"notice:{notice_id}", at=at)


@transaction.atomic(durable=True)
def hear_contact_changed(*, clock_id: int, entry: Told, at: datetime) -> None:
    """Queue again what could not be told to a customer: there is a new way to reach them."""
    if clocks.take(clock_id=clock_id, at=at) and entry.party is not None:
        _try_again(party_id=entry.party, at=at)


def _try_again(*, party_id: int, at: datetime) -> None:
    for notice in Notice.objects.select_for_update().filter(party_id=party_id, state=State.UNREACHED).order_by("id"):
        purpose = purposes.PURPOSES[notice.about]
        notice.state, notice.settled_at = State.QUEUED, None
        notice.not_before = quiet.held_until(purpose=purpose, country=notice.country, at=at)
        notice.save(update_fields=["state", "settled_at", "not_before"])
        clocks.waive(kind=CALL, about=f"notice:{notice.id}", at=at)


def _route(*, purpose: purposes.Purpose, policy: Policy) -> list[str]:
    """Return the channels in the order they are tried."""
    if purpose.route == "preferred":
        return list(policy.notices.preferred)
    if purpose.route == "sms_only":
        return ["sms"]
    if purpose.route == "urgent_never_letter":
        return [channel for channel in policy.notices.urgent if channel != "letter"]
    return list(dict.fromkeys((*policy.notices.urgent, "letter")))


def _expired(*, notice_ids: Collection[int]) -> Collection[tuple[int, str]]:
    """Return the notices and channels on which the same words ran out of time: they are not said there again."""
    if not notice_ids:
        return ()
    rows = Attempt.objects.filter(notice__in=notice_ids, receipt="expired")
    return set(rows.values_list("notice_id", "channel"))
