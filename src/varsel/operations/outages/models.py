"""Alarms and outages: what is declared and ended by alarm."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Alarm(models.Model):
    """A node that is reported down. It stands until the node is reported up."""

    node_id = models.BigIntegerField()
    raised_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outages_alarm"
        constraints = [
            models.UniqueConstraint(
                fields=["node_id"], condition=Q(cleared_at__isnull=True), name="outages_one_standing_alarm"
            ),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True) | Q(cleared_at__gte=F("raised_at")),
                name="outages_alarm_ends_after",
            ),
        ]


class Outage(models.Model):
    """An outage of everything below a node, from its detection to its end."""

    ref = models.UUIDField(unique=True)
    node_id = models.BigIntegerField()
    detected_at = models.DateTimeField()
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outages_outage"
        constraints = [
            models.UniqueConstraint(fields=["node_id"], condition=Q(ended_at__isnull=True), name="outages_one_open"),
            models.CheckConstraint(
                condition=Q(declared_at__gte=F("detected_at"))
                & (Q(ended_at__isnull=True) | Q(ended_at__gte=F("detected_at"))),
                name="outages_outage_in_order",
            ),
        ]
