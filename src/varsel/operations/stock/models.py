"""What lies in a warehouse: so many of an item."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Stock(models.Model):
    """How many of an item a warehouse has now. It never falls below nothing."""

    warehouse = models.TextField()
    item = models.TextField()
    count = models.IntegerField()

    class Meta:
        db_table = "stock_stock"
        constraints = [
            models.UniqueConstraint(fields=["item", "warehouse"], name="stock_once"),
            models.CheckConstraint(condition=Q(count__gte=0), name="stock_not_below_nothing"),
            models.CheckConstraint(condition=~Q(warehouse="") & ~Q(item=""), name="stock_has_a_place"),
        ]
