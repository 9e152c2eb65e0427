"""Customers: who they are to the operator, and how they are reached."""

from __future__ import annotations

from django.db import models


class Party(models.Model):
    """A customer. Names of people with a protected identity are masked wherever nobody asked with a reason."""

    ref = models.UUIDField(unique=True)
    external_id = models.TextField(unique=True)
    number = models.TextField(unique=True)  # customer number
    kind = models.TextField()
    name = models.TextField()
    language = models.TextField()
    country = models.TextField()
    protected_identity = models.BooleanField(default=False)

    class Meta:
        db_table = "parties_party"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["consumer", "business", "association"]), name="parties_party_kind"
            ),
            models.CheckConstraint(condition=models.Q(language__in=["sv", "nb", "en"]), name="parties_party_language"),
        ]


class ContactPoint(models.Model):
    """A way to reach a customer, for as long as it was given. A new value is a new row: history stays."""

    party = models.ForeignKey(Party, on_delete=models.DO_NOTHING)
    channel = models.TextField()
    value = models.TextField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "parties_contact_point"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel__in=["sms", "email", "letter"]), name="parties_contact_channel"
            ),
            models.CheckConstraint(condition=~models.Q(value=""), name="parties_contact_value"),
            models.UniqueConstraint(
                fields=["party", "channel"], condition=models.Q(valid_to__isnull=True), name="parties_contact_current"
            ),
        ]


class Consent(models.Model):
    """What a customer agreed to, or took back, at a moment, by which text. Never changed: a new word is a new row."""

    party = models.ForeignKey(Party, on_delete=models.DO_NOTHING)
    purpose = models.TextField()
    at = models.DateTimeField()
    state = models.TextField()
    text = models.TextField()  # which text they saw: its name and version

    class Meta:
        db_table = "parties_consent"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=["given", "withdrawn"]), name="parties_consent_state"),
            models.UniqueConstraint(fields=["party", "purpose", "at"], name="parties_consent_once"),
        ]
