"""What the provider tells us by HTTP: what became of a message, and what a customer wrote. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from varsel.outlets.notices.channels import Arrived, Receipt
from varsel.outlets.notices.channels.inbound import Reply

_STATES: dict[str, Arrived] = {"created": "accepted", "sent": "accepted", "delivered": "delivered", "failed": "failed"}
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


class NotTold(ValueError):
    """What came is not as the provider writes it."""


def receipt(*, form: Mapping[str, str], ref: str, at: datetime) -> Receipt:
    """Read a report about a message of ours. `ref` stood in the address that the provider called.

    :raises NotTold: when it says nothing that we know.
    """
    state = _STATES.get(form.get("status", ""))
    if state is None:
        raise NotTold(f"the status {form.get('status', '')[:20]!r} is none of {', '.join(_STATES)}")
    return Receipt(
        state=state, at=_moment(form.get("delivered", ""), at=at), ref=ref, gateway_ref=_id(form), because=""
    )


def reply(*, form: Mapping[str, str], at: datetime) -> Reply:
    """Read what a customer wrote.

    :raises NotTold: when the sender or the provider's name for it is missing.
    """
    if not form.get("from"):
        raise NotTold("from is missing")
    return Reply(
        channel="sms",
        address=form["from"][:40],
        to=form.get("to", "")[:40],
        text=form.get("message", ""),
        at=_moment(form.get("created", ""), at=at),
        key=f"elks {_id(form)}",
    )


def _id(form: Mapping[str, str]) -> str:
    given = form.get("id", "")
    if not _ID.fullmatch(given):
        raise NotTold("id is missing")
    return given


def _moment(said: str, *, at: datetime) -> datetime:
    """Return a moment as the provider writes it (ISO, in UTC), never later than now."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return at
    return min(moment if moment.tzinfo else moment.replace(tzinfo=UTC), at)
