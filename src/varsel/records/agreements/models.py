"""What was agreed: contracts in immutable versions, their clauses, services, prices over time."""

from __future__ import annotations

from django.db import models

SERVICE_KINDS = ["internet", "telephony", "mobile", "tv"]


class Contract(models.Model):
    """A subscription, or a connection (the installation agreement of a property; it may have no services)."""

    ref = models.UUIDField(unique=True)
    external_id = models.TextField(unique=True)
    party_id = models.BigIntegerField()
    country = models.TextField()
    kind = models.TextField()
    signed_on = models.DateField()

    class Meta:
        db_table = "agreements_contract"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["subscription", "connection"]), name="contract_kind"),
            models.UniqueConstraint(fields=["id", "party_id", "country"], name="contract_owner"),
        ]


class ContractVersion(models.Model):
    """What the contract said from a moment on. Never changed: a corrected contract is a new version."""

    contract = models.ForeignKey(Contract, on_delete=models.DO_NOTHING)
    number = models.IntegerField()
    valid_from = models.DateTimeField()

    class Meta:
        db_table = "agreements_contract_version"
        constraints = [models.UniqueConstraint(fields=["contract", "number"], name="contract_version_number")]


class Clause(models.Model):
    """A clause that a contract version contains."""

    version = models.ForeignKey(ContractVersion, on_delete=models.DO_NOTHING)
    code = models.TextField()

    class Meta:
        db_table = "agreements_clause"
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="clause_once")]


class Service(models.Model):
    """A service on a line. Whose it is and in which country travel with its key into every restriction."""

    ref = models.UUIDField(unique=True)
    external_id = models.TextField(unique=True)
    contract = models.ForeignKey(Contract, on_delete=models.DO_NOTHING)
    party_id = models.BigIntegerField()
    country = models.TextField()
    line_id = models.BigIntegerField()
    kind = models.TextField()
    telecare = models.BooleanField(default=False)  # an alarm hangs on this line
    credit_limit_ore = models.BigIntegerField(null=True)  # only where the customer ordered one

    class Meta:
        db_table = "agreements_service"
        indexes = [
            models.Index(fields=["party_id"], name="agreements_service_party"),
            models.Index(fields=["line_id"], name="agreements_service_line"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=SERVICE_KINDS), name="service_kind"),
            models.CheckConstraint(
                condition=models.Q(credit_limit_ore__isnull=True)
                | models.Q(credit_limit_ore__gt=0, kind__in=["telephony", "mobile"]),
                name="service_credit_limit_is_for_calls",
            ),
            models.UniqueConstraint(fields=["id", "country", "kind"], name="service_country_kind"),
            models.UniqueConstraint(fields=["id", "party_id"], name="service_owner"),
        ]


class Price(models.Model):
    """The monthly price of a service from a day on, in öre of its country's currency."""

    service = models.ForeignKey(Service, on_delete=models.DO_NOTHING)
    valid_from = models.DateField()
    monthly_ore = models.BigIntegerField()

    class Meta:
        db_table = "agreements_price"
        constraints = [
            models.CheckConstraint(condition=models.Q(monthly_ore__gte=0), name="price_not_negative"),
            models.UniqueConstraint(fields=["service", "valid_from"], name="price_once_a_day"),
        ]
