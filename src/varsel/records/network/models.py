"""Nodes and lines: what serves what."""

from __future__ import annotations

from django.db import models


class Node(models.Model):
    """A place in the network that serves those below it."""

    external_id = models.TextField(unique=True)
    kind = models.TextField()
    parent = models.ForeignKey("self", on_delete=models.DO_NOTHING, null=True)
    municipality = models.TextField(default="")

    class Meta:
        db_table = "network_node"
        constraints = [
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="network_node_not_own_parent")
        ]


class Line(models.Model):
    """One physical access of a premises, with none or more services on it."""

    ref = models.UUIDField(unique=True)
    external_id = models.TextField(unique=True)
    node = models.ForeignKey(Node, on_delete=models.DO_NOTHING, null=True)
    address = models.TextField(default="")

    class Meta:
        db_table = "network_line"


class Equipment(models.Model):
    """What is installed at the end of a line, and since when: its age decides about exchange and advice."""

    external_id = models.TextField(unique=True)
    line = models.ForeignKey(Line, on_delete=models.DO_NOTHING)
    kind = models.TextField()
    serial = models.TextField(null=True)  # not every register knows it
    installed_on = models.DateField(null=True)

    class Meta:
        db_table = "network_equipment"
