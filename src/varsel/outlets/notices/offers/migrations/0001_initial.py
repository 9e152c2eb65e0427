from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("notice_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("party_id", models.BigIntegerField()),
                ("country", models.TextField()),
                ("about", models.TextField()),
                ("subject", models.TextField()),
                ("consent_id", models.BigIntegerField(null=True)),
                ("letter_consent_id", models.BigIntegerField(null=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.TextField()),
            ],
            options={
                "db_table": "offers_offer",
                "indexes": [models.Index(fields=["party_id", "made_at"], name="offers_party")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("about__in", ["offer", "terms_offer"])), name="offers_are_offers"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("about", "terms_offer"), ("consent_id__isnull", False), _connector="OR"),
                        name="offers_by_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("about", "terms_offer"), ("subject__startswith", "offer:"), _connector="OR"
                        ),
                        name="offers_speak_of_nothing_else",
                    ),
                ],
            },
        ),
    ]
