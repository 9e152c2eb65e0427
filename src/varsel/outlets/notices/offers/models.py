"""Offers: by which consent each was made."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Offer(models.Model):
    """A notice that is an offer. It stands on a consent, or is about the customer's own contract."""

    notice_id = models.BigIntegerField(primary_key=True)
    party_id = models.BigIntegerField()
    country = models.TextField()
    about = models.TextField()
    subject = models.TextField()
    consent_id = models.BigIntegerField(null=True)
    letter_consent_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by = models.TextField()

    class Meta:
        db_table = "offers_offer"
        indexes = [models.Index(fields=["party_id", "made_at"], name="offers_party")]
        constraints = [
            models.CheckConstraint(condition=Q(about__in=["offer", "terms_offer"]), name="offers_are_offers"),
            models.CheckConstraint(
                condition=Q(about="terms_offer") | Q(consent_id__isnull=False), name="offers_by_consent"
            ),
            models.CheckConstraint(
                condition=Q(about="terms_offer") | Q(subject__startswith="offer:"), name="offers_speak_of_nothing_else"
            ),
        ]
