"""What happened and what was decided: append-only, sealed into a chain in batches."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Entry(models.Model):
    """One line of the journal, written in the transaction of what it tells."""

    ref = models.UUIDField(unique=True)
    at = models.DateTimeField()
    kind = models.TextField()
    about = models.TextField()  # "service:17", "invoice:4"
    party = models.BigIntegerField(null=True)  # whose, by key: people are never named here
    actor = models.TextField()  # "system", "feed", "staff:3"
    facts = models.JSONField(default=dict)
    verdict = models.JSONField(null=True)
    personal = models.BinaryField(null=True)  # personal content, encrypted with the person's key
    lawful = models.GeneratedField(
        expression=models.functions.Cast(models.F("verdict__lawful"), models.BooleanField()),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )

    class Meta:
        db_table = "journal_entry"
        indexes = [
            models.Index(fields=["about", "id"], name="journal_entry_about"),
            models.Index(fields=["party", "id"], name="journal_entry_party", condition=models.Q(party__isnull=False)),
            models.Index(fields=["at"], name="journal_entry_at"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "at", "about", "lawful"], name="journal_entry_permit"),
        ]


class Unsealed(models.Model):
    """An entry that waits to be sealed; the trigger on Entry fills it, sealing empties it, and nobody else may."""

    # No foreign key in the database: asked of each entry again, just after it was written by the same statement.
    entry = models.OneToOneField(Entry, on_delete=models.DO_NOTHING, primary_key=True, db_constraint=False)

    class Meta:
        db_table = "journal_unsealed"


class Seal(models.Model):
    """A batch of entries bound to all that came before: digest = SHA-256(previous, entries)."""

    at = models.DateTimeField()
    entries = ArrayField(models.BigIntegerField())
    previous = models.BinaryField()
    digest = models.BinaryField(unique=True)

    class Meta:
        db_table = "journal_seal"
        constraints = [models.UniqueConstraint(fields=["previous"], name="journal_seal_one_successor")]


class PersonKey(models.Model):
    """A person's key, itself encrypted with the installation's; destroyed when the person's time is out."""

    party = models.BigIntegerField(primary_key=True)
    wrapped = models.BinaryField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "journal_person_key"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=False, destroyed_at__isnull=True)
                | models.Q(wrapped__isnull=True, destroyed_at__isnull=False),
                name="journal_person_key_is_kept_or_destroyed",
            )
        ]
