from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0003_receipts"),
    ]

    # The lists of the outbox, in their order: few notices are not told, or told in a rare way, of very many.
    operations = [
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                fields=["state", "id"], name="notices_not_told", condition=models.Q(("state", "told"), _negated=True)
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                fields=["told_by", "id"], name="notices_told_by", condition=models.Q(("told_by__isnull", False))
            ),
        ),
    ]
