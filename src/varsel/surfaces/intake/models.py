"""The files that came in, as they came."""

from __future__ import annotations

from django.db import models


class File(models.Model):
    """A bank file that was booked: its bytes, once, whatever it was called."""

    sha256 = models.TextField(unique=True)
    name = models.TextField()  # as it was called when it first came
    format = models.TextField()
    created_at = models.DateTimeField()  # by the bank
    received_at = models.DateTimeField()
    received_by = models.TextField()
    content = models.BinaryField()
    payments = models.IntegerField()
    sums = models.JSONField()  # currency to amount, less deductions

    class Meta:
        db_table = "intake_file"
        indexes = [models.Index(fields=["-received_at"], name="intake_file_received")]
        constraints = [
            models.CheckConstraint(condition=models.Q(payments__gte=0), name="intake_file_payments"),
            models.CheckConstraint(condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="intake_file_sha256"),
        ]


class Entry(models.Model):
    """Where a payment stands in a file: the same payment may stand in several, and was booked with the first."""

    file = models.ForeignKey(File, on_delete=models.DO_NOTHING)
    place = models.IntegerField()  # among the file's payments, from 1
    line = models.IntegerField()  # of the file
    bank_key = models.TextField()

    class Meta:
        db_table = "intake_entry"
        indexes = [models.Index(fields=["bank_key"], name="intake_entry_key")]
        constraints = [models.UniqueConstraint(fields=["file", "place"], name="intake_entry_place")]
