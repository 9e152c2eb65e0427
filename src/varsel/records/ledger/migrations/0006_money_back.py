from __future__ import annotations

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0005_settled_together"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("country", models.TextField()),
                ("name", models.TextField()),
                ("scheme", models.TextField()),
                ("account", models.TextField()),
                ("bic", models.TextField()),
                ("set_at", models.DateTimeField()),
                ("set_by", models.TextField()),
            ],
            options={
                "db_table": "ledger_own_account",
            },
        ),
        migrations.CreateModel(
            name="PayOut",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(unique=True)),
                ("party_id", models.BigIntegerField()),
                ("country", models.TextField()),
                ("currency", models.TextField()),
                ("amount_ore", models.BigIntegerField()),
                ("name", models.TextField()),
                ("scheme", models.TextField()),
                ("account", models.TextField()),
                ("state", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("proposed_by", models.TextField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("approved_by", models.TextField(null=True)),
                ("release_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", models.TextField(null=True)),
            ],
            options={
                "db_table": "ledger_pay_out",
            },
        ),
        migrations.CreateModel(
            name="PayRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(unique=True)),
                ("country", models.TextField()),
                ("currency", models.TextField()),
                ("message_id", models.TextField(unique=True)),
                ("executes_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.TextField()),
                ("count", models.IntegerField()),
                ("sum_ore", models.BigIntegerField()),
                ("sha256", models.TextField(unique=True)),
                ("content", models.BinaryField()),
            ],
            options={
                "db_table": "ledger_pay_run",
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(unique=True)),
                ("kind", models.TextField()),
                ("party_id", models.BigIntegerField()),
                ("invoice_id", models.BigIntegerField(null=True)),
                ("about", models.TextField()),
                ("because", models.TextField()),
                ("currency", models.TextField()),
                ("amount_ore", models.BigIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.TextField()),
                ("answer_by", models.DateField()),
                ("exported_at", models.DateTimeField(null=True)),
                ("state", models.TextField(default="requested")),
                ("answered_at", models.DateTimeField(null=True)),
                ("theirs", models.TextField(default="")),
                ("reason", models.TextField(default="")),
            ],
            options={
                "db_table": "ledger_request",
            },
        ),
        migrations.CreateModel(
            name="Reversal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(unique=True)),
                ("source", models.TextField()),
                ("bank_key", models.TextField()),
                ("kind", models.TextField()),
                ("reference", models.TextField(default="")),
                ("currency", models.TextField()),
                ("amount_ore", models.BigIntegerField()),
                ("reversed_on", models.DateField()),
                ("booked_at", models.DateTimeField()),
                ("waits_because", models.TextField(default="")),
            ],
            options={
                "db_table": "ledger_reversal",
            },
        ),
        migrations.RemoveConstraint(
            model_name="settlement",
            name="settlement_is_positive",
        ),
        migrations.AddField(
            model_name="settlement",
            name="undoes",
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="ledger.settlement"
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount_ore__gt", 0), ("undoes__isnull", True)),
                    models.Q(("amount_ore__lt", 0), ("undoes__isnull", False)),
                    _connector="OR",
                ),
                name="settlement_is_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("scheme__in", ("iban", "bban", "bankgiro"))), name="own_account_scheme"
            ),
        ),
        migrations.AddField(
            model_name="payout",
            name="credit",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="ledger.credit"),
        ),
        migrations.AddField(
            model_name="payout",
            name="payment",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="ledger.payment"),
        ),
        migrations.AddField(
            model_name="payrun",
            name="own_account",
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="ledger.ownaccount"),
        ),
        migrations.AddField(
            model_name="payout",
            name="run",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="ledger.payrun"),
        ),
        migrations.AddField(
            model_name="request",
            name="credit",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="ledger.credit"),
        ),
        migrations.AddField(
            model_name="request",
            name="pay_out",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="ledger.payout"),
        ),
        migrations.AddField(
            model_name="reversal",
            name="pay_out",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="ledger.payout"),
        ),
        migrations.AddField(
            model_name="reversal",
            name="payment",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="ledger.payment"),
        ),
        migrations.AddIndex(
            model_name="payout",
            index=models.Index(fields=["state", "proposed_at"], name="ledger_pay_out_state"),
        ),
        migrations.AddIndex(
            model_name="payout",
            index=models.Index(fields=["party_id"], name="ledger_pay_out_party"),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(condition=models.Q(("amount_ore__gt", 0)), name="pay_out_is_positive"),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(
                condition=models.Q(("scheme__in", ("iban", "bban", "bankgiro"))), name="pay_out_scheme"
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("credit__isnull", True), ("payment__isnull", False)),
                    models.Q(("credit__isnull", False), ("payment__isnull", True)),
                    _connector="OR",
                ),
                name="pay_out_has_one_source",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["state", "asked_at"], name="ledger_request_state"),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("credit__isnull", False), ("kind", "credit"), ("pay_out__isnull", True)),
                    models.Q(("credit__isnull", True), ("kind", "refund"), ("pay_out__isnull", False)),
                    _connector="OR",
                ),
                name="request_is_for_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("state", "requested")),
                    models.Q(("answered_at__isnull", False), ("state__in", ["acknowledged", "refused"])),
                    _connector="OR",
                ),
                name="request_is_answered_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "refused"), _negated=True),
                fields=("credit",),
                name="request_once_a_credit",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "refused"), _negated=True),
                fields=("pay_out",),
                name="request_once_a_pay_out",
            ),
        ),
        migrations.AddIndex(
            model_name="reversal",
            index=models.Index(
                condition=models.Q(("waits_because", ""), _negated=True),
                fields=["booked_at"],
                name="ledger_reversal_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="reversal",
            constraint=models.UniqueConstraint(fields=("source", "bank_key"), name="reversal_enters_once"),
        ),
        migrations.AddConstraint(
            model_name="reversal",
            constraint=models.CheckConstraint(condition=models.Q(("amount_ore__gt", 0)), name="reversal_is_positive"),
        ),
        migrations.AddConstraint(
            model_name="reversal",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["reversal", "deduction", "returned"])), name="reversal_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="reversal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("pay_out__isnull", True),
                        ("payment__isnull", True),
                        ("waits_because__in", ["unknown", "paid_out"]),
                    ),
                    models.Q(
                        ("kind", "returned"),
                        ("pay_out__isnull", False),
                        ("payment__isnull", True),
                        ("waits_because", ""),
                    ),
                    models.Q(
                        ("pay_out__isnull", True),
                        ("payment__isnull", False),
                        ("waits_because", ""),
                        models.Q(("kind", "returned"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="reversal_waits_or_is_placed",
            ),
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount_ore", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "credit",
                    models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, to="ledger.credit"),
                ),
                ("line", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="ledger.line")),
            ],
            options={
                "db_table": "ledger_correction",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount_ore__gt", 0)), name="correction_is_positive")
                ],
            },
        ),
        migrations.CreateModel(
            name="Respite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("invoice", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="ledger.invoice")),
            ],
            options={
                "db_table": "ledger_respite",
                "constraints": [models.UniqueConstraint(fields=("invoice", "due_on"), name="respite_once")],
            },
        ),
        migrations.CreateModel(
            name="Doubt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "payment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="doubt", to="ledger.payment"
                    ),
                ),
                (
                    "may_be",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="doubts", to="ledger.payment"
                    ),
                ),
            ],
            options={
                "db_table": "ledger_doubt",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("payment", models.F("may_be")), _negated=True), name="doubt_about_another"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            Path(__file__).with_name("money_back.sql").read_text(encoding="utf-8"),
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
