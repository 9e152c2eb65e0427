"""The versions of fact sheets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Version(models.Model):
    """A fact sheet as its approver saw it, in every language. A new word is a new version."""

    ref = models.UUIDField(unique=True)
    outage_id = models.BigIntegerField()
    number = models.IntegerField()
    texts = models.JSONField()  # language → {"title": …, "sections": [[heading, [line, …]], …]}
    approved_at = models.DateTimeField()
    approved_by = models.TextField()
    approved_name = models.TextField()  # as it stands on the sheet

    class Meta:
        db_table = "sheets_version"
        constraints = [
            models.UniqueConstraint(fields=["outage_id", "number"], name="sheets_numbered"),
            models.CheckConstraint(condition=Q(number__gt=0), name="sheets_from_one"),
            models.CheckConstraint(condition=Q(texts__has_keys=["sv", "nb", "en"]), name="sheets_in_every_language"),
            models.CheckConstraint(condition=~Q(approved_name=""), name="sheets_approved_by_name"),
        ]
