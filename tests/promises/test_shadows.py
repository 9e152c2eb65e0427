"""Temporary tables called like ours: varsel_app may make some, and no promise may look at them."""

from __future__ import annotations

from datetime import timedelta

import psycopg

import builders
from promises.conftest import Owing
from promises.forging import LIMITED_AT, count, entry, permit, put, refused, restrict, restriction, run

SHADOWS = {
    "journal_entry": "TABLE public.journal_entry WITH NO DATA",
    "journal_unsealed": "TABLE public.journal_unsealed WITH NO DATA",
    "restrictions_day": "TABLE public.restrictions_day WITH NO DATA",
    "agreements_service": "TABLE public.agreements_service WITH NO DATA",
    "operator_policy_version": "TABLE public.operator_policy_version WITH NO DATA",
    "ledger_line": "TABLE public.ledger_line WITH NO DATA",
    "notices_attempt": "TABLE public.notices_attempt WITH NO DATA",
}


def _shadow(*tables: str) -> None:
    for table in tables:
        run(f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS {SHADOWS[table]}")
        run(f"GRANT ALL ON pg_temp.{table} TO PUBLIC")


def test_every_function_of_ours_looks_at_temporary_tables_last(db: None) -> None:
    open_to_shadows = run(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'public' AND p.proowner = 'varsel_owner'::regrole"
        " AND NOT coalesce('search_path=public, pg_temp' = ANY (p.proconfig), false)"
    )

    assert open_to_shadows == []


def test_the_cap_is_counted_beside_a_shadow(db: None) -> None:
    builders.set_policy(daily_cap=1)
    party_id = builders.customer()
    services = [builders.service(party_id=party_id) for _ in range(2)]
    first, second = builders.demanded(*services)
    _shadow("restrictions_day", "operator_policy_version")
    restrict(service=services[0], deadline=first)

    with refused(by="restrictions_daily_cap"):
        restrict(service=services[1], deadline=second)


def test_a_life_line_is_seen_behind_a_shadow(owing: Owing) -> None:
    run("UPDATE agreements_service SET telecare = true WHERE id = %s", owing.service.id)
    run(
        "CREATE TEMPORARY TABLE agreements_service ON COMMIT DROP AS"
        " SELECT id, false AS telecare FROM public.agreements_service"
    )

    with refused(by="restriction_life_line"):
        restrict(service=owing.service, deadline=owing.deadline)


def test_an_entry_is_backdated_behind_no_shadow_and_always_sealed(policy: int) -> None:
    entry()
    before = count("journal_unsealed")
    _shadow("journal_entry", "journal_unsealed")
    row = {"ref": builders.key(), "kind": "hold_set", "about": "cap", "actor": "forger", "facts": {}}

    with refused(by="journal_entry_not_backdated"):
        put("public.journal_entry", at=LIMITED_AT - timedelta(days=20), **row)
    put("public.journal_entry", at=LIMITED_AT, **row)

    assert count("public.journal_unsealed") == before + 1


def test_a_settlement_takes_from_the_line_itself(policy: int) -> None:
    party_id = builders.customer()
    builders.invoice(services=[builders.service(party_id=party_id)])
    line_id = run("SELECT id FROM ledger_line")[0][0]
    credit = {
        "ref": builders.key(),
        "party_id": party_id,
        "about": "",
        "because": "",
        "currency": "SEK",
        "amount_ore": 30_000,
    }
    granted = {"unplaced_ore": 0, "granted_at": builders.START, "granted_on": builders.DUE}
    credit_id = put("ledger_credit", **credit, **granted)
    _shadow("ledger_line")

    taken = {"line_id": line_id, "credit_id": credit_id, "amount_ore": 30_000}
    put("public.ledger_settlement", counts_on=builders.DUE, at=builders.START, **taken)

    assert run("SELECT open_ore FROM public.ledger_line") == [(0,)]


def test_with_the_usual_search_path_a_shadow_would_hide_the_life_line(
    transactional_db: None, superuser: psycopg.Connection
) -> None:
    builders.set_policy()
    service = builders.service(party_id=builders.customer(), telecare=True)
    run("CREATE TEMPORARY TABLE agreements_service AS SELECT id, false AS telecare FROM public.agreements_service")
    permit_id = permit(service=service, at=LIMITED_AT)
    row = restriction(service=service, deadline=None, kind="debt", permit_id=permit_id)
    with refused(by="restriction_life_line"):
        put("restrictions_restriction", **row)

    with superuser:
        superuser.execute("ALTER FUNCTION restrictions_spare_life_lines() SET search_path = public")

    with refused(by="restriction_after_its_warning"):  # the next lock: the first was picked
        put("restrictions_restriction", **row)
