"""Places, items, what lies where and whose it is to be, what is on its way, and devices with a number of their own."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

PLACES = ["warehouse", "vehicle"]
MOVES = ["count", "came", "moved", "sent", "used", "lent", "back", "lost"]


class Place(models.Model):
    """Where things lie: a warehouse, or a vehicle. `called` is its name outside (a vehicle's number plate)."""

    called = models.TextField(unique=True)
    kind = models.TextField()

    class Meta:
        db_table = "stock_place"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PLACES), name="stock_place_kind"),
            models.CheckConstraint(condition=~Q(called=""), name="stock_place_called"),
        ]


class Item(models.Model):
    """What is kept: `called` by its number, in a unit. At or below `low` in warehouses, somebody buys more.

    Each piece of what `has_serials` may be entered with its own number.
    """

    called = models.TextField(unique=True)
    name = models.TextField()
    unit = models.TextField()
    low = models.IntegerField(null=True)
    has_serials = models.BooleanField()

    class Meta:
        db_table = "stock_item"
        constraints = [
            models.CheckConstraint(condition=~Q(called="") & ~Q(name="") & ~Q(unit=""), name="stock_item_called"),
            models.CheckConstraint(condition=Q(low__isnull=True) | Q(low__gte=0), name="stock_item_low"),
        ]


class Shelf(models.Model):
    """How many of an item lie at a place, and how many of them are reserved, and how many have a serial number.

    The database keeps all three: the count is the sum of the movements, and nobody else writes it. None of them is
    ever below nothing.
    """

    place = models.ForeignKey(Place, on_delete=models.DO_NOTHING)
    item = models.ForeignKey(Item, on_delete=models.DO_NOTHING)
    count = models.IntegerField()
    reserved = models.IntegerField()
    serials = models.IntegerField()

    class Meta:
        db_table = "stock_shelf"
        constraints = [
            models.UniqueConstraint(fields=["place", "item"], name="stock_shelf_once"),
            models.CheckConstraint(
                condition=Q(reserved__gte=0, reserved__lte=F("count")), name="stock_no_more_reserved_than_there_is"
            ),
            models.CheckConstraint(
                condition=Q(serials__gte=0, serials__lte=F("count")), name="stock_no_more_serials_than_there_is"
            ),
        ]


class Device(models.Model):
    """A piece with a number of its own, and its SIM: a router to lend.

    In stock and reserved it lies at a place; out it is at a customer; back it has come to a place and is to be seen
    to before it is lent again.
    """

    item = models.ForeignKey(Item, on_delete=models.DO_NOTHING)
    serial = models.TextField(unique=True)
    iccid = models.TextField(null=True, unique=True)
    number = models.TextField(null=True, unique=True)  # of the SIM, as it is called: +46…
    state = models.TextField()
    place = models.ForeignKey(Place, on_delete=models.DO_NOTHING, null=True)
    subject = models.TextField(default="", db_default="")  # whose it is while reserved or out

    class Meta:
        db_table = "stock_device"
        indexes = [models.Index(fields=["item", "state", "place"], name="stock_device_lies")]
        constraints = [
            models.CheckConstraint(condition=~Q(serial=""), name="stock_device_serial"),
            models.CheckConstraint(
                condition=Q(state__in=["stock", "reserved", "back"], place__isnull=False)
                | Q(state__in=["out", "lost"], place__isnull=True),
                name="stock_device_is_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["reserved", "out"]) & ~Q(subject="")
                | Q(state__in=["stock", "back", "lost"], subject=""),
                name="stock_device_is_somebodys",
            ),
        ]


class Movement(models.Model):
    """So many came to a place, or (below nothing) left it. Only added to. What belongs together has one `batch`.

    `undoes`: the movement that this one takes back, once.
    """

    batch = models.UUIDField()
    place = models.ForeignKey(Place, on_delete=models.DO_NOTHING)
    item = models.ForeignKey(Item, on_delete=models.DO_NOTHING)
    change = models.IntegerField()
    kind = models.TextField()
    subject = models.TextField(default="", db_default="")
    device = models.ForeignKey(Device, on_delete=models.DO_NOTHING, null=True)
    undoes = models.OneToOneField("self", on_delete=models.DO_NOTHING, null=True)
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        db_table = "stock_movement"
        indexes = [
            models.Index(fields=["place", "item", "id"], name="stock_movement_shelf"),
            models.Index(fields=["batch"], name="stock_movement_batch"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MOVES), name="stock_movement_kind"),
            # A count may find what was thought: that somebody counted is worth a row.
            models.CheckConstraint(condition=~Q(change=0) | Q(kind="count"), name="stock_movement_moves"),
            models.CheckConstraint(
                condition=Q(kind="count")
                | Q(undoes__isnull=False)
                | Q(kind__in=["came", "back"], change__gt=0)
                | Q(kind__in=["sent", "used", "lent", "lost"], change__lt=0)
                | Q(kind="moved"),
                name="stock_movement_way",
            ),
        ]


class Delivery(models.Model):
    """So many of an item that a place still waits for, when they are expected, how many of them are promised.

    `sender`: the warehouse that sent them; without one they were bought.
    """

    called = models.TextField(default="", db_default="")  # the number of the order, as the seller has it
    item = models.ForeignKey(Item, on_delete=models.DO_NOTHING)
    place = models.ForeignKey(Place, on_delete=models.DO_NOTHING)
    sender = models.ForeignKey(Place, on_delete=models.DO_NOTHING, null=True, related_name="+")
    count = models.IntegerField()
    promised = models.IntegerField(default=0, db_default=0)
    expected_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.TextField()

    class Meta:
        db_table = "stock_delivery"
        indexes = [
            models.Index(fields=["item", "expected_at"], name="stock_delivery_awaited", condition=Q(count__gt=0))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(promised__gte=0, promised__lte=F("count")), name="stock_no_more_promised_than_comes"
            ),
            models.CheckConstraint(
                condition=Q(sender__isnull=True) | ~Q(sender=F("place")), name="stock_delivery_from_elsewhere"
            ),
        ]


class Need(models.Model):
    """A subject (a work order, a loan) wants so many of an item; `held` of them are on a shelf or in a delivery.

    `near`: the place to take from first, the vehicle that goes there. The older need is served first.
    """

    subject = models.TextField()
    item = models.ForeignKey(Item, on_delete=models.DO_NOTHING)
    count = models.IntegerField()
    held = models.IntegerField(default=0, db_default=0)
    near = models.ForeignKey(Place, on_delete=models.DO_NOTHING, null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "stock_need"
        constraints = [
            models.UniqueConstraint(fields=["subject", "item"], name="stock_need_once"),
            models.CheckConstraint(condition=~Q(subject="") & Q(count__gt=0), name="stock_need_of_something"),
            models.CheckConstraint(
                condition=Q(held__gte=0, held__lte=F("count")), name="stock_no_more_held_than_needed"
            ),
        ]


class Hold(models.Model):
    """So many on a shelf, or in a delivery, are for a need. Set and taken away whole."""

    need = models.ForeignKey(Need, on_delete=models.DO_NOTHING)
    item = models.ForeignKey(Item, on_delete=models.DO_NOTHING)
    place = models.ForeignKey(Place, on_delete=models.DO_NOTHING, null=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.DO_NOTHING, null=True)
    count = models.IntegerField()

    class Meta:
        db_table = "stock_hold"
        constraints = [
            models.CheckConstraint(condition=Q(count__gt=0), name="stock_hold_of_something"),
            models.CheckConstraint(
                condition=Q(place__isnull=False, delivery__isnull=True) | Q(place__isnull=True, delivery__isnull=False),
                name="stock_hold_in_one_place",
            ),
        ]


class Coverage(models.Model):
    """Whether a mobile phone works at a node and below it, or at one service. The newest word counts."""

    node_id = models.BigIntegerField(null=True)
    service_id = models.BigIntegerField(null=True)
    is_there = models.BooleanField()
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        db_table = "stock_coverage"
        indexes = [
            models.Index(fields=["node_id", "id"], name="stock_coverage_node"),
            models.Index(fields=["service_id", "id"], name="stock_coverage_service"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(node_id__isnull=False, service_id__isnull=True)
                | Q(node_id__isnull=True, service_id__isnull=False),
                name="stock_coverage_of_one",
            ),
        ]
