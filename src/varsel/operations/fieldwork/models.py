"""Who works in the field, what they are to do, and when they come to customers."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

CREW_KINDS = ["own", "contractor"]
OPEN_STATES = ["acknowledged", "inProgress", "held", "pending"]
ENDED_STATES = ["completed", "partial", "failed", "cancelled", "rejected"]
STEPS = ["", "accepted", "on_the_way", "on_site", "night_work"]
WAITS = ["material", "digging_permit", "cable_location", "property_access", "pause"]


class Crew(models.Model):
    """People who work together: our own, or a contractor's."""

    name = models.TextField(unique=True)
    kind = models.TextField()
    added_at = models.DateTimeField()

    class Meta:
        db_table = "fieldwork_crew"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CREW_KINDS), name="crew_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="crew_has_a_name"),
            models.UniqueConstraint(fields=["id", "kind"], name="crew_with_its_kind"),
        ]


class Technician(models.Model):
    """Somebody who works in the field, from a local time of the day to another, on business days of their country."""

    ref = models.UUIDField(unique=True)
    name = models.TextField()
    user_id = models.BigIntegerField(null=True, unique=True)  # how they sign in, if they do
    crew = models.ForeignKey(Crew, on_delete=models.DO_NOTHING)
    country = models.TextField()
    day_begins = models.TimeField()
    day_ends = models.TimeField()
    hired_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "fieldwork_technician"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="technician_has_a_name"),
            models.CheckConstraint(condition=Q(day_ends__gt=F("day_begins")), name="technician_day_in_order"),
        ]


class Skill(models.Model):
    """What a technician may do: to the end of a day, where it has one."""

    technician = models.ForeignKey(Technician, on_delete=models.DO_NOTHING)
    skill = models.TextField()
    valid_until = models.DateField(null=True)

    class Meta:
        db_table = "fieldwork_skill"
        constraints = [
            models.UniqueConstraint(fields=["technician", "skill"], name="skill_once"),
            models.CheckConstraint(condition=~Q(skill=""), name="skill_has_a_name"),
        ]


class Vehicle(models.Model):
    """A vehicle. What lies in it is a place of the stock."""

    registration = models.TextField(unique=True)
    name = models.TextField(default="", db_default="")
    added_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "fieldwork_vehicle"
        constraints = [models.CheckConstraint(condition=~Q(registration=""), name="vehicle_has_a_registration")]


class Driving(models.Model):
    """Who has a vehicle, from when to when: a technician, or a crew as a whole."""

    vehicle = models.ForeignKey(Vehicle, on_delete=models.DO_NOTHING)
    technician = models.ForeignKey(Technician, on_delete=models.DO_NOTHING, null=True)
    crew = models.ForeignKey(Crew, on_delete=models.DO_NOTHING)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "fieldwork_driving"
        constraints = [
            models.UniqueConstraint(fields=["vehicle"], condition=Q(until__isnull=True), name="driving_by_one"),
            models.UniqueConstraint(fields=["technician"], condition=Q(until__isnull=True), name="driving_one"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="driving_ends"),
        ]


class Order(models.Model):
    """A work order: about an outage, a service, planned work or a node, for one technician or a contractor.

    `state` has the names of TM Forum 697; `step` is what whoever does it said last. `begins_at` to `ends_at` is when
    it is planned; in `minutes_left` it would be done, once there, `travel_minutes` away.
    """

    ref = models.UUIDField(unique=True)
    country = models.TextField()
    outage_id = models.BigIntegerField(null=True)
    service_id = models.BigIntegerField(null=True)
    party_id = models.BigIntegerField(null=True)
    planned_id = models.BigIntegerField(null=True)
    node_id = models.BigIntegerField(null=True)
    address = models.TextField(default="", db_default="")
    description = models.TextField()
    priority = models.SmallIntegerField(default=2)  # 0 is the highest, as in TM Forum 697
    skills = ArrayField(models.TextField(), default=list)
    minutes_left = models.IntegerField()
    travel_minutes = models.IntegerField(default=0)
    technician = models.ForeignKey(Technician, on_delete=models.DO_NOTHING, null=True)
    crew = models.ForeignKey(Crew, on_delete=models.DO_NOTHING, null=True)
    crew_kind = models.TextField(null=True)
    begins_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    state = models.TextField(default="acknowledged")
    step = models.TextField(default="", db_default="")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(default="", db_default="")

    class Meta:
        db_table = "fieldwork_order"
        indexes = [
            models.Index(fields=["begins_at"], name="fieldwork_order_open", condition=Q(ended_at__isnull=True)),
            models.Index(fields=["technician", "begins_at"], name="fieldwork_order_technician"),
            models.Index(fields=["outage_id"], name="fieldwork_order_outage"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(priority__gte=0, priority__lte=4), name="order_priority"),
            models.CheckConstraint(condition=Q(minutes_left__gt=0, travel_minutes__gte=0), name="order_takes_time"),
            models.CheckConstraint(condition=~Q(description=""), name="order_has_a_description"),
            models.CheckConstraint(condition=Q(step__in=STEPS), name="order_step"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, ended_at__isnull=True)
                | Q(state__in=ENDED_STATES, ended_at__isnull=False),
                name="order_ends_with_its_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="acknowledged") & ~Q(state="inProgress")
                | Q(state="acknowledged", step__in=["", "accepted"])
                | Q(state="inProgress", step__in=["on_the_way", "on_site", "night_work"]),
                name="order_step_of_its_state",
            ),
            models.CheckConstraint(
                condition=Q(begins_at__isnull=True, ends_at__isnull=True)
                | Q(begins_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("begins_at")),
                name="order_window_in_order",
            ),
            # An order is given to a person, or to a contractor, who gives it to one of theirs; always for a time.
            models.CheckConstraint(
                condition=Q(crew__isnull=True, crew_kind__isnull=True, technician__isnull=True)
                | Q(crew__isnull=False, crew_kind__isnull=False, begins_at__isnull=False)
                & (Q(technician__isnull=False) | Q(crew_kind="contractor")),
                name="order_for_a_person_or_a_contractor",
            ),
            models.CheckConstraint(
                condition=~Q(state="inProgress") | Q(crew__isnull=False, started_at__isnull=False),
                name="order_done_by_somebody",
            ),
        ]


class Item(models.Model):
    """What an order needs, so many of it, and how many were used (None: it is not over)."""

    order = models.ForeignKey(Order, on_delete=models.DO_NOTHING)
    item = models.TextField()
    count = models.IntegerField()
    used = models.IntegerField(null=True)

    class Meta:
        db_table = "fieldwork_item"
        constraints = [
            models.UniqueConstraint(fields=["order", "item"], name="item_once"),
            models.CheckConstraint(
                condition=Q(count__gte=0) & (Q(used__isnull=True) | Q(used__gte=0)), name="item_count"
            ),
            models.CheckConstraint(condition=~Q(item=""), name="item_has_a_name"),
        ]


class Wait(models.Model):
    """What an order waits for: what, from where, expected when; or why it is paused.

    `foretold` is until when the outage was said to last because of it.
    """

    order = models.ForeignKey(Order, on_delete=models.DO_NOTHING)
    kind = models.TextField()
    what = models.TextField()
    place = models.TextField(default="", db_default="")  # a warehouse, an owner, an authority
    count = models.IntegerField(default=1, db_default=1)
    expected = models.DateTimeField(null=True)
    foretold = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.TextField()
    over_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "fieldwork_wait"
        indexes = [models.Index(fields=["what"], name="fieldwork_wait_open", condition=Q(over_at__isnull=True))]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=WAITS), name="wait_kind"),
            models.CheckConstraint(condition=~Q(what="") & Q(count__gt=0), name="wait_for_something"),
            models.CheckConstraint(condition=Q(over_at__isnull=True) | Q(over_at__gte=F("at")), name="wait_ends"),
            models.UniqueConstraint(
                fields=["order", "kind", "what"], condition=Q(over_at__isnull=True), name="wait_for_it_once"
            ),
        ]


class Act(models.Model):
    """What was done under a key that its page made: done again under the same key, nothing more happens."""

    key = models.UUIDField(unique=True)
    order = models.ForeignKey(Order, on_delete=models.DO_NOTHING)
    name = models.TextField()
    asked = models.TextField()  # a hash of what was asked
    answer = models.JSONField()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "fieldwork_act"


class Visit(models.Model):
    """A technician was promised to a customer between two instants; it took place, was missed, or was called off.

    Where it belongs to a work order, whoever comes checks in, and without that it is missed when its time is over.
    """

    ref = models.UUIDField(unique=True)
    called = models.TextField(unique=True)
    party_id = models.BigIntegerField()
    service_id = models.BigIntegerField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    booked_at = models.DateTimeField()
    outcome = models.TextField(null=True)
    settled_at = models.DateTimeField(null=True)
    order = models.ForeignKey(Order, on_delete=models.DO_NOTHING, null=True)
    checked_in_at = models.DateTimeField(null=True)
    moved_to = models.OneToOneField("self", on_delete=models.DO_NOTHING, null=True)

    class Meta:
        db_table = "fieldwork_visit"
        indexes = [models.Index(fields=["party_id"], name="fieldwork_visit_party")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="visit_in_order"),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True, settled_at__isnull=True)
                | Q(outcome__in=["done", "missed", "cancelled"], outcome__isnull=False, settled_at__isnull=False),
                name="visit_settled_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(checked_in_at__isnull=True)
                | Q(order__isnull=False, checked_in_at__lt=F("ends_at")) & ~Q(outcome="missed"),
                name="visit_missed_without_a_check_in",
            ),
            models.CheckConstraint(
                condition=Q(moved_to__isnull=True) | Q(outcome__isnull=False, outcome="cancelled"),
                name="visit_moved_is_called_off",
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(outcome__isnull=True), name="visit_one_to_come_for_an_order"
            ),
        ]
