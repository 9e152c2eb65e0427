"""Shadow mode: when it ran. What leaves while it runs is recorded and goes nowhere; PostgreSQL sees to it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Period(models.Model):
    """A time in which everything is decided and written down, nothing is sent and nothing is restricted."""

    began_at = models.DateTimeField()
    began_by = models.TextField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(null=True)

    class Meta:
        db_table = "shadow_period"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__gte=F("began_at"), ended_by__isnull=False),
                name="shadow_period_ended_by_somebody",
            ),
        ]
