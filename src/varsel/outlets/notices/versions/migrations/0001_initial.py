from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(unique=True)),
                ("about", models.TextField()),
                ("variant", models.TextField()),
                ("language", models.TextField()),
                ("short", models.TextField()),
                ("long", models.TextField()),
                ("version", models.TextField()),
                ("because", models.TextField()),
                ("drafted_at", models.DateTimeField()),
                ("drafted_by", models.TextField()),
                ("previewed_at", models.DateTimeField(null=True)),
                ("previewed_by", models.TextField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.TextField(null=True)),
                ("approved", models.BooleanField(null=True)),
            ],
            options={
                "db_table": "versions_draft",
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)), fields=["id"], name="versions_draft_open"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True), name="versions_draft_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved__isnull", True), ("decided_at__isnull", True), ("decided_by__isnull", True)
                            ),
                            models.Q(
                                ("approved__isnull", False),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="versions_draft_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved__isnull", True),
                            ("approved", False),
                            models.Q(("decided_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="versions_draft_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved__isnull", True),
                            ("approved", False),
                            models.Q(("previewed_at__isnull", False), ("previewed_at__lte", models.F("decided_at"))),
                            _connector="OR",
                        ),
                        name="versions_draft_looked_at_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InForce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.TextField()),
                ("variant", models.TextField()),
                ("language", models.TextField()),
                ("version", models.TextField(null=True)),
                ("from_at", models.DateTimeField()),
                ("set_at", models.DateTimeField()),
                ("set_by", models.TextField()),
                ("because", models.TextField()),
            ],
            options={
                "db_table": "versions_in_force",
                "indexes": [
                    models.Index(
                        fields=["about", "variant", "language", "-from_at", "-id"], name="versions_in_force_newest"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_at__gte", models.F("set_at"))), name="versions_in_force_not_before"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True), name="versions_in_force_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Text",
            fields=[
                ("version", models.TextField(primary_key=True, serialize=False)),
                ("about", models.TextField()),
                ("variant", models.TextField()),
                ("language", models.TextField()),
                ("short", models.TextField()),
                ("long", models.TextField()),
                ("source", models.TextField()),
                ("first_at", models.DateTimeField()),
                (
                    "draft",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="versions.draft"
                    ),
                ),
            ],
            options={
                "db_table": "versions_text",
                "indexes": [
                    models.Index(fields=["about", "variant", "language", "first_at"], name="versions_text_history")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("draft__isnull", True), ("source", "product")),
                            models.Q(("draft__isnull", False), ("source", "desk")),
                            _connector="OR",
                        ),
                        name="versions_text_source",
                    )
                ],
            },
        ),
    ]
