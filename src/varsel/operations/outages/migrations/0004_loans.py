from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outages", "0003_incidents"),
        ("stock", "0003_movements"),
        ("ledger", "0006_money_back"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="loan",
            name="loan_one_at_a_time",
        ),
        migrations.AddField(
            model_name="loan",
            name="device_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="loan",
            name="handed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="loan",
            name="how",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="loan",
            name="lost_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="loan",
            name="lost_because",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="loan",
            name="lost_by",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="loan",
            name="overdue_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="loan",
            name="signed_by",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="loan",
            name="tracking",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddConstraint(
            model_name="loan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("back_at__isnull", True), ("lost_at__isnull", True)),
                fields=("outage", "party_id"),
                name="loan_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="loan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("back_at__isnull", True), ("lost_at__isnull", True)),
                fields=("device_id",),
                name="loan_one_a_device",
            ),
        ),
        migrations.AddConstraint(
            model_name="loan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handed_at__isnull", True), ("how", ""), ("signed_by", ""), ("tracking", "")),
                    models.Q(
                        ("device_id__isnull", False),
                        ("handed_at__gte", models.F("out_at")),
                        ("handed_at__isnull", False),
                        ("how", "in_person"),
                        ("tracking", ""),
                        models.Q(("signed_by", ""), _negated=True),
                    ),
                    models.Q(
                        ("device_id__isnull", False),
                        ("handed_at__gte", models.F("out_at")),
                        ("handed_at__isnull", False),
                        ("how", "parcel"),
                        ("signed_by", ""),
                        models.Q(("tracking", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="loan_handed_with_a_proof",
            ),
        ),
        migrations.AddConstraint(
            model_name="loan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lost_at__isnull", True), ("lost_because", ""), ("lost_by", "")),
                    models.Q(
                        ("back_at__isnull", True),
                        ("lost_at__gte", models.F("out_at")),
                        ("lost_at__isnull", False),
                        models.Q(("lost_because", ""), _negated=True),
                        models.Q(("lost_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="loan_lost_with_a_reason",
            ),
        ),
        migrations.RunSQL(
            Path(__file__).with_name("loans.sql").read_text(encoding="utf-8"), reverse_sql=migrations.RunSQL.noop
        ),
    ]
