"""What the files of other systems brought that could not be taken at once, and which files came."""

from __future__ import annotations

from django.db import models


class File(models.Model):
    """A file that was loaded, once, whatever it was called. Its rows are in the records, not here."""

    sha256 = models.TextField()
    entity = models.TextField()  # "customers", "services"
    system = models.TextField()  # who told it
    name = models.TextField()
    exported_at = models.DateTimeField(null=True)
    loaded_at = models.DateTimeField()
    loaded_by = models.TextField()
    counts = models.JSONField()

    class Meta:
        db_table = "register_file"
        constraints = [
            models.UniqueConstraint(fields=["entity", "system", "sha256"], name="register_file_once"),
            models.CheckConstraint(condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="register_file_sha256"),
        ]


class Quarantined(models.Model):
    """A row that waits: what it names is not there yet, or somebody must correct it. Each load tries it again."""

    file = models.ForeignKey(File, on_delete=models.DO_NOTHING)
    entity = models.TextField()
    system = models.TextField()
    line = models.IntegerField()
    key = models.TextField(default="")  # what the row is called; empty where that is what is wrong
    column = models.TextField()
    reason = models.TextField()
    told = models.JSONField()  # column to text
    since = models.DateTimeField()

    class Meta:
        db_table = "register_quarantined"
        indexes = [models.Index(fields=["entity", "system", "key"], name="register_quarantined_key")]


class Conflict(models.Model):
    """A value that another system may not change, and that differs from ours. A person settles it at the source."""

    file = models.ForeignKey(File, on_delete=models.DO_NOTHING)
    entity = models.TextField()
    system = models.TextField()
    key = models.TextField()
    field = models.TextField()
    owner = models.TextField()  # whose word counts; empty: a value that no file changes
    stored = models.TextField(null=True)
    told = models.TextField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "register_conflict"
        constraints = [
            models.UniqueConstraint(fields=["entity", "system", "key", "field"], name="register_conflict_once")
        ]


class Case(models.Model):
    """A case that ran in another system when it was handed on, as it was told."""

    external_id = models.TextField(unique=True)
    party_id = models.BigIntegerField()
    kind = models.TextField()
    state = models.TextField()
    opened_on = models.DateField()

    class Meta:
        db_table = "register_case"
        indexes = [models.Index(fields=["party_id"], name="register_case_party")]


class Demanded(models.Model):
    """What the system before demanded or restricted, as it was told. History only: unproved, it never counts."""

    external_id = models.TextField(unique=True)
    invoice_id = models.BigIntegerField()
    kind = models.TextField()
    sent_on = models.DateField()
    last_day = models.DateField(null=True)
    channel = models.TextField(null=True)
    proof = models.TextField(null=True)

    class Meta:
        db_table = "register_demanded"
        indexes = [models.Index(fields=["invoice_id"], name="register_demanded_invoice")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["demand", "warning", "limited", "closed"]), name="register_demanded_kind"
            )
        ]


class OwnersVersion(models.Model):
    """Whose word counts for what, from a moment on; never changed, only followed by the next."""

    document = models.JSONField()
    digest = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.TextField()

    class Meta:
        db_table = "register_owners"
