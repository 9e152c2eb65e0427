"""Lines as they shall be and as they are: the one intended profile of each, and what was read back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class LineProfile(models.Model):
    """A line's intended profile, derived from the restrictions of its services, and the one last installed.

    Versions only grow; an enforcer installs the newest and nothing older.
    """

    line_id = models.BigIntegerField(primary_key=True)
    version = models.IntegerField()
    intended = models.JSONField()
    raises = models.BooleanField()  # the change gives something back: it overtakes those that take
    changed_at = models.DateTimeField()
    installed_version = models.IntegerField(default=0)
    installed = models.JSONField(null=True)
    installed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_line_profile"
        indexes = [
            models.Index(
                fields=["-raises", "changed_at", "line_id"],
                name="access_to_install",
                condition=~Q(installed_version=F("version")),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(installed_version__gte=0, installed_version__lte=F("version")),
                name="access_installed_version",
            ),
        ]
