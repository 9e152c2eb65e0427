"""Services by what other systems call them."""

from __future__ import annotations

from varsel.records.agreements.models import Service


def owners_of_services(*, text: str, limit: int) -> dict[str, int]:
    """Return services whose id is this one, in whatever case it was typed: what they are called, and whose they are."""
    rows = Service.objects.filter(external_id__in=[text, text.upper(), text.lower()]).order_by("external_id")
    return dict(rows.values_list("external_id", "party_id")[:limit])
