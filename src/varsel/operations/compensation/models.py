"""Cases in which a customer is to be compensated, and how each was decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

_UNDECIDED = Q(
    outcome__isnull=True,
    amount_ore__isnull=True,
    claimed_ore__isnull=True,
    decided_at__isnull=True,
    decided_by__isnull=True,
    credit_id__isnull=True,
    because="",
)
_DECIDED = Q(outcome__isnull=False, amount_ore__isnull=False, decided_at__isnull=False, decided_by__isnull=False)
_PAID = Q(amount_ore__gt=0, credit_id__isnull=False)
_ALL = Q(claimed_ore__isnull=True) | Q(claimed_ore__lte=F("amount_ore"))
_LESS = Q(claimed_ore__isnull=False, claimed_ore__gt=F("amount_ore")) & ~Q(because="")


class Case(models.Model):
    """A visit to which nobody came. Open until a person has decided: granted, partly, or rejected with a reason.

    `about` is the visit ("visit:5"): one case each. `entry_id` is the journal's entry with the verdict that it is due.
    """

    ref = models.UUIDField(unique=True)
    about = models.TextField()
    party_id = models.BigIntegerField()
    service_id = models.BigIntegerField()
    country = models.TextField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    entry_id = models.BigIntegerField()
    outcome = models.TextField(null=True)
    amount_ore = models.BigIntegerField(null=True)
    claimed_ore = models.BigIntegerField(null=True)  # what the customer asked for, if they said a sum
    because = models.TextField(default="", db_default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(null=True)
    credit_id = models.BigIntegerField(null=True, unique=True)

    class Meta:
        db_table = "compensation_case"
        indexes = [
            models.Index(fields=["opened_at"], name="compensation_open", condition=Q(outcome__isnull=True)),
            models.Index(fields=["party_id"], name="compensation_party"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["about"], name="compensation_one_case_a_visit"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="compensation_visit_in_order"),
            models.CheckConstraint(
                condition=_UNDECIDED
                | _DECIDED
                & (
                    Q(outcome="granted") & _PAID & _ALL
                    | Q(outcome="partly") & _PAID & _LESS
                    | Q(outcome="rejected", amount_ore=0, credit_id__isnull=True) & ~Q(because="")
                ),
                name="compensation_decided_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(decided_at__gte=F("opened_at")),
                name="compensation_decided_after_it_was_opened",
            ),
        ]
