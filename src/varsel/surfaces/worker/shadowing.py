"""The worker in shadow mode: recorders for outlets, and a proposal taken as approved at its moment."""

from __future__ import annotations

from datetime import datetime

from varsel.operations.arrears import actions as arrears
from varsel.operations.arrears import queries as proposals
from varsel.operations.arrears.refusals import Refused
from varsel.outlets.access.enforcers.recorder import Recorder as Lines
from varsel.outlets.notices.channels.recorder import Recorder as Words
from varsel.surfaces.worker.outlets import Outlets

APPROVER = "shadow"  # nobody brings a proposal about under this name, so the rule of two persons holds
AT_ONCE = 1000


def recorders(*, owner: str) -> Outlets:
    """Return outlets that nothing leaves by, new ones each time: what they record is in the rows already."""
    gateways = dict.fromkeys(("sms", "email", "letter"), Words())
    return Outlets(gateways=gateways, enforcer=Lines(), owner=owner, shadow=True)


def approve(*, at: datetime) -> int:
    """Approve the proposals that wait, and return how many: a person's morning can't be guessed, its decision can.

    What the day's cap or another rule refuses goes on waiting, as it would for a person.
    """
    approved = 0
    for one in proposals.proposals(limit=AT_ONCE):
        try:
            arrears.approve(service_id=one.service_id, actor=APPROVER, at=at)
        except Refused as refused:
            if refused.code == "cap-reached":
                break
        else:
            approved += 1
    return approved
