"""Shadow mode: everything is decided and written down, nothing leaves, and nothing of it counts once it is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

import builders
from builders import START
from promises.forging import run
from surfaces.shadow.playing import shadowed, switch
from varsel.operations.arrears.models import Proposal
from varsel.outlets.access import queries as lines
from varsel.outlets.access.actions import intend
from varsel.outlets.access.profile import Profile
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.outlets.notices import queries as notices
from varsel.outlets.shadow import queries
from varsel.outlets.shadow.actions import NotNow
from varsel.records.agreements.queries import Having
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import queries as ledger

LIMITED = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)  # a Tuesday: on Monday morning the service was limited
LIVE = datetime(2026, 4, 1, 7, 0, tzinfo=UTC)


def _kinds(service: Having) -> list[str]:
    return [entry.kind for entry in journal.entries(party=service.party_id)]


def _level(service: Having) -> str:
    return restrictions.levels(service_ids=[service.id])[service.id]


def test_the_ladder_goes_on_as_if_everything_had_been_sent(owing: Having) -> None:
    shadowed(to=datetime(2026, 4, 30, tzinfo=UTC))

    told = _kinds(owing)
    for kind in (Kind.DEMAND_SENT, Kind.LIMITING_PROPOSED, Kind.PROPOSAL_APPROVED, Kind.SERVICE_LIMITED):
        assert told.count(kind) == 1 + (kind == Kind.PROPOSAL_APPROVED)
    assert told.count(Kind.SERVICE_CLOSED) == 1
    assert [word.state for word in notices.words_to(party_id=owing.party_id)] == ["told"] * 3


def test_what_is_made_in_shadow_carries_its_period(owing: Having) -> None:
    shadowed(to=LIMITED)

    period = queries.running()
    assert period is not None
    for table in ("notices_notice", "notices_attempt", "restrictions_restriction", "access_line_profile"):
        assert {row[0] for row in run(f"SELECT shadow FROM {table}")} == {period.id}, table


def test_a_proposal_is_approved_by_nobody_who_could_have_made_it(owing: Having) -> None:
    shadowed(to=LIMITED)

    assert [(row.state, row.approved_by) for row in Proposal.objects.all()] == [("acted", "shadow")]


def test_over_the_cap_of_the_day_a_proposal_waits_as_it_would_for_a_person(db: None) -> None:
    builders.set_policy(daily_cap=1)
    switch(on=True, at=START)
    services = [builders.service(party_id=builders.customer()) for _ in range(2)]
    for service in services:
        builders.invoice(services=[service])

    shadowed(to=LIMITED.replace(day=30))

    assert sorted(map(_level, services)) == ["limited", "open"]
    assert Proposal.objects.filter(state="open").count() == 1


def test_who_pays_is_reopened_and_told_so_and_nothing_is_credited(db: None) -> None:
    builders.set_policy()
    switch(on=True, at=START)
    service = builders.service(party_id=builders.customer(country="NO"), country="NO")
    invoice_id = builders.invoice(services=[service])
    limited = datetime(2026, 4, 30, 12, 0, tzinfo=UTC)
    shadowed(to=limited)
    assert _level(service) == "limited"

    paid_at = limited + timedelta(hours=1)
    builders.pay(invoice_id=invoice_id, on=date(2026, 4, 30), at=paid_at)
    shadowed(after=paid_at, to=paid_at)

    assert _level(service) == "open"
    assert Kind.SERVICE_REOPENED in _kinds(service)
    assert ledger.credits_of(party_id=service.party_id) == []
    assert ledger.credited_days_of(service_ids=[service.id]) == {}


def test_going_live_opens_every_line_in_silence(owing: Having) -> None:
    shadowed(to=LIMITED)
    assert _level(owing) == "limited"
    told = len(notices.words_to(party_id=owing.party_id))

    switch(on=False, at=LIVE)
    out = builders.advance(after=LIVE, to=LIVE)

    assert _level(owing) == "open"
    assert out.words.handed == []
    assert len(notices.words_to(party_id=owing.party_id)) == told
    line = lines.line(line_id=owing.line_id)
    assert line is not None
    assert line.intended == line.installed == out.lines.read_back(line_id=owing.line_id) == Profile().to_json()
    assert run("SELECT shadow FROM access_line_profile") == [(None,)]
    assert _kinds(owing)[-1] == Kind.SHADOW_VOIDED


def test_after_going_live_the_demand_starts_anew_with_full_time(owing: Having) -> None:
    shadowed(to=LIMITED)
    switch(on=False, at=LIVE)

    out = builders.advance(after=LIVE, to=datetime(2026, 4, 9, tzinfo=UTC))

    assert [message.channel for message in out.words.handed] == ["email"]
    assert _kinds(owing).count(Kind.DEMAND_SENT) == 2
    assert _level(owing) == "open"

    builders.advance(after=datetime(2026, 4, 9, tzinfo=UTC), to=datetime(2026, 4, 30, tzinfo=UTC), out=out)
    assert _kinds(owing).count(Kind.LIMITING_PROPOSED) == 2
    assert _level(owing) == "open"  # a clerk has not approved it: in earnest that takes a person


def test_a_word_that_waited_in_shadow_is_never_said_in_earnest(owing: Having) -> None:
    run("UPDATE parties_contact_point SET bounced_at = %s", START)
    shadowed(to=LIMITED)
    assert {word.state for word in notices.words_to(party_id=owing.party_id)} == {"unreached"}

    switch(on=False, at=LIVE)

    assert {word.state for word in notices.words_to(party_id=owing.party_id)} == {"dropped"}
    assert notices.call_list() == []
    assert run("SELECT count(*) FROM clocks_clock WHERE kind = 'call_customer' AND state = 'open'") == [(0,)]


def test_what_was_demanded_in_earnest_before_still_counts_after(db: None) -> None:
    builders.set_policy()
    service = builders.service(party_id=builders.customer())
    builders.demanded(service)
    between = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)

    switch(on=True, at=between)
    switch(on=False, at=between + timedelta(minutes=1))
    out = builders.advance(after=between + timedelta(minutes=1), to=LIMITED)

    assert out.words.handed == []
    assert _kinds(service).count(Kind.DEMAND_SENT) == 1
    assert _kinds(service)[-1] == Kind.LIMITING_PROPOSED


def test_a_second_period_knows_nothing_of_the_first(owing: Having) -> None:
    shadowed(to=datetime(2026, 3, 20, tzinfo=UTC))
    switch(on=False, at=datetime(2026, 3, 20, 8, 0, tzinfo=UTC))
    again = datetime(2026, 3, 20, 8, 1, tzinfo=UTC)
    switch(on=True, at=again)

    shadowed(after=again, to=LIMITED)

    assert _kinds(owing).count(Kind.DEMAND_SENT) == 2
    assert _level(owing) == "open"


def test_it_is_dated_and_written_down(db: None) -> None:
    switch(on=True, at=START)
    switch(on=False, at=LIVE)

    assert [(one.began_at, one.began_by, one.ended_at, one.ended_by) for one in queries.periods()] == [
        (START, "test", LIVE, "test")
    ]
    told = [(entry.kind, entry.at) for entry in journal.everything()]
    assert told == [(Kind.SHADOW_BEGAN, START), (Kind.SHADOW_ENDED, LIVE)]


@pytest.mark.parametrize(("on", "already"), [(True, True), (False, False)])
def test_it_is_switched_once(db: None, on: bool, already: bool) -> None:
    if already:
        switch(on=True, at=START)
    with pytest.raises(NotNow, match="already"):
        switch(on=on, at=LIVE)
    assert (queries.running() is not None) == already


def test_it_does_not_begin_while_a_service_is_restricted_in_earnest(db: None) -> None:
    builders.set_policy(approval="automatic")
    service = builders.service(party_id=builders.customer())
    builders.demanded(service)
    builders.advance(after=datetime(2026, 3, 20, tzinfo=UTC), to=LIMITED)
    assert _level(service) == "limited"

    with pytest.raises(NotNow, match="open them first"):
        switch(on=True, at=LIVE)
    assert queries.running() is None


def test_it_does_not_begin_while_a_word_waits_to_be_told(db: None) -> None:
    builders.set_policy(notices={"quiet_hours": (time(0), time(23, 59))})
    service = builders.service(party_id=builders.customer())
    builders.invoice(services=[service])
    morning = datetime(2026, 3, 13, 8, 0, tzinfo=UTC)
    builders.advance(to=morning)
    assert [word.state for word in notices.words_to(party_id=service.party_id)] == ["queued"]

    with pytest.raises(NotNow, match="let the worker finish"):
        switch(on=True, at=morning)
    assert queries.running() is None


def test_it_does_not_begin_while_a_line_waits_to_be_installed(db: None) -> None:
    service = builders.service(party_id=builders.customer())
    intend(line_id=service.line_id, at=START)

    with pytest.raises(NotNow, match="let the worker finish"):
        switch(on=True, at=START)
    assert queries.running() is None
