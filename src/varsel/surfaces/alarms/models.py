"""What the network's own systems tell: events as they came, and what stands because of them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

WHY = ["flapping", "reports", "topology"]


class Event(models.Model):
    """One word of a source: this alarm was raised, or cleared, at this instant by the source's own clock."""

    source = models.TextField()
    key = models.TextField()  # how the source calls the alarm
    is_raised = models.BooleanField()
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    names = ArrayField(models.TextField())  # what it is about, as the source calls it; the first that we know counts
    is_power = models.BooleanField()
    words = models.TextField()
    is_folded = models.BooleanField(db_default=False)

    class Meta:
        db_table = "alarms_event"
        indexes = [
            models.Index(fields=["id"], name="alarms_event_fresh", condition=Q(is_folded=False)),
            models.Index(fields=["happened_at"], name="alarms_event_raised", condition=Q(is_raised=True)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "key", "happened_at", "is_raised"], name="alarms_event_once"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(key=""), name="alarms_event_named"),
        ]


class Alarm(models.Model):
    """What follows from all events of an alarm, in whatever order they came.

    Cleared is the last clearing; it stands since the first raising after that (`raised_at`), else it does not stand.
    """

    source = models.TextField()
    key = models.TextField()
    names = ArrayField(models.TextField())
    is_power = models.BooleanField()
    words = models.TextField()
    raised_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    node_id = models.BigIntegerField(null=True)
    line_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "alarms_alarm"
        indexes = [
            models.Index(fields=["raised_at"], name="alarms_alarm_stands", condition=Q(raised_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="alarms_alarm_once"),
            models.CheckConstraint(
                condition=Q(node_id__isnull=True) | Q(line_id__isnull=True), name="alarms_alarm_about_one"
            ),
            models.CheckConstraint(
                condition=Q(raised_at__isnull=True)
                | Q(cleared_at__isnull=True)
                | Q(raised_at__gt=models.F("cleared_at")),
                name="alarms_alarm_raised_anew",
            ),
        ]


class Name(models.Model):
    """What a source calls a node that we call otherwise: said by a person."""

    source = models.TextField()
    said = models.TextField()
    node_id = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        db_table = "alarms_name"
        constraints = [models.UniqueConstraint(fields=["source", "said"], name="alarms_name_once")]


class Down(models.Model):
    """A node that was said to be down because of alarms, since when, and since when none stands any more."""

    node_id = models.BigIntegerField(primary_key=True)
    since = models.DateTimeField()
    up_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "alarms_down"


class Rule(models.Model):
    """The operator's numbers: from when many terminals are their node, and what is steady. The newest counts."""

    share = models.DecimalField(max_digits=4, decimal_places=3)
    least = models.IntegerField()
    back_share = models.DecimalField(max_digits=4, decimal_places=3)
    steady_minutes = models.IntegerField()
    reports = models.IntegerField()
    within_minutes = models.IntegerField()
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        db_table = "alarms_rule"
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=1, back_share__gte=0, back_share__lt=models.F("share")),
                name="alarms_rule_shares",
            ),
            models.CheckConstraint(
                condition=Q(least__gte=2, reports__gte=2, steady_minutes__gte=0, within_minutes__gte=1),
                name="alarms_rule_numbers",
            ),
        ]


class Report(models.Model):
    """A customer says that a line is down."""

    line_id = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        db_table = "alarms_report"
        indexes = [models.Index(fields=["at"], name="alarms_report_at")]


class Suspicion(models.Model):
    """What may be an outage, or a wrong topology: a person looks, and declares or dismisses."""

    node_id = models.BigIntegerField()
    why = models.TextField()
    count = models.IntegerField()
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.TextField(default="", db_default="")
    outage_id = models.BigIntegerField(null=True)  # that was declared from it

    class Meta:
        db_table = "alarms_suspicion"
        constraints = [
            models.CheckConstraint(condition=Q(why__in=WHY), name="alarms_suspicion_why"),
            models.UniqueConstraint(
                fields=["node_id", "why"], condition=Q(settled_at__isnull=True), name="alarms_suspicion_once"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outage_id__isnull=True, settled_by="")
                | Q(settled_at__isnull=False) & ~Q(settled_by=""),
                name="alarms_suspicion_settled_by_somebody",
            ),
        ]
