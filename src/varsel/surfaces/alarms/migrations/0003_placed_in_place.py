from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    """What stands is few: without these, an alarm that finds its place is written where it is."""

    dependencies = [("alarms", "0002_promises")]
    operations = [
        migrations.RemoveIndex(model_name="alarm", name="alarms_alarm_node"),
        migrations.RemoveIndex(model_name="alarm", name="alarms_alarm_line"),
    ]
