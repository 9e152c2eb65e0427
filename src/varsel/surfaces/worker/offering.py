"""What stands against an offer, over all operations: asked when one is made, and again before it leaves."""

from __future__ import annotations

from datetime import datetime

from varsel.operations.arrears import queries as arrears
from varsel.operations.complaints import queries as complaints
from varsel.outlets.notices.offers import actions as offers


def against(*, party_id: int) -> frozenset[str]:
    """Return what stands against offering a customer anything now: estate, hold, complaint."""
    held = {"estate" if one.kind == "estate" else "hold" for one in arrears.holds(party_id=party_id)}
    is_open = any(case.outcome is None for case in complaints.of_parties(party_ids=[party_id]))
    return frozenset(held | ({"complaint"} if is_open else set()))


def still_to_offer(*, subject: str, party_id: int, at: datetime) -> bool:
    """Tell whether an offer that waited may still go: the customer has not said no, and nothing came in between."""
    return offers.still_wanted(subject=subject, party_id=party_id, at=at) and not against(party_id=party_id)
