"""What customers write back, kept as it came."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Reply(models.Model):
    """A customer's words on a channel, and the notice that they answer, where that is known."""

    ref = models.UUIDField(unique=True)
    channel = models.TextField()
    address = models.TextField()  # from where, as the channel says it
    to = models.TextField()  # to which address of ours
    text = models.TextField()
    key = models.TextField()  # the channel's own name for it: the same when it comes once more
    came_at = models.DateTimeField()  # by the channel's clock
    noted_at = models.DateTimeField()
    notice_id = models.BigIntegerField(null=True)
    party_id = models.BigIntegerField(null=True)
    automatic = models.BooleanField(default=False, db_default=False)  # a machine wrote it: nobody waits for an answer
    handled_at = models.DateTimeField(null=True)
    handled_by = models.TextField(null=True)
    handled_as = models.TextField(null=True)  # what was done, in the clerk's words

    class Meta:
        db_table = "replies_reply"
        indexes = [
            models.Index(
                fields=["noted_at"], name="replies_waiting", condition=Q(handled_at__isnull=True, automatic=False)
            ),
            models.Index(fields=["party_id"], name="replies_party"),
            models.Index(fields=["notice_id"], name="replies_notice"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["channel", "key"], name="replies_once"),
            models.CheckConstraint(condition=Q(channel__in=["sms", "email"]), name="replies_channel"),
            models.CheckConstraint(
                condition=Q(handled_at__isnull=True, handled_by__isnull=True, handled_as__isnull=True)
                | (Q(handled_at__isnull=False, handled_by__isnull=False) & ~Q(handled_as="")),
                name="replies_handled_by_somebody",
            ),
        ]
