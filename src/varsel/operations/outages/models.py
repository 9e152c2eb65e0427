"""Alarms and outages: what is declared, forecast, worked on, lent and ended."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

CREW = ["on_the_way", "on_site", "night_work", "paused", "left"]
CONFIDENCE = ["low", "medium", "high"]
STEPS = ["regulator_notice", "regulator_report", "regulator_final"]


class Outage(models.Model):
    """An outage of everything below a node, from its detection to its end.

    `called` is its id outside; a later one of the same name takes it over. One that an outage above took over
    (`merged_into`, always the topmost) means that one from then on.
    """

    ref = models.UUIDField(unique=True)
    called = models.TextField()
    node_id = models.BigIntegerField()
    title = models.TextField(default="", db_default="")
    detected_at = models.DateTimeField()
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.DO_NOTHING, null=True)
    merged_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outages_outage"
        indexes = [
            models.Index(fields=["called", "id"], name="outages_called"),
            models.Index(fields=["node_id"], name="outages_outage_node"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["node_id"],
                condition=Q(ended_at__isnull=True, merged_into__isnull=True),
                name="outages_one_open",
            ),
            models.CheckConstraint(
                condition=Q(declared_at__gte=F("detected_at"))
                & (Q(ended_at__isnull=True) | Q(ended_at__gte=F("detected_at"))),
                name="outages_outage_in_order",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True, merged_at__isnull=True)
                | Q(merged_into__isnull=False, merged_at__isnull=False) & ~Q(merged_into=F("id")),
                name="outages_merged_into_another",
            ),
        ]


class Alarm(models.Model):
    """A node that is reported down. It stands until the node is reported up.

    It waits for its confirmation (`confirm_at`), or belongs to an outage: its own, or one at or above its node.
    """

    node_id = models.BigIntegerField()
    raised_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)
    confirm_at = models.DateTimeField(null=True)
    outage = models.ForeignKey(Outage, on_delete=models.DO_NOTHING, null=True)

    class Meta:
        db_table = "outages_alarm"
        indexes = [
            models.Index(fields=["confirm_at"], name="outages_alarm_waits", condition=Q(cleared_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["node_id"], condition=Q(cleared_at__isnull=True), name="outages_one_standing_alarm"
            ),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True) | Q(cleared_at__gte=F("raised_at")),
                name="outages_alarm_ends_after",
            ),
        ]


class Forecast(models.Model):
    """Until when an outage is expected to last, and why. Never changed: a new word is a new row.

    Where the end is a window, `earliest` is its begin and `until` its end.
    """

    outage = models.ForeignKey(Outage, on_delete=models.DO_NOTHING)
    earliest = models.DateTimeField(null=True)
    until = models.DateTimeField()
    confidence = models.TextField()
    because = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.TextField()

    class Meta:
        db_table = "outages_forecast"
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("made_at")), name="forecast_looks_ahead"),
            models.CheckConstraint(
                condition=Q(earliest__isnull=True) | Q(earliest__lte=F("until")), name="forecast_window_in_order"
            ),
            models.CheckConstraint(condition=Q(confidence__in=CONFIDENCE), name="forecast_confidence"),
        ]


class Crew(models.Model):
    """What the crew does from a moment on. Never changed."""

    outage = models.ForeignKey(Outage, on_delete=models.DO_NOTHING)
    state = models.TextField()
    because = models.TextField(default="", db_default="")
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        db_table = "outages_crew"
        constraints = [models.CheckConstraint(condition=Q(state__in=CREW), name="crew_state")]


class Waiting(models.Model):
    """What the work waits for: material, a permit, access; from where, expected when."""

    outage = models.ForeignKey(Outage, on_delete=models.DO_NOTHING)
    item = models.TextField()
    place = models.TextField(default="", db_default="")  # a warehouse, an owner, an authority
    expected = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.TextField()
    over_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outages_waiting"
        constraints = [
            models.CheckConstraint(condition=~Q(item=""), name="waiting_for_something"),
            models.CheckConstraint(condition=Q(over_at__isnull=True) | Q(over_at__gte=F("at")), name="waiting_ends"),
            models.UniqueConstraint(fields=["outage"], condition=Q(over_at__isnull=True), name="waiting_for_one"),
        ]


class PlannedWork(models.Model):
    """Work on a node that was announced. What fails at or below it meanwhile is told to nobody."""

    ref = models.UUIDField(unique=True)
    called = models.TextField(unique=True)
    node_id = models.BigIntegerField()
    title = models.TextField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    planned_by = models.TextField()

    class Meta:
        db_table = "outages_planned_work"
        indexes = [models.Index(fields=["node_id", "ends_at"], name="outages_planned_node")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="planned_work_in_order"),
        ]


class Offer(models.Model):
    """A router was offered to a customer in an outage: once. It reserves nothing."""

    pk = models.CompositePrimaryKey("outage_id", "party_id")
    outage = models.ForeignKey(Outage, on_delete=models.DO_NOTHING)
    party_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "outages_offer"


class Loan(models.Model):
    """A router that a customer has, or had. It costs nothing: no amount hangs on it.

    Where routers have serial numbers, one is set aside when the customer accepts (`device_id`), and handed over in
    person, with the name of who signed, or as a parcel. Still out some days after the outage it is overdue. One that
    does not come back is written off by a person, who says why.
    """

    ref = models.UUIDField(unique=True)
    outage = models.ForeignKey(Outage, on_delete=models.DO_NOTHING)
    party_id = models.BigIntegerField()
    warehouse = models.TextField(null=True)  # where it was taken from; None: the operator counts none
    device_id = models.BigIntegerField(null=True)
    out_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)
    how = models.TextField(default="", db_default="")
    signed_by = models.TextField(default="", db_default="")
    tracking = models.TextField(default="", db_default="")
    overdue_at = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)
    lost_at = models.DateTimeField(null=True)
    lost_because = models.TextField(default="", db_default="")
    lost_by = models.TextField(default="", db_default="")

    class Meta:
        db_table = "outages_loan"
        constraints = [
            models.UniqueConstraint(
                fields=["outage", "party_id"],
                condition=Q(back_at__isnull=True, lost_at__isnull=True),
                name="loan_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["device_id"], condition=Q(back_at__isnull=True, lost_at__isnull=True), name="loan_one_a_device"
            ),
            models.CheckConstraint(condition=Q(back_at__isnull=True) | Q(back_at__gte=F("out_at")), name="loan_ends"),
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True, how="", signed_by="", tracking="")
                | Q(
                    handed_at__isnull=False,
                    handed_at__gte=F("out_at"),
                    device_id__isnull=False,
                    how="in_person",
                    tracking="",
                )
                & ~Q(signed_by="")
                | Q(
                    handed_at__isnull=False,
                    handed_at__gte=F("out_at"),
                    device_id__isnull=False,
                    how="parcel",
                    signed_by="",
                )
                & ~Q(tracking=""),
                name="loan_handed_with_a_proof",
            ),
            models.CheckConstraint(
                condition=Q(lost_at__isnull=True, lost_because="", lost_by="")
                | Q(lost_at__isnull=False, lost_at__gte=F("out_at"), back_at__isnull=True)
                & ~Q(lost_because="")
                & ~Q(lost_by=""),
                name="loan_lost_with_a_reason",
            ),
        ]


class Threshold(models.Model):
    """A share of an area's customers above which the operator reports, where law gives no number. The newest counts."""

    country = models.TextField()
    area = models.TextField()
    share = models.DecimalField(max_digits=5, decimal_places=4)
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        db_table = "outages_threshold"
        constraints = [
            models.CheckConstraint(condition=Q(share__gte=0, share__lt=1), name="threshold_is_a_share"),
            models.CheckConstraint(
                condition=Q(area__in=["municipality", "urban_area", "country"]), name="threshold_area"
            ),
        ]


class Reported(models.Model):
    """A step that the regulator got, with the number of its receipt: without one the duty stays open."""

    pk = models.CompositePrimaryKey("outage_id", "step")
    outage = models.ForeignKey(Outage, on_delete=models.DO_NOTHING)
    step = models.TextField()
    receipt = models.TextField()
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        db_table = "outages_reported"
        constraints = [
            models.CheckConstraint(condition=Q(step__in=STEPS), name="reported_step"),
            models.CheckConstraint(condition=~Q(receipt=""), name="reported_with_a_receipt"),
        ]
