"""Every due moment: owed to whom, on which ground, kept or broken."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """What became of a clock."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    DROPPED = "dropped"


class Clock(models.Model):
    """A moment at which something is due. A duty is owed to somebody; a reminder asks an operation to look again."""

    kind = models.TextField()
    about = models.TextField()
    party = models.BigIntegerField(null=True)
    due_at = models.DateTimeField()
    owed_to = models.TextField(default="")  # empty: a reminder, owed to nobody
    ground = models.TextField(default="")
    state = models.TextField(choices=State.choices, default=State.OPEN)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "clocks_clock"
        indexes = [
            models.Index(fields=["due_at", "id"], name="clocks_clock_due", condition=models.Q(state="open")),
            models.Index(fields=["party"], name="clocks_clock_party", condition=models.Q(state="open")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "about"], condition=models.Q(state="open"), name="clocks_one_open"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="clocks_clock_state"),
            models.CheckConstraint(
                condition=models.Q(state="open", settled_at__isnull=True)
                | (~models.Q(state="open") & models.Q(settled_at__isnull=False)),
                name="clocks_clock_settled_when_not_open",
            ),
            # A duty is kept before its moment or broken at it; nobody breaks what was owed to nobody.
            models.CheckConstraint(
                condition=models.Q(owed_to="") | ~models.Q(state="kept") | models.Q(settled_at__lt=models.F("due_at")),
                name="clocks_duty_kept_in_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="broken")
                | (~models.Q(owed_to="") & models.Q(settled_at__gte=models.F("due_at"))),
                name="clocks_duty_broken_when_due",
            ),
        ]


class Heard(models.Model):
    """A journal kind that somebody waits for: each such entry starts a reminder in its own transaction."""

    kind = models.TextField(primary_key=True)

    class Meta:
        db_table = "clocks_heard"
