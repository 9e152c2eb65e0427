"""Words to customers: what was to be said, each hand-over of it, and when it counts as told."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class State(models.TextChoices):
    """Where a notice stands."""

    QUEUED = "queued"  # to be handed over, not before its time
    TOLD = "told"  # handed over on a channel that worked
    UNREACHED = "unreached"  # no channel worked, or there is none: a person must see to it
    UNKNOWN = "unknown"  # handed over or not: nobody knows yet
    DROPPED = "dropped"  # no longer true before it was said


class Notice(models.Model):
    """One word to one customer, frozen when it was decided: template version, typed facts and their hash."""

    ref = models.UUIDField(unique=True)
    about = models.TextField()  # what is told: payment_demand, service_limited ...
    subject = models.TextField()  # what it is about: "invoice:5", "service:9"
    party_id = models.BigIntegerField()
    country = models.TextField()
    language = models.TextField()
    template = models.TextField()  # the hash of the wording it was made with
    facts = models.JSONField()
    facts_hash = models.TextField()
    route = ArrayField(models.TextField())  # channels, in the order they are tried
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    urgent = models.BooleanField()
    state = models.TextField(choices=State.choices, default=State.QUEUED)
    told_at = models.DateTimeField(null=True)
    told_by = models.TextField(null=True)
    received_at = models.DateTimeField(null=True)  # from here the clocks run
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notices_notice"
        indexes = [
            models.Index(fields=["urgent", "not_before", "id"], name="notices_queue", condition=Q(state="queued")),
            models.Index(fields=["party_id", "about"], name="notices_party"),
            models.Index(fields=["subject"], name="notices_subject"),
            models.Index(fields=["id"], name="notices_unreached", condition=Q(state__in=["unreached", "unknown"])),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="notice_state"),
            models.CheckConstraint(
                condition=Q(state="told", told_at__isnull=False, told_by__isnull=False, received_at__gte=F("told_at"))
                | (~Q(state="told") & Q(told_at__isnull=True, told_by__isnull=True, received_at__isnull=True)),
                name="notice_told_means_received",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(told_at__gte=F("created_at")), name="notice_not_told_before_made"
            ),
            models.UniqueConstraint(fields=["id", "party_id", "told_at", "received_at"], name="notice_proof"),
        ]


class Attempt(models.Model):
    """One hand-over on one channel. The bytes are made and stored before; the outcome is committed after."""

    ref = models.UUIDField(unique=True)
    notice = models.ForeignKey(Notice, on_delete=models.DO_NOTHING)
    channel = models.TextField()
    address = models.TextField()
    content = models.BinaryField()
    sha256 = models.TextField()
    stated = models.JSONField(default=dict)  # what this text says of its own time: the last day to pay
    owner = models.TextField()  # the process that hands it over
    begun_at = models.DateTimeField()
    outcome = models.TextField(null=True)
    gateway_ref = models.TextField(default="")
    because = models.TextField(default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notices_attempt"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__isnull=True) | Q(outcome__in=["accepted", "rejected", "unknown"]),
                name="attempt_outcome",
            ),
            models.UniqueConstraint(
                fields=["notice"],
                condition=Q(outcome__isnull=True) | Q(outcome__in=["accepted", "unknown"]),
                name="attempt_at_most_one_live",
            ),
        ]
