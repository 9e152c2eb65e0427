"""Letters as they were printed: the very bytes, in the batch that the print house got."""

from __future__ import annotations

from django.db import models


class Batch(models.Model):
    """What goes to the print house together: letters of one country, in one kind of envelope, with their manifest."""

    ref = models.UUIDField(unique=True)
    name = models.TextField(unique=True)  # the folder it is handed over as
    country = models.TextField()
    envelope = models.TextField()
    made_at = models.DateTimeField()
    manifest = models.BinaryField()
    manifest_sha256 = models.TextField()
    handed_over_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "letters_batch"


class Print(models.Model):
    """One letter of a batch. `attempt_ref` is the hand-over that it is: one attempt is printed once."""

    batch = models.ForeignKey(Batch, on_delete=models.DO_NOTHING)
    position = models.IntegerField()  # in the batch, from 1
    attempt_ref = models.UUIDField(unique=True)
    mark = models.TextField(unique=True)  # on each of its pages
    pages = models.IntegerField()
    content = models.BinaryField()  # PDF/A-2a, PDF/UA-1
    sha256 = models.TextField()

    class Meta:
        db_table = "letters_print"
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="letters_one_letter_a_place"),
            models.CheckConstraint(condition=models.Q(position__gte=1, pages__gte=1), name="letters_print_has_pages"),
        ]
