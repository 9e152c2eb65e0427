"""Words to customers: what was to be said, each hand-over of it, and when it counts as told."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class State(models.TextChoices):
    """Where a notice stands."""

    QUEUED = "queued"  # to be handed over, not before its time
    HANDED = "handed"  # handed over on a channel that says later whether it arrived
    TOLD = "told"  # arrived: delivered, or handed over on a channel where that counts
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
    lane = models.TextField(default="", db_default="")  # the channel whose sender takes it; empty: whoever comes first
    instead_of = models.BigIntegerField(null=True)  # the notice that bounced after it was told

    class Meta:
        db_table = "notices_notice"
        indexes = [
            models.Index(
                fields=["lane", "urgent", "not_before", "id"], name="notices_queue", condition=Q(state="queued")
            ),
            models.Index(fields=["party_id", "created_at"], name="notices_party"),
            models.Index(fields=["subject"], name="notices_subject"),
            models.Index(fields=["id"], name="notices_unreached", condition=Q(state__in=["unreached", "unknown"])),
            models.Index(fields=["settled_at"], name="notices_handed", condition=Q(state="handed")),
            models.Index(fields=["state", "id"], name="notices_not_told", condition=~Q(state="told")),
            models.Index(fields=["told_by", "id"], name="notices_told_by", condition=Q(told_by__isnull=False)),
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
            models.UniqueConstraint(
                fields=["instead_of"], condition=Q(instead_of__isnull=False), name="notice_said_anew_once"
            ),
        ]


class Attempt(models.Model):
    """One hand-over on one channel. The bytes are made and stored before; the outcome is committed after."""

    ref = models.UUIDField(unique=True)
    notice = models.ForeignKey(Notice, on_delete=models.DO_NOTHING, db_constraint=False)  # see whose.sql
    channel = models.TextField()
    address = models.TextField()
    content = models.BinaryField()
    sha256 = models.TextField()
    stated = models.JSONField(default=dict)  # what this text says of its own time: the last day to pay
    owner = models.TextField()  # the process that hands it over
    awaits_receipt = models.BooleanField(default=False, db_default=False)  # accepted is not yet told
    begun_at = models.DateTimeField()
    outcome = models.TextField(null=True)
    gateway_ref = models.TextField(default="", db_default="")
    because = models.TextField(default="", db_default="")
    ended_at = models.DateTimeField(null=True)
    receipt = models.TextField(null=True)  # the highest of what was told later (see matching.RANK)
    delivered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)  # when we heard that it did not arrive after all
    set_aside_at = models.DateTimeField(null=True)  # unknown, and said again: only what may be said twice

    class Meta:
        db_table = "notices_attempt"
        indexes = [
            models.Index(fields=["begun_at"], name="notices_attempt_open", condition=Q(outcome__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__isnull=True) | Q(outcome__in=["accepted", "rejected", "deferred", "unknown"]),
                name="attempt_outcome",
            ),
            models.CheckConstraint(
                condition=Q(receipt__isnull=True) | Q(receipt__in=["accepted", "delivered", "expired", "failed"]),
                name="attempt_receipt",
            ),
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True) | Q(outcome="accepted", delivered_at__gte=F("begun_at")),
                name="attempt_delivered_after_hand_over",
            ),
            models.CheckConstraint(
                condition=Q(failed_at__isnull=True) | Q(outcome="accepted", receipt__in=["expired", "failed"]),
                name="attempt_failed_by_receipt",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True) | Q(outcome="unknown"), name="attempt_set_aside_if_unknown"
            ),
            models.UniqueConstraint(
                fields=["notice"],
                condition=Q(failed_at__isnull=True, set_aside_at__isnull=True)
                & (Q(outcome__isnull=True) | Q(outcome__in=["accepted", "unknown"])),
                name="attempt_at_most_one_live",
            ),
        ]


class Part(models.Model):
    """What a gateway calls one part of an attempt, and what it told of it: a long SMS has several."""

    attempt = models.ForeignKey(Attempt, on_delete=models.DO_NOTHING, db_constraint=False)  # see whose.sql
    channel = models.TextField()
    gateway_ref = models.TextField()
    receipt = models.TextField(null=True)

    class Meta:
        db_table = "notices_part"
        indexes = [models.Index(fields=["gateway_ref", "channel"], name="notices_part_gateway_ref")]


class Receipt(models.Model):
    """What a gateway told of an attempt, as it came. Without an attempt: we do not know yet what it speaks of."""

    channel = models.TextField()
    ref = models.UUIDField(null=True)
    gateway_ref = models.TextField()
    state = models.TextField()
    at = models.DateTimeField()  # by the gateway's clock
    because = models.TextField()
    noted_at = models.DateTimeField()
    attempt_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "notices_receipt"
        indexes = [
            models.Index(fields=["noted_at"], name="notices_receipt_waiting", condition=Q(attempt_id__isnull=True)),
            models.Index(fields=["attempt_id"], name="notices_receipt_attempt"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "delivered", "failed", "expired", "unknown"]), name="receipt_state"
            ),
        ]


class Bounce(models.Model):
    """A notice that was told, and did not arrive after all. From here nothing new may lean on it."""

    notice = models.OneToOneField(Notice, primary_key=True, on_delete=models.DO_NOTHING)
    attempt = models.OneToOneField(Attempt, on_delete=models.DO_NOTHING)
    at = models.DateTimeField()
    because = models.TextField()

    class Meta:
        db_table = "notices_bounce"


class Brake(models.Model):
    """Somebody stopped all words, or those of a channel, or let them go again. The newest row of a channel counts."""

    channel = models.TextField()  # empty: all
    stopped = models.BooleanField()
    at = models.DateTimeField()
    actor = models.TextField()
    because = models.TextField()

    class Meta:
        db_table = "notices_brake"
        indexes = [models.Index(fields=["channel", "-id"], name="notices_brake_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=["", "sms", "email", "letter"]), name="brake_channel"),
            models.CheckConstraint(condition=~Q(because=""), name="brake_because"),
        ]
