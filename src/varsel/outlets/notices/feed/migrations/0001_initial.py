from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(unique=True)),
                ("texts", models.JSONField()),
                ("despite", models.TextField(db_default="", default="")),
                ("written_at", models.DateTimeField()),
                ("written_by", models.TextField()),
                ("published_at", models.DateTimeField(null=True)),
                ("published_by", models.TextField(null=True)),
                ("thrown_away_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.TextField(null=True)),
                ("withdrawn_because", models.JSONField(null=True)),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="corrected_by",
                        to="feed.entry",
                    ),
                ),
            ],
            options={
                "db_table": "feed_entry",
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(unique=True)),
                ("event", models.TextField()),
                ("hook", models.TextField()),
                ("body", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("tries", models.IntegerField(default=0)),
                ("next_at", models.DateTimeField(null=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("said", models.TextField(db_default="", default="")),
                ("entry", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="feed.entry")),
            ],
            options={
                "db_table": "feed_post",
            },
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("published_at__isnull", False)), fields=["-published_at", "-id"], name="feed_newest"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                    models.Q(
                        ("published_at__gte", models.F("written_at")),
                        ("published_at__isnull", False),
                        ("published_by__isnull", False),
                        ("thrown_away_at__isnull", True),
                        models.Q(("published_by", models.F("written_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="feed_published_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("withdrawn_at__isnull", True),
                        ("withdrawn_because__isnull", True),
                        ("withdrawn_by__isnull", True),
                    ),
                    models.Q(
                        ("published_at__isnull", False),
                        ("withdrawn_at__gte", models.F("published_at")),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_because__isnull", False),
                        ("withdrawn_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="feed_withdrawn_with_a_note",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("texts__has_keys", ["sv", "nb", "en"])), name="feed_in_every_language"
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="feed_post_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(fields=("entry", "event", "hook"), name="feed_post_once"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("event__in", ["news.published", "news.withdrawn"])), name="feed_post_event"
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken_at__isnull", True), ("next_at__isnull", True), _connector="OR"),
                name="feed_post_taken_is_done",
            ),
        ),
    ]
