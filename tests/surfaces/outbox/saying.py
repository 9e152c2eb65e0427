"""A message in each state that a message can be in, and what is needed to look at it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import timedelta

from django.test import Client

import builders
from outlets.notices.saying import Gate, Telling, lost, send, tell
from surfaces.desk.people import inside, staff
from varsel.outlets.notices import queries, receipts
from varsel.outlets.notices.channels import Receipt
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.records.parties import queries as parties

AT = builders.START
NOW = AT + timedelta(hours=1)
_people = itertools.count(1)
ANNA, PHONE = "Anna Bergström-Öberg", "+46701740605"


@dataclass(frozen=True, slots=True)
class Said:
    """The messages by what became of them, as their references; `secret` is to a protected identity."""

    told: str
    unknown: str
    unreached: str
    bounced: str
    queued: str
    secret: str


def said() -> Said:
    """Make a message in each state."""
    builders.set_policy()
    secret = customer(name="Kerstin Hemlig", protected_identity=True)
    bounced = customer(contacts={"sms": PHONE, "email": "anna@example.test"})
    sent = {"told": _sent(customer(), Recorder()), "secret": _sent(secret, Recorder())}
    sent |= {"bounced": _came_back(bounced), "unknown": _sent(customer(), Gate(after=lost))}
    sent |= {"unreached": _sent(customer(contacts={}), Recorder()), "queued": tell(party_id=customer(), at=AT)}
    return Said(**{name: ref(notice_id=key) for name, key in sent.items()})


def customer(*, contacts: dict[str, str] | None = None, name: str = ANNA, **more: object) -> int:
    """Register a customer who is reached by SMS, if nothing else is said."""
    return builders.customer(contacts={"sms": PHONE} if contacts is None else contacts, name=name, **more)


def ref(*, notice_id: int) -> str:
    """Return the reference of a message."""
    return queries.word(notice_id=notice_id).ref


def number(*, of: str) -> str:
    """Return the number of the customer to whom a message is."""
    found = queries.message(ref=of)
    assert found
    return parties.customer(party_id=found.party_id).number


def agent(*roles: str) -> Client:
    """Sign somebody in with these roles; an agent, if none is said."""
    return inside(staff(*(roles or ("agent",)), name=f"Maria{next(_people)} Ek"))


def text(client: Client, address: str) -> str:
    """Return a page with its blanks made one."""
    return " ".join(client.get(address).content.decode().split())


def _sent(party_id: int, gateway: object) -> int:
    notice_id = tell(party_id=party_id, at=AT)
    send(at=AT, gateway=gateway)  # type: ignore[arg-type]
    return notice_id


def _came_back(party_id: int) -> int:
    """Tell by SMS, delivered as the gateway said, and not delivered after all."""
    gateway = Telling()
    notice_id = _sent(party_id, gateway)
    for minutes, state in ((1, "delivered"), (2, "failed")):
        at = AT + timedelta(minutes=minutes)
        told = Receipt(state=state, at=at, gateway_ref="1-1", because="stat:UNDELIV" if state == "failed" else "")
        receipts.note(receipts=[told], channel="sms", at=at)
    return notice_id
