"""Shadow mode by raw SQL: nothing leaves while it runs, nothing of it carries a restriction, and it is never half."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

import builders
from promises.conftest import Owing
from promises.forging import LIMITED_AT, count, put, refused, restrict, run
from promises.going_back import AT, pay_out, pay_run, request
from surfaces.shadow.playing import shadowed, switch
from varsel.operations.arrears.models import Deadline
from varsel.outlets.access.profile import Profile
from varsel.outlets.notices.versions import actions as versions
from varsel.outlets.notices.wording import files
from varsel.records.agreements.queries import Having
from varsel.records.ledger import actions as ledger

NOW = LIMITED_AT - timedelta(days=3)
OPEN = '{"down": null, "up": null, "signpost": false, "reach": "all", "calls": {}}'


@pytest.fixture
def waiting(owing: Owing) -> int:
    """A word that waits to be told; return its notice."""
    return _notice(owing.service)


@pytest.fixture(autouse=True)
def says_nothing_after() -> Iterator[None]:
    """Let the session say nothing of its outlets, before and after."""
    yield
    run("SELECT set_config('varsel.outlets', '', false)")


def _on() -> int:
    return put("shadow_period", began_at=NOW, began_by="forger")


def _off() -> None:
    run("UPDATE shadow_period SET ended_at = %s, ended_by = 'forger' WHERE ended_at IS NULL", LIMITED_AT)


def _say(outlets: str) -> None:
    run("SELECT set_config('varsel.outlets', %s, false)", outlets)


def _notice(service: Having, **changes: object) -> int:
    texts = files.texts(about="service_reopened", variant="paid", language="en")
    versions.keep(texts=[texts], at=NOW)
    row = {"ref": uuid4(), "about": "service_reopened", "subject": service.about, "party_id": service.party_id}
    row |= {"country": "SE", "language": "en", "template": texts.version, "facts": {}, "facts_hash": "h"}
    row |= {"created_at": NOW, "not_before": NOW, "urgent": True, "state": "queued", "route": ["email"]}
    return put("notices_notice", **(row | changes))


def _attempt(notice_id: int) -> int:
    columns = {"ref": uuid4(), "notice_id": notice_id, "channel": "email", "address": "a@b.se", "owner": "forger"}
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    more = {"content": b"", "sha256": empty, "stated": {}, "begun_at": NOW, "gateway_ref": "", "because": ""}
    return put("notices_attempt", **columns, **more)


def _install() -> None:
    run("UPDATE access_line_profile SET installed_version = version, installed = intended, installed_at = %s", NOW)


def _line(service: Having) -> None:
    run(
        "INSERT INTO access_line_profile (line_id, version, intended, raises, changed_at, installed_version)"
        " VALUES (%s, 1, %s::jsonb, true, %s, 0)",
        service.line_id,
        OPEN,
        NOW,
    )


def test_a_hand_over_takes_recorders_in_shadow_and_the_real_thing_else(owing: Owing) -> None:
    _say("recorders")
    notice_id = _notice(owing.service)
    with refused(by="shadow_has_recorders_only"):
        _attempt(notice_id)
    run("UPDATE notices_notice SET state = 'dropped' WHERE state = 'queued'")

    _on()
    in_shadow = _notice(owing.service)
    for outlets in ("", "real", "recorder"):
        _say(outlets)
        with refused(by="shadow_has_recorders_only"):
            _attempt(in_shadow)
    _say("recorders")
    _attempt(in_shadow)


def test_a_line_is_called_installed_by_recorders_in_shadow_and_by_the_real_thing_else(owing: Owing) -> None:
    _on()
    _line(owing.service)
    for outlets in ("", "real"):
        _say(outlets)
        with refused(by="shadow_has_recorders_only"):
            _install()
    _say("recorders")
    _install()

    _off()
    with refused(by="shadow_has_recorders_only"):
        _install()
    _say("")
    _install()
    assert run("SELECT shadow, version, installed_version FROM access_line_profile") == [(None, 2, 2)]


def test_what_was_to_be_said_in_shadow_is_never_said_in_earnest(owing: Owing) -> None:
    _on()
    notice_id = _notice(owing.service)
    _off()
    assert run("SELECT state FROM notices_notice WHERE id = %s", notice_id) == [("dropped",)]

    run("UPDATE notices_notice SET state = 'queued' WHERE id = %s", notice_id)
    with refused(by="attempt_of_a_word_in_earnest"):
        _attempt(notice_id)


def test_a_demand_of_the_shadow_restricts_nothing_in_earnest(policy: int) -> None:
    switch(on=True, at=builders.START)
    service = builders.service(party_id=builders.customer())
    builders.invoice(services=[service])
    shadowed(to=datetime(2026, 3, 14, tzinfo=UTC))
    deadline = Deadline.objects.get(service_id=service.id)
    switch(on=False, at=datetime(2026, 3, 16, tzinfo=UTC))

    with refused(by="restriction_of_a_warning_told_in_earnest"):
        restrict(service=service, deadline=deadline)
    assert count("restrictions_restriction") == 0


def test_in_shadow_it_restricts_in_shadow_and_its_end_ends_that(policy: int) -> None:
    switch(on=True, at=builders.START)
    service = builders.service(party_id=builders.customer())
    builders.invoice(services=[service])
    shadowed(to=datetime(2026, 3, 14, tzinfo=UTC))
    restrict(service=service, deadline=Deadline.objects.get(service_id=service.id))

    _off()
    assert run("SELECT ended_at FROM restrictions_restriction") == [(LIMITED_AT,)]


def test_the_period_of_a_row_is_written_by_the_database_alone(owing: Owing) -> None:
    key = _on()
    _off()
    with refused(by="shadow_marked_by_the_database"):
        _notice(owing.service, shadow=key)
    for table in ("notices_notice", "notices_attempt", "restrictions_restriction", "access_line_profile"):
        with refused(by="permission"):
            run(f"UPDATE {table} SET shadow = NULL")


def test_no_day_is_credited_as_restricted_in_shadow(owing: Owing) -> None:
    _on()
    credit_id = ledger.grant_credit(
        party_id=owing.service.party_id,
        amount=Decimal(1),
        currency="SEK",
        about=owing.service.about,
        because="dispute upheld",
        on=NOW.date(),
        at=NOW,
        actor="forger",
    )
    with refused(by="shadow_credits_no_day"):
        put("ledger_credited_day", credit_id=credit_id, service_id=owing.service.id, day=NOW.date())


def test_one_period_runs_and_only_ends_once(policy: int) -> None:
    with refused(by="shadow_period_changes"):
        put("shadow_period", began_at=NOW, began_by="f", ended_at=NOW, ended_by="f")
    _on()
    with refused(by="shadow_one_runs"):
        _on()
    with refused(by="permission"):
        run("UPDATE shadow_period SET began_at = %s", LIMITED_AT)
    _off()
    for statement in ("ended_at = NULL, ended_by = NULL", "ended_by = 'another'"):
        with refused(by="shadow_period_changes"):
            run(f"UPDATE shadow_period SET {statement}")
    with refused(by="permission"):
        run("DELETE FROM shadow_period")


def test_it_neither_begins_nor_ends_in_the_past(owing: Owing) -> None:
    with refused(by="shadow_period_not_backdated"):
        put("shadow_period", began_at=builders.START, began_by="forger")
    _on()
    with refused(by="shadow_period_end_not_backdated"):
        run("UPDATE shadow_period SET ended_at = %s, ended_by = 'f'", builders.START)


def test_it_does_not_change_while_a_word_is_being_handed_over(waiting: int) -> None:
    attempt = _attempt(waiting)
    with refused(by="shadow_changes_between_words"):
        _on()
    run("UPDATE notices_attempt SET outcome = 'rejected', ended_at = %s WHERE id = %s", NOW, attempt)
    with refused(by="shadow_begins_with_nothing_waiting"):
        _on()
    run("UPDATE notices_notice SET state = 'dropped' WHERE state = 'queued'")
    _on()


def test_it_does_not_begin_while_something_is_restricted(owing: Owing) -> None:
    restrict(service=owing.service, deadline=owing.deadline)
    with refused(by="shadow_begins_with_nothing_restricted"):
        put("shadow_period", began_at=LIMITED_AT, began_by="forger")


def test_a_whole_line_is_to_the_database_what_it_is_to_the_code(owing: Owing) -> None:
    _on()
    _line(owing.service)
    _off()
    whole = json.dumps(Profile().to_json())
    assert run("SELECT intended = %s::jsonb, version FROM access_line_profile", whole) == [(True, 1)]
    ((source,),) = run("SELECT prosrc FROM pg_proc WHERE proname = 'shadow_void'")
    assert json.loads(source.split("whole jsonb := '")[1].split("'")[0]) == Profile().to_json()


def test_no_money_leaves_in_shadow(paid: tuple[int, int, int]) -> None:
    party_id, _, payment_id = paid
    key = request(party_id, pay_out(party_id, payment_id))
    put("shadow_period", began_at=AT, began_by="forger")

    with refused(by="shadow_moves_no_money"):
        pay_run()
    with refused(by="shadow_moves_no_money"):
        run("UPDATE ledger_request SET exported_at = %s WHERE id = %s", AT, key)

    run("UPDATE shadow_period SET ended_at = %s, ended_by = 'forger'", AT)
    run("UPDATE ledger_request SET exported_at = %s WHERE id = %s", AT, key)
