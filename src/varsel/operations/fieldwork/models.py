"""Visits that were booked with customers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Visit(models.Model):
    """A technician was promised to a customer between two instants; it took place, or was missed."""

    ref = models.UUIDField(unique=True)
    called = models.TextField(unique=True)
    party_id = models.BigIntegerField()
    service_id = models.BigIntegerField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    booked_at = models.DateTimeField()
    outcome = models.TextField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "fieldwork_visit"
        indexes = [models.Index(fields=["party_id"], name="fieldwork_visit_party")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="visit_in_order"),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True, settled_at__isnull=True)
                | Q(outcome__in=["done", "missed"], outcome__isnull=False, settled_at__isnull=False),
                name="visit_settled_with_an_outcome",
            ),
        ]
