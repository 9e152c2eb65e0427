"""Unpaid invoices: warnings and their deadlines, proposals, disputes, holds."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

GROUNDS = ["unpaid", "repeatedly_late"]


class Warning(models.Model):
    """A payment demand (unpaid) or an advance notice (repeatedly late) for one invoice."""

    ref = models.UUIDField(unique=True)
    ground = models.TextField()
    invoice_id = models.BigIntegerField()
    party_id = models.BigIntegerField()
    country = models.TextField()
    notice_id = models.BigIntegerField(unique=True)
    says_interruption = models.BooleanField()  # a demand for a life line does not: it is never interrupted
    made_at = models.DateTimeField()

    class Meta:
        db_table = "arrears_warning"
        indexes = [models.Index(fields=["invoice_id"], name="arrears_warning_invoice")]
        constraints = [
            models.CheckConstraint(condition=Q(ground__in=GROUNDS), name="warning_ground"),
            models.UniqueConstraint(
                fields=["id", "ground", "invoice_id", "party_id", "country", "notice_id"], name="warning_identity"
            ),
        ]


class WarnedService(models.Model):
    """A service that a warning speaks of, and for how much of its principal."""

    warning = models.ForeignKey(Warning, on_delete=models.DO_NOTHING)
    invoice_id = models.BigIntegerField()
    service_id = models.BigIntegerField()
    party_id = models.BigIntegerField()
    amount_ore = models.BigIntegerField()

    class Meta:
        db_table = "arrears_warned_service"
        constraints = [
            models.UniqueConstraint(fields=["warning", "service_id"], name="warned_service_once"),
            models.CheckConstraint(condition=Q(amount_ore__gt=0), name="warned_for_something"),
        ]


class Deadline(models.Model):
    """A warning that arrived: what it gave the customer, per service. Never changed.

    `ends_at` is the first instant at which law no longer forbids to restrict.
    """

    warning_id = models.BigIntegerField()
    ground = models.TextField()
    invoice_id = models.BigIntegerField()
    service_id = models.BigIntegerField()
    party_id = models.BigIntegerField()
    country = models.TextField()
    zone = models.TextField()
    demand_days = models.IntegerField()
    demand_months = models.IntegerField()
    notice_hours = models.IntegerField()
    limited_days = models.IntegerField()
    notice_id = models.BigIntegerField()
    told_at = models.DateTimeField()
    received_at = models.DateTimeField()
    sent_on = models.DateField()
    received_on = models.DateField()
    last_day = models.DateField(null=True)  # the last day to pay; none where the payer is repeatedly late
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "arrears_deadline"
        indexes = [models.Index(fields=["invoice_id"], name="arrears_deadline_invoice")]
        constraints = [
            models.UniqueConstraint(fields=["warning_id", "service_id"], name="deadline_once"),
            models.UniqueConstraint(fields=["warning_id", "service_id", "ground", "ends_at"], name="deadline_permit"),
            models.CheckConstraint(
                condition=Q(ground="unpaid", last_day__isnull=False)
                | Q(ground="repeatedly_late", last_day__isnull=True),
                name="deadline_has_a_last_day",
            ),
        ]


class Proposal(models.Model):
    """A limiting or closing that the law allows and that waits for a person."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open"
        APPROVED = "approved"
        ACTED = "acted"
        FALLEN = "fallen"

    ref = models.UUIDField(unique=True)
    service_id = models.BigIntegerField()
    party_id = models.BigIntegerField()
    action = models.TextField()
    entry_id = models.BigIntegerField()  # the journal entry with verdict and facts
    made_at = models.DateTimeField()
    caused_by = models.TextField()  # who brought it about: feed, system, staff:7
    state = models.TextField(choices=State.choices, default=State.OPEN)
    approved_by = models.TextField(null=True)
    approved_at = models.DateTimeField(null=True)
    act_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "arrears_proposal"
        constraints = [
            models.CheckConstraint(condition=Q(action__in=["limit", "close"]), name="proposal_action"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("caused_by")),
                name="proposal_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "fallen"]) | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="proposal_acted_only_when_approved",
            ),
            models.UniqueConstraint(
                fields=["service_id"], condition=Q(state__in=["open", "approved"]), name="proposal_one_waiting"
            ),
        ]


class Batch(models.Model):
    """Proposals that a person looked at together, frozen: what is approved is what was shown, and once."""

    ref = models.UUIDField(unique=True)
    shown = models.JSONField()  # ids of proposals, in the order of the list
    looked_by = models.TextField()
    looked_at = models.DateTimeField()
    decided_by = models.TextField(null=True)
    decided_at = models.DateTimeField(null=True)
    answers = models.JSONField(null=True)  # proposal to what came of it; empty while it is being done

    class Meta:
        db_table = "arrears_batch"
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, answers__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="batch_decided_by_somebody",
            ),
        ]


class Dispute(models.Model):
    """An amount that the customer does not accept. It is frozen until somebody has decided."""

    ref = models.UUIDField(unique=True)
    external_id = models.TextField(unique=True)
    invoice_id = models.BigIntegerField()
    party_id = models.BigIntegerField()
    amount_ore = models.BigIntegerField()
    because = models.TextField()
    opened_at = models.DateTimeField()
    outcome = models.TextField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.TextField(null=True)

    class Meta:
        db_table = "arrears_dispute"
        indexes = [models.Index(fields=["invoice_id"], name="arrears_dispute_invoice")]
        constraints = [
            models.CheckConstraint(condition=Q(amount_ore__gt=0), name="dispute_amount"),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True, settled_at__isnull=True)
                | Q(outcome__in=["upheld", "rejected"], settled_at__isnull=False),
                name="dispute_settled_with_an_outcome",
            ),
        ]


class Hold(models.Model):
    """A pause of collection for one customer, to the end of its last day."""

    KINDS = ("hardship", "estate", "promise", "payment_plan", "other")

    ref = models.UUIDField(unique=True)
    party_id = models.BigIntegerField()
    kind = models.TextField()
    until = models.DateField()
    because = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.TextField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "arrears_hold"
        indexes = [models.Index(fields=["party_id"], name="arrears_hold_party")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["hardship", "estate", "promise", "payment_plan", "other"]), name="hold_kind"
            ),
        ]


class KeptOpen(models.Model):
    """The customer asked that a service stays open in spite of its credit limit, until it is next invoiced."""

    service_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "arrears_kept_open"
        indexes = [models.Index(fields=["service_id", "at"], name="arrears_kept_open_service")]
