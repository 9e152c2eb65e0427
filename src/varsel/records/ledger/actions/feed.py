"""The billing system's feed was taken in: from here its freshness counts."""

from __future__ import annotations

from datetime import datetime

from varsel.records.ledger.models import Feed


def note_feed(*, source: str, at: datetime) -> None:
    """Note that a feed (open_items, payments) was taken in whole; an earlier moment never replaces a later one."""
    feed, new = Feed.objects.get_or_create(source=source, defaults={"received_at": at})
    if not new and feed.received_at < at:
        feed.received_at = at
        feed.save(update_fields=["received_at"])
