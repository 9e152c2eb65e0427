from __future__ import annotations

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0002_promises"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bounce",
            fields=[
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        serialize=False,
                        to="notices.notice",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("because", models.TextField()),
            ],
            options={
                "db_table": "notices_bounce",
            },
        ),
        migrations.CreateModel(
            name="Brake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.TextField()),
                ("stopped", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("actor", models.TextField()),
                ("because", models.TextField()),
            ],
            options={
                "db_table": "notices_brake",
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.TextField()),
                ("gateway_ref", models.TextField()),
                ("receipt", models.TextField(null=True)),
            ],
            options={
                "db_table": "notices_part",
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.TextField()),
                ("ref", models.UUIDField(null=True)),
                ("gateway_ref", models.TextField()),
                ("state", models.TextField()),
                ("at", models.DateTimeField()),
                ("because", models.TextField()),
                ("noted_at", models.DateTimeField()),
                ("attempt_id", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "notices_receipt",
            },
        ),
        migrations.RemoveConstraint(
            model_name="attempt",
            name="attempt_outcome",
        ),
        migrations.RemoveConstraint(
            model_name="attempt",
            name="attempt_at_most_one_live",
        ),
        migrations.RemoveConstraint(
            model_name="notice",
            name="notice_state",
        ),
        migrations.RemoveIndex(
            model_name="notice",
            name="notices_queue",
        ),
        migrations.RemoveIndex(
            model_name="notice",
            name="notices_party",
        ),
        migrations.AddField(
            model_name="attempt",
            name="awaits_receipt",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="attempt",
            name="delivered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="attempt",
            name="failed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="attempt",
            name="receipt",
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name="attempt",
            name="set_aside_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="instead_of",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="lane",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AlterField(
            model_name="attempt",
            name="because",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AlterField(
            model_name="attempt",
            name="gateway_ref",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AlterField(
            model_name="notice",
            name="state",
            field=models.TextField(
                choices=[
                    ("queued", "Queued"),
                    ("handed", "Handed"),
                    ("told", "Told"),
                    ("unreached", "Unreached"),
                    ("unknown", "Unknown"),
                    ("dropped", "Dropped"),
                ],
                default="queued",
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                condition=models.Q(("outcome__isnull", True)), fields=["begun_at"], name="notices_attempt_open"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("state", "queued")),
                fields=["lane", "urgent", "not_before", "id"],
                name="notices_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["party_id", "created_at"], name="notices_party"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("state", "handed")), fields=["settled_at"], name="notices_handed"),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__isnull", True),
                    ("outcome__in", ["accepted", "rejected", "deferred", "unknown"]),
                    _connector="OR",
                ),
                name="attempt_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("receipt__isnull", True),
                    ("receipt__in", ["accepted", "delivered", "expired", "failed"]),
                    _connector="OR",
                ),
                name="attempt_receipt",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("delivered_at__isnull", True),
                    models.Q(("delivered_at__gte", models.F("begun_at")), ("outcome", "accepted")),
                    _connector="OR",
                ),
                name="attempt_delivered_after_hand_over",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("failed_at__isnull", True),
                    models.Q(("outcome", "accepted"), ("receipt__in", ["expired", "failed"])),
                    _connector="OR",
                ),
                name="attempt_failed_by_receipt",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("set_aside_at__isnull", True), ("outcome", "unknown"), _connector="OR"),
                name="attempt_set_aside_if_unknown",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("failed_at__isnull", True),
                    ("set_aside_at__isnull", True),
                    models.Q(("outcome__isnull", True), ("outcome__in", ["accepted", "unknown"]), _connector="OR"),
                ),
                fields=("notice",),
                name="attempt_at_most_one_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["queued", "handed", "told", "unreached", "unknown", "dropped"])),
                name="notice_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("instead_of__isnull", False)), fields=("instead_of",), name="notice_said_anew_once"
            ),
        ),
        migrations.AddField(
            model_name="bounce",
            name="attempt",
            field=models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, to="notices.attempt"),
        ),
        migrations.AddIndex(
            model_name="brake",
            index=models.Index(fields=["channel", "-id"], name="notices_brake_newest"),
        ),
        migrations.AddConstraint(
            model_name="brake",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["", "sms", "email", "letter"])), name="brake_channel"
            ),
        ),
        migrations.AddConstraint(
            model_name="brake",
            constraint=models.CheckConstraint(condition=models.Q(("because", ""), _negated=True), name="brake_because"),
        ),
        migrations.AddField(
            model_name="part",
            name="attempt",
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="notices.attempt"),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(
                condition=models.Q(("attempt_id__isnull", True)), fields=["noted_at"], name="notices_receipt_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["attempt_id"], name="notices_receipt_attempt"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["accepted", "delivered", "failed", "expired", "unknown"])),
                name="receipt_state",
            ),
        ),
        migrations.AddIndex(
            model_name="part",
            index=models.Index(fields=["gateway_ref", "channel"], name="notices_part_gateway_ref"),
        ),
        migrations.RunSQL(
            Path(__file__).with_name("receipts.sql").read_text(encoding="utf-8"), reverse_sql=migrations.RunSQL.noop
        ),
    ]
