"""Deciding that something is said: a notice is frozen in the transaction of what it tells."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from varsel.kit import ids
from varsel.outlets.notices import purposes, quiet, wording
from varsel.outlets.notices.models import Notice, State
from varsel.records.clocks import actions as clocks
from varsel.records.journal.queries import Told
from varsel.records.operator import queries as operator
from varsel.records.operator.policy import Policy
from varsel.records.parties import queries as parties


def tell(
    *, about: str, variant: str, subject: str, party_id: int, country: str, facts: Mapping[str, Any], at: datetime
) -> int:
    """Queue a notice to a customer and return its id.

    `facts` are typed values (see wording.typed); `subject` is what it is about ("invoice:5"). What the night holds
    waits for the end of the quiet hours.
    """
    purpose, person = purposes.PURPOSES[about], parties.customer(party_id=party_id)
    policy = operator.policy_at(at=at).policy
    frozen = dict(facts) | {"variant": variant}
    notice = Notice.objects.create(
        ref=ids.new(at=at),
        about=about,
        subject=subject,
        party_id=party_id,
        country=country,
        language=person.language,
        template=wording.version(about=about, variant=variant, language=person.language),
        facts=frozen,
        facts_hash=hashlib.sha256(json.dumps(frozen, sort_keys=True).encode()).hexdigest(),
        route=_route(purpose=purpose, policy=policy),
        created_at=at,
        not_before=quiet.held_until(purpose=purpose, country=country, at=at),
        urgent=purpose.urgent,
    )
    return notice.id


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
