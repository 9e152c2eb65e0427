"""Invoices, payments, suspense and credits: received, never rated. Amounts are öre."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from varsel.records.ledger.going_back import Correction, Doubt, OwnAccount, PayOut, PayRun, Request, Respite, Reversal

__all__ = [
    "Correction",
    "Credit",
    "CreditedDay",
    "DebitFailure",
    "Doubt",
    "Feed",
    "Invoice",
    "Line",
    "OwnAccount",
    "PayOut",
    "PayRun",
    "Payment",
    "Request",
    "Respite",
    "Reversal",
    "Settlement",
    "Usage",
]


class Invoice(models.Model):
    """An invoice as the billing system made it."""

    ref = models.UUIDField(unique=True)
    number = models.TextField(unique=True)
    ocr = models.TextField(unique=True)  # OCR or KID: what the payer writes
    party_id = models.BigIntegerField()
    country = models.TextField()
    currency = models.TextField()
    issued_on = models.DateField()
    due_on = models.DateField()
    registered_at = models.DateTimeField()
    registered_by = models.TextField()

    class Meta:
        db_table = "ledger_invoice"
        indexes = [models.Index(fields=["party_id", "due_on"], name="ledger_invoice_party")]
        constraints = [models.UniqueConstraint(fields=["id", "party_id"], name="invoice_owner")]


class Line(models.Model):
    """One line of an invoice. `open_ore` is what settlements have left of it; only their trigger changes it."""

    invoice = models.ForeignKey(Invoice, on_delete=models.DO_NOTHING)
    party_id = models.BigIntegerField()
    position = models.IntegerField()
    service_id = models.BigIntegerField(null=True)
    kind = models.TextField()
    change = models.TextField(default="")  # the terms change that it was charged under
    amount_ore = models.BigIntegerField()
    open_ore = models.BigIntegerField()

    class Meta:
        db_table = "ledger_line"
        indexes = [models.Index(fields=["service_id"], name="ledger_line_service")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["service", "repair", "equipment", "fee"]), name="line_kind"),
            models.CheckConstraint(condition=~Q(kind="service") | Q(service_id__isnull=False), name="line_names_it"),
            models.CheckConstraint(
                condition=Q(amount_ore__gte=0, open_ore__gte=0, open_ore__lte=F("amount_ore")),
                name="line_never_settled_twice",
            ),
            models.UniqueConstraint(fields=["invoice", "position"], name="line_position"),
            models.UniqueConstraint(fields=["invoice", "service_id", "party_id", "id"], name="line_owner"),
        ]


class Payment(models.Model):
    """Money that came in. Without a party it waits in suspense; `unplaced_ore` is what no line has taken yet."""

    ref = models.UUIDField(unique=True)
    source = models.TextField()  # "bgmax", "story", "desk"
    bank_key = models.TextField()  # what the bank calls it: the same payment enters once, under any file name
    party_id = models.BigIntegerField(null=True)
    invoice_id = models.BigIntegerField(null=True)
    reference = models.TextField(default="")
    currency = models.TextField()
    amount_ore = models.BigIntegerField()
    unplaced_ore = models.BigIntegerField()
    initiated_on = models.DateField()  # the day the payer's bank got the order: the day it counts
    booked_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_payment"
        indexes = [
            models.Index(fields=["party_id"], name="ledger_payment_party"),
            models.Index(fields=["booked_at"], name="ledger_payment_suspense", condition=Q(party_id__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "bank_key"], name="payment_enters_once"),
            models.CheckConstraint(
                condition=Q(amount_ore__gt=0, unplaced_ore__gte=0, unplaced_ore__lte=F("amount_ore")),
                name="payment_never_placed_twice",
            ),
        ]


class Credit(models.Model):
    """Money that the operator gives back on the account, with its reason."""

    ref = models.UUIDField(unique=True)
    party_id = models.BigIntegerField()
    invoice_id = models.BigIntegerField(null=True)
    about = models.TextField()
    because = models.TextField()
    currency = models.TextField()
    amount_ore = models.BigIntegerField()
    unplaced_ore = models.BigIntegerField()
    granted_at = models.DateTimeField()
    granted_on = models.DateField()

    class Meta:
        db_table = "ledger_credit"
        indexes = [models.Index(fields=["party_id"], name="ledger_credit_party")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_ore__gt=0, unplaced_ore__gte=0, unplaced_ore__lte=F("amount_ore")),
                name="credit_never_placed_twice",
            ),
        ]


class Settlement(models.Model):
    """What a payment or a credit took of a line. Never changed: a negative counter-row undoes it."""

    line = models.ForeignKey(Line, on_delete=models.DO_NOTHING)
    payment = models.ForeignKey(Payment, on_delete=models.DO_NOTHING, null=True)
    credit = models.ForeignKey(Credit, on_delete=models.DO_NOTHING, null=True)
    amount_ore = models.BigIntegerField()
    counts_on = models.DateField()
    at = models.DateTimeField()
    undoes = models.ForeignKey("self", on_delete=models.DO_NOTHING, null=True, db_index=False)  # indexed where set

    class Meta:
        db_table = "ledger_settlement"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_ore__gt=0, undoes__isnull=True) | Q(amount_ore__lt=0, undoes__isnull=False),
                name="settlement_is_positive",
            ),
            models.CheckConstraint(
                condition=Q(payment__isnull=False, credit__isnull=True) | Q(payment__isnull=True, credit__isnull=False),
                name="settlement_has_one_source",
            ),
        ]


class CreditedDay(models.Model):
    """A day of a service that has been credited: once, whatever the reason."""

    pk = models.CompositePrimaryKey("service_id", "day")
    service_id = models.BigIntegerField()
    day = models.DateField()
    credit = models.ForeignKey(Credit, on_delete=models.DO_NOTHING)

    class Meta:
        db_table = "ledger_credited_day"


class Usage(models.Model):
    """What calls cost, as the switch reported it. It counts when it arrives."""

    service_id = models.BigIntegerField()
    kind = models.TextField()
    amount_ore = models.BigIntegerField()
    made_at = models.DateTimeField()
    arrived_at = models.DateTimeField()
    invoice_id = models.BigIntegerField(null=True)  # the invoice that closed the period it fell into

    class Meta:
        db_table = "ledger_usage"
        indexes = [models.Index(fields=["service_id", "arrived_at"], name="ledger_usage_service")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["call", "premium", "roaming"]), name="usage_kind"),
            models.CheckConstraint(condition=Q(amount_ore__gt=0), name="usage_is_positive"),
        ]


class DebitFailure(models.Model):
    """A direct debit that failed, and who caused it: what bank or operator caused is no late payment."""

    invoice = models.ForeignKey(Invoice, on_delete=models.DO_NOTHING)
    failed_on = models.DateField()
    caused_by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "ledger_debit_failure"
        constraints = [
            models.CheckConstraint(condition=Q(caused_by__in=["bank", "operator", "customer"]), name="debit_caused_by"),
            models.UniqueConstraint(fields=["invoice", "failed_on"], name="debit_failure_once"),
        ]


class Feed(models.Model):
    """When a feed of the billing system was last taken in. In `follow`, an old one means no demand and no act."""

    source = models.TextField(primary_key=True)
    received_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_feed"
