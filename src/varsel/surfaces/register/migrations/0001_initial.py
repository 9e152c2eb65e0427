from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("external_id", models.TextField(unique=True)),
                ("party_id", models.BigIntegerField()),
                ("kind", models.TextField()),
                ("state", models.TextField()),
                ("opened_on", models.DateField()),
            ],
            options={
                "db_table": "register_case",
                "indexes": [models.Index(fields=["party_id"], name="register_case_party")],
            },
        ),
        migrations.CreateModel(
            name="File",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.TextField()),
                ("entity", models.TextField()),
                ("system", models.TextField()),
                ("name", models.TextField()),
                ("exported_at", models.DateTimeField(null=True)),
                ("loaded_at", models.DateTimeField()),
                ("loaded_by", models.TextField()),
                ("counts", models.JSONField()),
            ],
            options={
                "db_table": "register_file",
                "constraints": [
                    models.UniqueConstraint(fields=("entity", "system", "sha256"), name="register_file_once"),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="register_file_sha256"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entity", models.TextField()),
                ("system", models.TextField()),
                ("key", models.TextField()),
                ("field", models.TextField()),
                ("owner", models.TextField()),
                ("stored", models.TextField(null=True)),
                ("told", models.TextField(null=True)),
                ("at", models.DateTimeField()),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="register.file")),
            ],
            options={
                "db_table": "register_conflict",
                "constraints": [
                    models.UniqueConstraint(fields=("entity", "system", "key", "field"), name="register_conflict_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Quarantined",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entity", models.TextField()),
                ("system", models.TextField()),
                ("line", models.IntegerField()),
                ("key", models.TextField(default="")),
                ("column", models.TextField()),
                ("reason", models.TextField()),
                ("told", models.JSONField()),
                ("since", models.DateTimeField()),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="register.file")),
            ],
            options={
                "db_table": "register_quarantined",
                "indexes": [models.Index(fields=["entity", "system", "key"], name="register_quarantined_key")],
            },
        ),
    ]
