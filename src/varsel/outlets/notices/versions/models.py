"""Every version of every text that was ever said or approved, and which holds from when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

SOURCES = ("product", "desk")


class Draft(models.Model):
    """Two texts that somebody wrote. Its words never change: other words are another draft."""

    ref = models.UUIDField(unique=True)
    about = models.TextField()
    variant = models.TextField()
    language = models.TextField()
    short = models.TextField()
    long = models.TextField()
    version = models.TextField()
    because = models.TextField()
    drafted_at = models.DateTimeField()
    drafted_by = models.TextField()
    previewed_at = models.DateTimeField(null=True)
    previewed_by = models.TextField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(null=True)
    approved = models.BooleanField(null=True)  # False: thrown away

    class Meta:
        db_table = "versions_draft"
        indexes = [models.Index(fields=["id"], name="versions_draft_open", condition=Q(decided_at__isnull=True))]
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="versions_draft_says_why"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, approved__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, approved__isnull=False),
                name="versions_draft_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved__isnull=True) | Q(approved=False) | ~Q(decided_by=F("drafted_by")),
                name="versions_draft_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved__isnull=True)
                | Q(approved=False)
                | Q(previewed_at__isnull=False, previewed_at__lte=F("decided_at")),
                name="versions_draft_looked_at_first",
            ),
        ]


class Text(models.Model):
    """The texts of a version, as they were first used or approved. The version is their hash."""

    version = models.TextField(primary_key=True)
    about = models.TextField()
    variant = models.TextField()
    language = models.TextField()
    short = models.TextField()
    long = models.TextField()
    source = models.TextField()
    first_at = models.DateTimeField()
    draft = models.OneToOneField(Draft, null=True, on_delete=models.DO_NOTHING)

    class Meta:
        db_table = "versions_text"
        indexes = [models.Index(fields=["about", "variant", "language", "first_at"], name="versions_text_history")]
        constraints = [
            models.CheckConstraint(
                condition=Q(source="product", draft__isnull=True) | Q(source="desk", draft__isnull=False),
                name="versions_text_source",
            ),
        ]


class InForce(models.Model):
    """From a moment on, these texts are said. Without a version: the product's own, whatever it brings."""

    about = models.TextField()
    variant = models.TextField()
    language = models.TextField()
    version = models.TextField(null=True)
    from_at = models.DateTimeField()
    set_at = models.DateTimeField()
    set_by = models.TextField()
    because = models.TextField()

    class Meta:
        db_table = "versions_in_force"
        indexes = [
            models.Index(fields=["about", "variant", "language", "-from_at", "-id"], name="versions_in_force_newest")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(from_at__gte=F("set_at")), name="versions_in_force_not_before"),
            models.CheckConstraint(condition=~Q(because=""), name="versions_in_force_says_why"),
        ]
