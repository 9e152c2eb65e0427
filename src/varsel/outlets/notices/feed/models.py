"""News for everybody, and whom they are told by webhook."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Entry(models.Model):
    """One piece of news in every language. Its words never change: what was wrong is corrected by another entry."""

    ref = models.UUIDField(unique=True)
    texts = models.JSONField()  # language → {"title": …, "body": …}
    corrects = models.OneToOneField("self", null=True, on_delete=models.DO_NOTHING, related_name="corrected_by")
    despite = models.TextField(default="", db_default="")  # why it holds what looks like somebody's number or address
    written_at = models.DateTimeField()
    written_by = models.TextField()
    published_at = models.DateTimeField(null=True)
    published_by = models.TextField(null=True)
    thrown_away_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.TextField(null=True)
    withdrawn_because = models.JSONField(null=True)  # language → what everybody reads instead

    class Meta:
        db_table = "feed_entry"
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="feed_newest", condition=Q(published_at__isnull=False))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | (
                    Q(
                        published_at__isnull=False,
                        published_at__gte=F("written_at"),
                        published_by__isnull=False,
                        thrown_away_at__isnull=True,
                    )
                    & ~Q(published_by=F("written_by"))
                ),
                name="feed_published_by_another",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_because__isnull=True)
                | Q(
                    withdrawn_at__isnull=False,
                    published_at__isnull=False,
                    withdrawn_at__gte=F("published_at"),
                    withdrawn_by__isnull=False,
                    withdrawn_because__isnull=False,
                ),
                name="feed_withdrawn_with_a_note",
            ),
            models.CheckConstraint(condition=Q(texts__has_keys=["sv", "nb", "en"]), name="feed_in_every_language"),
        ]


class Post(models.Model):
    """One event of the news for one webhook: told until it is taken, with the same id each time."""

    ref = models.UUIDField(unique=True)  # the webhook-id
    entry = models.ForeignKey(Entry, on_delete=models.DO_NOTHING)
    event = models.TextField()
    hook = models.TextField()  # its address
    body = models.TextField()
    made_at = models.DateTimeField()
    tries = models.IntegerField(default=0)
    next_at = models.DateTimeField(null=True)  # None: taken, or given up
    taken_at = models.DateTimeField(null=True)
    said = models.TextField(default="", db_default="")  # what it answered last

    class Meta:
        db_table = "feed_post"
        indexes = [models.Index(fields=["next_at"], name="feed_post_due", condition=Q(next_at__isnull=False))]
        constraints = [
            models.UniqueConstraint(fields=["entry", "event", "hook"], name="feed_post_once"),
            models.CheckConstraint(condition=Q(event__in=["news.published", "news.withdrawn"]), name="feed_post_event"),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(next_at__isnull=True), name="feed_post_taken_is_done"
            ),
        ]
