from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="File",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.TextField(unique=True)),
                ("name", models.TextField()),
                ("format", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("received_by", models.TextField()),
                ("content", models.BinaryField()),
                ("payments", models.IntegerField()),
                ("sums", models.JSONField()),
            ],
            options={
                "db_table": "intake_file",
                "indexes": [models.Index(fields=["-received_at"], name="intake_file_received")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(payments__gte=0), name="intake_file_payments"),
                    models.CheckConstraint(
                        condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="intake_file_sha256"
                    ),
                ],
            },
        ),
    ]
