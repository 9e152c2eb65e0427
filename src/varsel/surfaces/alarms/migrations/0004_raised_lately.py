from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("alarms", "0003_placed_in_place")]

    # What flaps is asked at each fold: it must not read all that ever was raised.
    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                fields=["happened_at"], name="alarms_event_raised", condition=models.Q(("is_raised", True))
            ),
        ),
    ]
