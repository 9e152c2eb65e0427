"""What is written once: journal, seals, policy and contract versions, keys."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest

import builders
from promises.forging import count, entry, put, refused, run
from varsel.records.journal import personal, sealing

AT = builders.START


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET facts = '{}'",
        "UPDATE journal_entry SET at = at",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry CASCADE",
        "UPDATE journal_seal SET digest = previous",
        "DELETE FROM journal_seal",
        "TRUNCATE journal_seal",
        "DELETE FROM journal_unsealed",
        "INSERT INTO journal_unsealed (entry_id) VALUES (1)",
        "DELETE FROM journal_person_key",
        "UPDATE operator_policy_version SET document = '{}'",
        "DELETE FROM operator_policy_version",
        "TRUNCATE operator_policy_version",
        "UPDATE operator_country SET limited_days = 0",
        "INSERT INTO operator_country SELECT 'XX', zone, currency, 0, 0, 0, 0 FROM operator_country LIMIT 1",
        "UPDATE agreements_contract_version SET valid_from = valid_from",
        "DELETE FROM agreements_contract_version",
        "UPDATE agreements_clause SET code = ''",
        "DELETE FROM agreements_clause",
        "UPDATE agreements_service SET party_id = party_id",
        "UPDATE agreements_service SET country = 'NO'",
        "UPDATE agreements_service SET kind = 'telephony'",
        "UPDATE parties_contact_point SET value = ''",
        "DELETE FROM parties_contact_point",
        "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER journal_entry_append_only ON journal_entry",
        "SET session_replication_role = replica",
        "SET ROLE varsel_owner",
        "CREATE TABLE public.mine (id int)",
    ],
)
def test_the_role_that_runs_may_not(policy: int, statement: str) -> None:
    before = count("journal_entry")

    with refused(by="permission"):
        run(statement)

    assert count("journal_entry") == before > 0


@pytest.mark.parametrize(
    ("table", "change", "by"),
    [
        ("journal_entry", "actor = ''", "journal_entry_append_only"),
        ("journal_seal", "at = now()", "journal_seal_append_only"),
        ("operator_policy_version", "set_by = ''", "operator_policy_version_append_only"),
    ],
)
def test_who_has_more_rights_is_stopped_by_the_trigger(
    superuser: psycopg.Connection, table: str, change: str, by: str
) -> None:
    builders.set_policy()
    sealing.seal(at=AT)
    for statement in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        with pytest.raises(psycopg.errors.RestrictViolation) as refusal:
            superuser.execute(statement)
        assert refusal.value.diag.constraint_name in (by, by.replace("append_only", "not_truncated"))
    superuser.close()


def test_an_entry_may_lag_five_minutes_behind_the_newest_and_not_more(policy: int) -> None:
    entry(at=AT)
    entry(at=AT - timedelta(minutes=5))

    with refused(by="journal_entry_not_backdated"):
        entry(at=AT - timedelta(minutes=5, microseconds=1))


def test_a_seal_follows_the_newest_and_holds_what_waited(policy: int) -> None:
    waiting = [row[0] for row in run("SELECT entry_id FROM journal_unsealed ORDER BY 1")]
    seal = {"at": AT, "digest": b"1" * 32, "previous": sealing.START}

    for entries in ([], [*waiting, 999_999], [waiting[0], waiting[0]]):
        with refused(by="journal_seal_of_what_waited"):
            put("journal_seal", entries=entries, **seal)
    with refused(by="journal_seal_follows"):
        put("journal_seal", entries=waiting, **(seal | {"previous": b"2" * 32}))

    put("journal_seal", entries=waiting, **seal)
    with refused(by="journal_seal_of_what_waited"):
        put("journal_seal", entries=waiting, **(seal | {"previous": b"1" * 32, "digest": b"3" * 32}))
    assert count("journal_unsealed") == 0


def test_a_persons_key_is_destroyed_or_stays(policy: int) -> None:
    party_id = builders.customer()
    change = "UPDATE journal_person_key SET wrapped = %s, destroyed_at = %s WHERE party = %s"

    with refused(by="journal_person_key_only_destroyed"):
        run(change, b"another", None, party_id)
    personal.forget(party=party_id, at=AT)
    with refused(by="journal_person_key_only_destroyed"):
        run(change, b"another", None, party_id)
    with refused(by="journal_person_key_only_destroyed"):
        run(change, None, AT + timedelta(days=1), party_id)


def test_a_corrected_contract_is_a_new_version(policy: int) -> None:
    service = builders.service(party_id=builders.customer())
    contract_id = run("SELECT contract_id FROM agreements_service WHERE id = %s", service.id)[0][0]

    put("agreements_contract_version", contract_id=contract_id, number=2, valid_from=AT)
    with refused(by="contract_version_number"):
        put("agreements_contract_version", contract_id=contract_id, number=2, valid_from=AT)
