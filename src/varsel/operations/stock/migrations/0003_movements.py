from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stock", "0002_promises"),
        ("agreements", "0002_promises"),
        ("journal", "0002_promises"),
    ]

    operations = [
        migrations.CreateModel(
            name="Coverage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("node_id", models.BigIntegerField(null=True)),
                ("service_id", models.BigIntegerField(null=True)),
                ("is_there", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("by", models.TextField()),
            ],
            options={
                "db_table": "stock_coverage",
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("called", models.TextField(db_default="", default="")),
                ("count", models.IntegerField()),
                ("promised", models.IntegerField(db_default=0, default=0)),
                ("expected_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.TextField()),
            ],
            options={
                "db_table": "stock_delivery",
            },
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("serial", models.TextField(unique=True)),
                ("iccid", models.TextField(null=True, unique=True)),
                ("number", models.TextField(null=True, unique=True)),
                ("state", models.TextField()),
                ("subject", models.TextField(db_default="", default="")),
            ],
            options={
                "db_table": "stock_device",
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("count", models.IntegerField()),
            ],
            options={
                "db_table": "stock_hold",
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("called", models.TextField(unique=True)),
                ("name", models.TextField()),
                ("unit", models.TextField()),
                ("low", models.IntegerField(null=True)),
                ("has_serials", models.BooleanField()),
            ],
            options={
                "db_table": "stock_item",
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.UUIDField()),
                ("change", models.IntegerField()),
                ("kind", models.TextField()),
                ("subject", models.TextField(db_default="", default="")),
                ("at", models.DateTimeField()),
                ("by", models.TextField()),
            ],
            options={
                "db_table": "stock_movement",
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.TextField()),
                ("count", models.IntegerField()),
                ("held", models.IntegerField(db_default=0, default=0)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "stock_need",
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("called", models.TextField(unique=True)),
                ("kind", models.TextField()),
            ],
            options={
                "db_table": "stock_place",
            },
        ),
        migrations.CreateModel(
            name="Shelf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("count", models.IntegerField()),
                ("reserved", models.IntegerField()),
                ("serials", models.IntegerField()),
            ],
            options={
                "db_table": "stock_shelf",
            },
        ),
        migrations.AddField(
            model_name="hold",
            name="delivery",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="stock.delivery"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("called", ""), _negated=True),
                    models.Q(("name", ""), _negated=True),
                    models.Q(("unit", ""), _negated=True),
                ),
                name="stock_item_called",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("low__isnull", True), ("low__gte", 0), _connector="OR"), name="stock_item_low"
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="item",
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="stock.item"),
        ),
        migrations.AddField(
            model_name="device",
            name="item",
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="stock.item"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="item",
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="stock.item"),
        ),
        migrations.AddField(
            model_name="movement",
            name="device",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="stock.device"),
        ),
        migrations.AddField(
            model_name="movement",
            name="item",
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="stock.item"),
        ),
        migrations.AddField(
            model_name="movement",
            name="undoes",
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="stock.movement"),
        ),
        migrations.AddField(
            model_name="need",
            name="item",
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="stock.item"),
        ),
        migrations.AddField(
            model_name="hold",
            name="need",
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="stock.need"),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["warehouse", "vehicle"])), name="stock_place_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("called", ""), _negated=True), name="stock_place_called"
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="near",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="stock.place"),
        ),
        migrations.AddField(
            model_name="movement",
            name="place",
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="stock.place"),
        ),
        migrations.AddField(
            model_name="hold",
            name="place",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="stock.place"),
        ),
        migrations.AddField(
            model_name="device",
            name="place",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to="stock.place"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="place",
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="stock.place"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="sender",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="stock.place"
            ),
        ),
        migrations.AddField(
            model_name="shelf",
            name="item",
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="stock.item"),
        ),
        migrations.AddField(
            model_name="shelf",
            name="place",
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to="stock.place"),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.UniqueConstraint(fields=("subject", "item"), name="stock_need_once"),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("subject", ""), _negated=True), ("count__gt", 0)),
                name="stock_need_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(("held__gte", 0), ("held__lte", models.F("count"))),
                name="stock_no_more_held_than_needed",
            ),
        ),
        migrations.AddIndex(
            model_name="movement",
            index=models.Index(fields=["place", "item", "id"], name="stock_movement_shelf"),
        ),
        migrations.AddIndex(
            model_name="movement",
            index=models.Index(fields=["batch"], name="stock_movement_batch"),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["count", "came", "moved", "sent", "used", "lent", "back", "lost"])),
                name="stock_movement_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("change", 0), _negated=True), ("kind", "count"), _connector="OR"),
                name="stock_movement_moves",
            ),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "count"),
                    ("undoes__isnull", False),
                    models.Q(("change__gt", 0), ("kind__in", ["came", "back"])),
                    models.Q(("change__lt", 0), ("kind__in", ["sent", "used", "lent", "lost"])),
                    ("kind", "moved"),
                    _connector="OR",
                ),
                name="stock_movement_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="stock_hold_of_something"),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("delivery__isnull", True), ("place__isnull", False)),
                    models.Q(("delivery__isnull", False), ("place__isnull", True)),
                    _connector="OR",
                ),
                name="stock_hold_in_one_place",
            ),
        ),
        migrations.AddIndex(
            model_name="device",
            index=models.Index(fields=["item", "state", "place"], name="stock_device_lies"),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=models.Q(("serial", ""), _negated=True), name="stock_device_serial"
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place__isnull", False), ("state__in", ["stock", "reserved", "back"])),
                    models.Q(("place__isnull", True), ("state__in", ["out", "lost"])),
                    _connector="OR",
                ),
                name="stock_device_is_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["reserved", "out"]), models.Q(("subject", ""), _negated=True)),
                    models.Q(("state__in", ["stock", "back", "lost"]), ("subject", "")),
                    _connector="OR",
                ),
                name="stock_device_is_somebodys",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("count__gt", 0)), fields=["item", "expected_at"], name="stock_delivery_awaited"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("promised__gte", 0), ("promised__lte", models.F("count"))),
                name="stock_no_more_promised_than_comes",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sender__isnull", True), models.Q(("sender", models.F("place")), _negated=True), _connector="OR"
                ),
                name="stock_delivery_from_elsewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="shelf",
            constraint=models.UniqueConstraint(fields=("place", "item"), name="stock_shelf_once"),
        ),
        migrations.AddConstraint(
            model_name="shelf",
            constraint=models.CheckConstraint(
                condition=models.Q(("reserved__gte", 0), ("reserved__lte", models.F("count"))),
                name="stock_no_more_reserved_than_there_is",
            ),
        ),
        migrations.AddConstraint(
            model_name="shelf",
            constraint=models.CheckConstraint(
                condition=models.Q(("serials__gte", 0), ("serials__lte", models.F("count"))),
                name="stock_no_more_serials_than_there_is",
            ),
        ),
        migrations.AddIndex(
            model_name="coverage",
            index=models.Index(fields=["node_id", "id"], name="stock_coverage_node"),
        ),
        migrations.AddIndex(
            model_name="coverage",
            index=models.Index(fields=["service_id", "id"], name="stock_coverage_service"),
        ),
        migrations.AddConstraint(
            model_name="coverage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("node_id__isnull", False), ("service_id__isnull", True)),
                    models.Q(("node_id__isnull", True), ("service_id__isnull", False)),
                    _connector="OR",
                ),
                name="stock_coverage_of_one",
            ),
        ),
        migrations.RunSQL(
            Path(__file__).with_name("movements.sql").read_text(encoding="utf-8"), reverse_sql=migrations.RunSQL.noop
        ),
        migrations.DeleteModel(
            name="Stock",
        ),
    ]
