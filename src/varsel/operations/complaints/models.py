"""Complaints that reached an authority, and how those who made them were contacted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Complaint(models.Model):
    """A case at an authority. Open until decided; about an invoice it may freeze what is unpaid of that.

    KO: the consumer ombudsman (supervision); ARN, BKN: the boards that decide disputes in Sweden and Norway.
    """

    ref = models.UUIDField(unique=True)
    external_id = models.TextField(unique=True)
    authority = models.TextField()
    country = models.TextField()
    reference = models.TextField(default="")  # the authority's own number
    received_on = models.DateField()
    registered_at = models.DateTimeField()
    registered_by = models.TextField()
    category = models.TextField()
    about = models.TextField(default="")  # what caused it: "invoice:5", "outage:2"; empty: not known
    invoice_id = models.BigIntegerField(null=True)  # the invoice of `about`, where it is one
    party_id = models.BigIntegerField(null=True)
    answer_by = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.TextField(null=True)
    outcome = models.TextField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(null=True)  # who wrote the authority's decision down

    class Meta:
        db_table = "complaints_complaint"
        indexes = [
            models.Index(fields=["invoice_id"], name="complaint_invoice", condition=Q(invoice_id__isnull=False)),
            models.Index(fields=["party_id"], name="complaint_party", condition=Q(party_id__isnull=False)),
            models.Index(fields=["received_on"], name="complaint_received"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(authority__in=["KO", "ARN"], country="SE") | Q(authority="BKN", country="NO"),
                name="complaint_authority_of_its_country",
            ),
            models.UniqueConstraint(
                fields=["authority", "reference"], condition=~Q(reference=""), name="complaint_reference_once"
            ),
            models.CheckConstraint(condition=~Q(category=""), name="complaint_has_a_category"),
            models.CheckConstraint(
                condition=Q(answer_by__isnull=True) | Q(answer_by__gte=F("received_on")),
                name="complaint_answer_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(invoice_id__isnull=True) | Q(party_id__isnull=False), name="complaint_invoice_has_an_owner"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="complaint_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True, decided_at__isnull=True, decided_by__isnull=True)
                | Q(
                    outcome__in=["upheld", "partly", "rejected", "dismissed", "withdrawn"],
                    outcome__isnull=False,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="complaint_decided_with_an_outcome",
            ),
        ]


class Outreach(models.Model):
    """An attempt to reach who complained, and what came of it. Never changed."""

    complaint = models.ForeignKey(Complaint, on_delete=models.DO_NOTHING)
    at = models.DateTimeField()
    on = models.DateField()  # the local day
    outcome = models.TextField()
    by = models.TextField()

    class Meta:
        db_table = "complaints_outreach"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["interested", "declined", "no-answer"]), name="outreach_outcome"
            ),
        ]
