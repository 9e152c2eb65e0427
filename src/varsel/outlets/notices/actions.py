"""Deciding that something is said: a notice is frozen in the transaction of what it tells."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from varsel.kit import ids
from varsel.kit.copying import copy_in, next_ids
from varsel.outlets.notices import purposes, quiet, wording
from varsel.outlets.notices.models import Notice, State
from varsel.records.clocks import actions as clocks
from varsel.records.journal.queries import Told
from varsel.records.operator import queries as operator
from varsel.records.operator.policy import Policy
from varsel.records.parties import queries as parties

COLUMNS = {"id": "int8", "ref": "uuid", "about": "text", "subject": "text", "party_id": "int8", "country": "text"}
COLUMNS |= {"language": "text", "template": "text", "facts": "jsonb", "facts_hash": "text", "route": "text[]"}
COLUMNS |= {"created_at": "timestamptz", "urgent": "bool", "state": "text", "not_before": "timestamptz"}


@dataclass(frozen=True, slots=True)
class Saying:
    """What is to be told to a customer.

    `facts` are typed values (see wording.typed); `subject` is what it is about ("invoice:5").
    """

    about: str
    variant: str
    subject: str
    party_id: int
    country: str
    language: str
    facts: Mapping[str, Any]


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
    keys = next_ids(table="notices_notice", count=len(sayings))
    rows = (
        (key, *_frozen(one, policy=policy, at=at), held[one.about, one.country])
        for key, one in zip(keys, sayings, strict=True)
    )
    copy_in(table="notices_notice", columns=COLUMNS, rows=rows)
    return keys


def _frozen(saying: Saying, *, policy: Policy, at: datetime) -> tuple[Any, ...]:
    purpose, variant = purposes.PURPOSES[saying.about], saying.variant
    facts = dict(saying.facts) | {"variant": variant}
    return (
        ids.new(at=at),
        saying.about,
        saying.subject,
        saying.party_id,
        saying.country,
        saying.language,
        wording.version(about=saying.about, variant=variant, language=saying.language),
        facts,
        hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest(),
        _route(purpose=purpose, policy=policy),
        at,
        purpose.urgent,
        State.QUEUED.value,
    )


def drop(*, notice_id: int, at: datetime) -> None:
    """Drop a notice that is no longer true and that nobody has got.

    One that a sender has in its hands is left to it: it asks whether the words are still so, and waits for us to end.
    """
    waiting = Notice.objects.select_for_update(skip_locked=True).filter(
        id=notice_id, state__in=[State.QUEUED, State.UNREACHED]
    )
    for notice in waiting:
        notice.state, notice.settled_at = State.DROPPED, at
        notice.save(update_fields=["state", "settled_at"])


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


def _route(*, purpose: purposes.Purpose, policy: Policy) -> list[str]:
    """Return the channels in the order they are tried."""
    if purpose.route == "preferred":
        return list(policy.notices.preferred)
    return [*policy.notices.urgent, *(["letter"] if "letter" not in policy.notices.urgent else [])]
