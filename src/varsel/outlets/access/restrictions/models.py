"""Limiting, closing and barring: rows that PostgreSQL itself refuses where the law does."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Ground(models.Model):
    """The grounds that a country's law knows, and how far each may go. What is not here is no ground."""

    pk = models.CompositePrimaryKey("country", "kind", "code", "level")
    country = models.TextField()
    kind = models.TextField()
    code = models.TextField()
    level = models.TextField()
    rule = models.TextField()  # of varsel.law: what a permit's verdict must answer to

    class Meta:
        db_table = "restrictions_ground"


class Restriction(models.Model):
    """A restriction of one service, with its permit. The migration binds every date to where it comes from."""

    ref = models.UUIDField(unique=True)
    service_id = models.BigIntegerField()
    service_kind = models.TextField()
    country = models.TextField()
    zone = models.TextField()
    demand_days = models.IntegerField()
    demand_months = models.IntegerField()
    notice_hours = models.IntegerField()
    limited_days = models.IntegerField()
    kind = models.TextField()  # debt, credit_limit
    ground = models.TextField()
    level = models.TextField()
    permit_id = models.BigIntegerField()  # the journal entry that holds verdict and facts
    warning_id = models.BigIntegerField(null=True)
    warning_ends_at = models.DateTimeField(null=True)
    begins_at = models.DateTimeField()
    begins_on = models.DateField()
    limited_id = models.BigIntegerField(null=True)  # a closing: the limiting that went before
    limited_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "restrictions_restriction"
        indexes = [models.Index(fields=["begins_on"], name="restrictions_begins_on")]
        constraints = [
            models.UniqueConstraint(
                fields=["service_id", "kind"], condition=Q(ended_at__isnull=True), name="restriction_one_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["id", "service_id", "level", "begins_on", "ended_at"], name="restriction_followed_at_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("begins_at")), name="restriction_ends_after"
            ),
            models.CheckConstraint(
                condition=~Q(kind="debt")
                | Q(warning_id__isnull=False, warning_ends_at__isnull=False, begins_at__gte=F("warning_ends_at")),
                name="restriction_after_its_warning",
            ),
            models.CheckConstraint(
                condition=Q(level="closed", limited_id__isnull=False, limited_on__isnull=False)
                | (~Q(level="closed") & Q(limited_id__isnull=True, limited_on__isnull=True)),
                name="restriction_closed_follows_limited",
            ),
        ]


class Day(models.Model):
    """How many restrictions began on a day, and how many may: counted by trigger, the cap lifted by two people."""

    day = models.DateField(primary_key=True)
    begun = models.IntegerField(default=0)
    cap = models.IntegerField()

    class Meta:
        db_table = "restrictions_day"
        constraints = [
            models.CheckConstraint(condition=Q(begun__gte=0, begun__lte=F("cap")), name="restrictions_daily_cap")
        ]


class CapLift(models.Model):
    """A second person's word that more may be restricted on a day than the cap."""

    day = models.DateField()
    cap = models.IntegerField()
    asked_by = models.BigIntegerField()
    lifted_by = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "restrictions_cap_lift"
        constraints = [
            models.CheckConstraint(condition=~Q(asked_by=F("lifted_by")), name="cap_lifted_by_a_second_person"),
            models.CheckConstraint(condition=Q(cap__gt=0), name="cap_lift_positive"),
        ]
