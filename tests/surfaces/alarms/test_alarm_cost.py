"""What a cut costs follows the cut: nothing reads the whole network for the few alarms that came in."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection, transaction

import builders
from operations.outages.network import tree
from surfaces.alarms.sayings import AT, alert, tell, terminals
from varsel.surfaces.alarms import rows
from varsel.surfaces.alarms.models import Alarm
from varsel.surfaces.alarms.weighing import Numbers

NETWORK = ["network_node", "network_line", "network_equipment"]
_BESIDE = """
    INSERT INTO network_node (id, external_id, kind, municipality, parent_id)
    SELECT 100000 + number, 'far-' || number, 'access', '', %(core)s FROM generate_series(1, 2000) AS number;
    INSERT INTO network_line (ref, external_id, node_id, address)
    SELECT gen_random_uuid(), 'far-' || number, 100001 + number %% 2000, '' FROM generate_series(1, 20000) AS number"""
_READ = (
    "SELECT sum(seq_tup_read), sum(coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables WHERE relname = ANY(%s)"
)


def _read() -> tuple[int, int]:
    """Return how many rows of the network this transaction has read so far: whole tables, and by an index."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [NETWORK])
        whole, by_index = cursor.fetchone()
    return int(whole), int(by_index)


@pytest.mark.parametrize("analysed", [True, False])
def test_a_cut_in_a_large_network_reads_what_it_cut(superuser: psycopg.Connection, analysed: bool) -> None:
    builders.set_policy()
    net = tree()
    lines = terminals(net, "a", count=50)
    with superuser, psycopg.ClientCursor(superuser) as cursor:
        cursor.execute(_BESIDE, {"core": net.nodes["core"]})
        if analysed:
            cursor.execute("ANALYZE network_line, network_node")
    tell(*(alert(name, at=AT, label="line") for name in lines), at=AT)

    with transaction.atomic():
        rows.fold()
        dark = rows.dark(standing=[], numbers=Numbers())
        rows.since(node_id=net.nodes["a"], nth=40)
        whole, by_index = _read()

    assert Alarm.objects.filter(line_id__isnull=False).count() == 50
    assert dark[net.nodes["a"]].down == 50
    assert whole == 0
    assert 50 <= by_index < 50 * 20
