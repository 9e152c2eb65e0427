"""Money that goes back: reversals, pay-outs with their files, and requests to a billing system. Amounts are öre."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from varsel.records.ledger.accounts import SCHEMES


class Reversal(models.Model):
    """Money that the bank took back, or brought back. It waits while neither its payment nor its pay-out is known."""

    ref = models.UUIDField(unique=True)
    source = models.TextField()
    bank_key = models.TextField()
    kind = models.TextField()  # reversal and deduction take a payment back, returned brings a pay-out back
    payment = models.ForeignKey("ledger.Payment", on_delete=models.DO_NOTHING, null=True)
    pay_out = models.ForeignKey("ledger.PayOut", on_delete=models.DO_NOTHING, null=True)
    reference = models.TextField(default="")
    currency = models.TextField()
    amount_ore = models.BigIntegerField()
    reversed_on = models.DateField()
    booked_at = models.DateTimeField()
    waits_because = models.TextField(default="")  # unknown, paid_out; empty once it is placed

    class Meta:
        db_table = "ledger_reversal"
        indexes = [
            models.Index(fields=["booked_at"], name="ledger_reversal_waits", condition=~Q(waits_because="")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "bank_key"], name="reversal_enters_once"),
            models.CheckConstraint(condition=Q(amount_ore__gt=0), name="reversal_is_positive"),
            models.CheckConstraint(condition=Q(kind__in=["reversal", "deduction", "returned"]), name="reversal_kind"),
            models.CheckConstraint(
                condition=Q(waits_because__in=["unknown", "paid_out"], payment__isnull=True, pay_out__isnull=True)
                | Q(waits_because="", kind="returned", payment__isnull=True, pay_out__isnull=False)
                | (Q(waits_because="", payment__isnull=False, pay_out__isnull=True) & ~Q(kind="returned")),
                name="reversal_waits_or_is_placed",
            ),
        ]


class OwnAccount(models.Model):
    """The account that the operator pays out from, a country each; the last one set counts. Never changed."""

    country = models.TextField()
    name = models.TextField()
    scheme = models.TextField()
    account = models.TextField()
    bic = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.TextField()

    class Meta:
        db_table = "ledger_own_account"
        constraints = [models.CheckConstraint(condition=Q(scheme__in=SCHEMES), name="own_account_scheme")]


class PayRun(models.Model):
    """A file of pay-outs as it went to the bank: its bytes, once, never changed."""

    ref = models.UUIDField(unique=True)
    country = models.TextField()
    currency = models.TextField()
    own_account = models.ForeignKey(OwnAccount, on_delete=models.DO_NOTHING)
    message_id = models.TextField(unique=True)
    executes_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.TextField()
    count = models.IntegerField()
    sum_ore = models.BigIntegerField()
    sha256 = models.TextField(unique=True)
    content = models.BinaryField()

    class Meta:
        db_table = "ledger_pay_run"


class PayOut(models.Model):
    """Money of a payment or a credit that is to be paid to the customer. From its proposal on it is nobody else's."""

    ref = models.UUIDField(unique=True)
    party_id = models.BigIntegerField()
    country = models.TextField()
    payment = models.ForeignKey("ledger.Payment", on_delete=models.DO_NOTHING, null=True)
    credit = models.ForeignKey("ledger.Credit", on_delete=models.DO_NOTHING, null=True)
    currency = models.TextField()
    amount_ore = models.BigIntegerField()
    name = models.TextField()  # as it stands in the file
    scheme = models.TextField()
    account = models.TextField()
    state = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.TextField()
    approved_at = models.DateTimeField(null=True)
    approved_by = models.TextField(null=True)
    release_at = models.DateTimeField(null=True)
    run = models.ForeignKey(PayRun, on_delete=models.DO_NOTHING, null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.TextField(null=True)

    class Meta:
        db_table = "ledger_pay_out"
        indexes = [
            models.Index(fields=["state", "proposed_at"], name="ledger_pay_out_state"),
            models.Index(fields=["party_id"], name="ledger_pay_out_party"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount_ore__gt=0), name="pay_out_is_positive"),
            models.CheckConstraint(condition=Q(scheme__in=SCHEMES), name="pay_out_scheme"),
            models.CheckConstraint(
                condition=Q(payment__isnull=False, credit__isnull=True) | Q(payment__isnull=True, credit__isnull=False),
                name="pay_out_has_one_source",
            ),
        ]


class Request(models.Model):
    """What a billing system that we follow is asked to do, under an id of our own, and what it answered."""

    ref = models.UUIDField(unique=True)
    kind = models.TextField()
    party_id = models.BigIntegerField()
    invoice_id = models.BigIntegerField(null=True)
    credit = models.ForeignKey("ledger.Credit", on_delete=models.DO_NOTHING, null=True)
    pay_out = models.ForeignKey(PayOut, on_delete=models.DO_NOTHING, null=True)
    about = models.TextField()
    because = models.TextField()
    currency = models.TextField()
    amount_ore = models.BigIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.TextField()
    answer_by = models.DateField()
    exported_at = models.DateTimeField(null=True)
    state = models.TextField(default="requested")
    answered_at = models.DateTimeField(null=True)
    theirs = models.TextField(default="")  # what they call it
    reason = models.TextField(default="")

    class Meta:
        db_table = "ledger_request"
        indexes = [models.Index(fields=["state", "asked_at"], name="ledger_request_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="credit", credit__isnull=False, pay_out__isnull=True)
                | Q(kind="refund", credit__isnull=True, pay_out__isnull=False),
                name="request_is_for_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state="requested", answered_at__isnull=True)
                | Q(state__in=["acknowledged", "refused"], answered_at__isnull=False),
                name="request_is_answered_once",
            ),
            models.UniqueConstraint(fields=["credit"], condition=~Q(state="refused"), name="request_once_a_credit"),
            models.UniqueConstraint(fields=["pay_out"], condition=~Q(state="refused"), name="request_once_a_pay_out"),
        ]


class Correction(models.Model):
    """What the billing system took off a line that it had billed: the credit that lowers it here."""

    line = models.ForeignKey("ledger.Line", on_delete=models.DO_NOTHING)
    credit = models.OneToOneField("ledger.Credit", on_delete=models.DO_NOTHING)
    amount_ore = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "ledger_correction"
        constraints = [models.CheckConstraint(condition=Q(amount_ore__gt=0), name="correction_is_positive")]


class Respite(models.Model):
    """A later due day that the billing system gave. The latest counts; an earlier one is never taken."""

    invoice = models.ForeignKey("ledger.Invoice", on_delete=models.DO_NOTHING)
    due_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        db_table = "ledger_respite"
        constraints = [models.UniqueConstraint(fields=["invoice", "due_on"], name="respite_once")]


class Doubt(models.Model):
    """That a payment may be another one, told in another format. It waits for a person while it has no owner."""

    payment = models.OneToOneField("ledger.Payment", on_delete=models.DO_NOTHING, related_name="doubt")
    may_be = models.ForeignKey("ledger.Payment", on_delete=models.DO_NOTHING, related_name="doubts")

    class Meta:
        db_table = "ledger_doubt"
        constraints = [
            models.CheckConstraint(condition=~Q(payment=models.F("may_be")), name="doubt_about_another"),
        ]
