"""The operator: in which countries, and what it chose, version by version."""

from __future__ import annotations

from django.db import models


class Country(models.Model):
    """What the database itself must know of a country's law: the zone of its days, and the floors of its counts."""

    code = models.TextField(primary_key=True)
    zone = models.TextField()
    currency = models.TextField()
    demand_days = models.IntegerField()  # days from sending that a demand gives, at least
    demand_months = models.IntegerField()  # months from receipt that a demand gives, at least
    notice_hours = models.IntegerField()  # hours from receipt before a repeatedly late payer is limited, at least
    limited_days = models.IntegerField()  # whole days of functional internet before a closing, at least

    class Meta:
        db_table = "operator_country"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "zone", "demand_days", "demand_months", "notice_hours", "limited_days"],
                name="operator_country_floors",
            ),
        ]


class PolicyVersion(models.Model):
    """The operator's choices from a moment on; never changed, only followed by the next."""

    valid_from = models.DateTimeField()
    document = models.JSONField()
    digest = models.TextField()
    set_by = models.TextField()

    class Meta:
        db_table = "operator_policy_version"
        indexes = [models.Index(fields=["valid_from", "id"], name="operator_policy_from")]
