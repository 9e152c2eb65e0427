"""Whether what was to be said of a service is still so: words that found nobody may be told much later."""

from __future__ import annotations

from datetime import datetime

from varsel.outlets.access.restrictions import queries as restrictions


def still_limited(*, subject: str, party_id: int, at: datetime) -> bool:
    """Tell whether the service is limited now."""
    del party_id, at
    return _level(subject=subject, kind="debt") == "limited"


def still_closed(*, subject: str, party_id: int, at: datetime) -> bool:
    """Tell whether the service is closed now."""
    del party_id, at
    return _level(subject=subject, kind="debt") == "closed"


def still_reopened(*, subject: str, party_id: int, at: datetime) -> bool:
    """Tell whether the service has no restriction for debt now."""
    del party_id, at
    return _level(subject=subject, kind="debt") is None


def still_barred(*, subject: str, party_id: int, at: datetime) -> bool:
    """Tell whether the credit limit bars the service now."""
    del party_id, at
    return _level(subject=subject, kind="credit_limit") is not None


def _level(*, subject: str, kind: str) -> str | None:
    rows = restrictions.open_on(service_ids=[int(subject.removeprefix("service:"))])
    return next((row.level for row in rows if row.kind == kind), None)
