"""Lines as they shall be and as they are: by the actions, the installer and the comparison."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

import builders
from promises.forging import LIMITED_AT, permit
from varsel.operations.arrears.models import Deadline
from varsel.outlets.access import actions, queries, reconcile
from varsel.outlets.access.enforcers.recorder import Recorder
from varsel.outlets.access.models import LineProfile
from varsel.outlets.access.restrictions import actions as restrictions
from varsel.outlets.access.restrictions import queries as restricted
from varsel.outlets.access.restrictions.actions import CapReached, Permit
from varsel.records.agreements.queries import Having
from varsel.records.journal import queries as journal

AT = LIMITED_AT
MINUTE = timedelta(minutes=1)
OPEN = {"down": None, "up": None, "signpost": False, "reach": "all", "calls": {}}
SLOW = OPEN | {"down": 10, "up": 2}


class Failing(Recorder):
    """An enforcer that does not answer."""

    def install(self, **given: Any) -> None:
        """Fail."""
        raise ConnectionResetError


@pytest.fixture
def owing(db: None) -> list[tuple[Having, Deadline]]:
    """Give two services, each on a line of its own, that may be limited."""
    builders.set_policy(daily_cap=2)
    party_id = builders.customer()
    services = [builders.service(party_id=party_id) for _ in range(3)]
    return list(zip(services, builders.demanded(*services), strict=True))


def _limit(owing: tuple[Having, Deadline], *, at: Any = AT) -> int:
    service, deadline = owing
    entry_id = permit(service=service, at=at)
    warned = {"warning_id": deadline.warning_id, "warning_ends_at": deadline.ends_at}
    return restrictions.limit(service=service, permit=Permit(entry_id=entry_id, ground="unpaid", **warned), at=at)


def _install(enforcer: Recorder, *, at: Any = AT) -> int:
    return reconcile.install_waiting(enforcer=enforcer, at=at, most=100)


def test_limiting_intends_a_slow_line_which_is_then_installed(owing: list[tuple[Having, Deadline]]) -> None:
    service, enforcer = owing[0][0], Recorder()

    _limit(owing[0])
    assert not queries.line(line_id=service.line_id).agrees
    assert (queries.waiting(), _install(enforcer), queries.waiting()) == (1, 1, 0)

    assert enforcer.read_back(line_id=service.line_id) == SLOW
    assert queries.line(line_id=service.line_id).agrees
    assert restricted.levels(service_ids=[one.id for one, _ in owing]) == {
        one.id: "limited" if one == service else "open" for one, _ in owing
    }
    (told,) = journal.entries(about=[f"line:{service.line_id}"])
    assert (told.kind, told.facts) == ("line_installed", {"version": 1, "profile": SLOW})


def test_reopening_before_the_limiting_was_installed_overtakes_it(owing: list[tuple[Having, Deadline]]) -> None:
    enforcer = Recorder()
    _limit(owing[0])
    restrictions.lift(service=owing[0][0], kind="debt", at=AT + MINUTE)

    assert _install(enforcer, at=AT + MINUTE) == 1

    assert enforcer.read_back(line_id=owing[0][0].line_id) == OPEN
    assert LineProfile.objects.get().version == 2


def test_raising_overtakes_lowering(owing: list[tuple[Having, Deadline]]) -> None:
    first, second = owing[0][0], owing[1][0]
    _limit(owing[0])
    _install(Recorder())
    _limit(owing[1], at=AT + MINUTE)
    restrictions.lift(service=first, kind="debt", at=AT + 2 * MINUTE)

    reconcile.install_waiting(enforcer=Recorder(), at=AT + 2 * MINUTE, most=1)

    assert queries.line(line_id=first.line_id).agrees
    assert not queries.line(line_id=second.line_id).agrees


def test_an_intention_that_changes_nothing_is_no_new_version(owing: list[tuple[Having, Deadline]]) -> None:
    _limit(owing[0])

    for _ in range(2):
        actions.intend(line_id=owing[0][0].line_id, at=AT)

    assert LineProfile.objects.get().version == 1


def test_what_was_not_installed_is_tried_again(owing: list[tuple[Having, Deadline]]) -> None:
    _limit(owing[0])
    with pytest.raises(ConnectionResetError), transaction.atomic():
        reconcile.install_waiting.__wrapped__(enforcer=Failing(), at=AT, most=100)

    assert queries.waiting() == 1
    assert _install(Recorder()) == 1


def test_a_line_that_fails_leaves_those_before_it_installed(owing: list[tuple[Having, Deadline]]) -> None:
    good, bad = owing[0][0].line_id, owing[1][0].line_id

    class FailingAtOne(Recorder):
        def install(self, *, line_id: int, **given: Any) -> None:
            if line_id == bad:
                raise ConnectionResetError
            super().install(line_id=line_id, **given)

    for one in owing[:2]:
        _limit(one)

    assert _install(FailingAtOne()) == 1

    assert [queries.line(line_id=line_id).agrees for line_id in (good, bad)] == [True, False]
    assert [len(journal.entries(about=[f"line:{line_id}"])) for line_id in (good, bad)] == [1, 0]


def test_at_most_so_many_lines_are_installed_at_once(owing: list[tuple[Having, Deadline]]) -> None:
    for one in owing[:2]:
        _limit(one)

    assert [reconcile.install_waiting(enforcer=Recorder(), at=AT, most=1) for _ in range(3)] == [1, 1, 0]


def test_many_lines_change_together_and_each_as_it_must(owing: list[tuple[Having, Deadline]]) -> None:
    limited, shared, open_ = (one[0].line_id for one in owing)
    for one in owing[:2]:
        _limit(one)
    neighbour = builders.service(party_id=builders.customer(at=AT), line_id=shared, at=AT)

    restrictions.lift_many(services=[owing[0][0]], kind="debt", at=AT + MINUTE)
    actions.intend_many(line_ids=[shared, limited, open_, shared], at=AT + MINUTE)

    assert neighbour.line_id == shared
    states = [queries.line(line_id=line_id) for line_id in (limited, shared, open_)]
    assert [state and state.intended for state in states] == [OPEN, OPEN, OPEN]
    rows = LineProfile.objects.order_by("line_id").values_list("version", "raises", "changed_at")
    assert list(rows) == [(2, True, AT + MINUTE), (2, True, AT + MINUTE), (1, True, AT + MINUTE)]


def test_an_older_version_replaces_no_newer_in_the_enforcer() -> None:
    enforcer = Recorder()
    enforcer.install(line_id=1, version=2, profile=OPEN)
    enforcer.install(line_id=1, version=1, profile=SLOW)

    assert enforcer.read_back(line_id=1) == OPEN
    assert enforcer.read_back(line_id=2) is None


@pytest.mark.parametrize("behind_our_back", [OPEN, SLOW | {"down": 1}])
def test_a_line_changed_behind_our_back_is_found_put_right_and_told(
    owing: list[tuple[Having, Deadline]], behind_our_back: dict[str, Any]
) -> None:
    line_id, enforcer = owing[0][0].line_id, Recorder()
    _limit(owing[0])
    _install(enforcer)
    assert reconcile.compare(enforcer=enforcer, at=AT) == []
    enforcer.install(line_id=line_id, version=9, profile=behind_our_back)

    other = Recorder()
    other.install(line_id=line_id, version=1, profile=behind_our_back)
    assert reconcile.compare(enforcer=other, at=AT + MINUTE) == [line_id]

    assert other.read_back(line_id=line_id) == SLOW
    told = journal.entries(about=[f"line:{line_id}"], kinds=["line_differs"])
    assert [one.facts for one in told] == [{"intended": SLOW, "found": behind_our_back}]
    assert reconcile.compare(enforcer=other, at=AT + 2 * MINUTE) == []


def test_over_the_cap_nothing_has_changed(owing: list[tuple[Having, Deadline]]) -> None:
    for one in owing[:2]:
        _limit(one)

    with pytest.raises(CapReached, match="a second person may lift it"):
        _limit(owing[2])

    count = restricted.day_count(day=AT.date())
    assert count is not None
    assert (count.begun, count.cap) == (2, 2)
    assert queries.line(line_id=owing[2][0].line_id) is None
    restrictions.lift_cap(
        day=AT, zone="Europe/Stockholm", cap=3, asked_by=builders.person(), lifted_by=builders.person()
    )
    _limit(owing[2])


def test_closing_follows_in_the_same_instant_and_keeps_the_first_day(owing: list[tuple[Having, Deadline]]) -> None:
    service, deadline = owing[0]
    later = AT + timedelta(days=11)
    _limit(owing[0])
    warned = {"warning_id": deadline.warning_id, "warning_ends_at": deadline.ends_at}
    entry_id = permit(service=service, at=later, level="closed")
    restrictions.close(service=service, permit=Permit(entry_id=entry_id, ground="unpaid", **warned), at=later)

    limiting, closing = restricted.history(service_id=service.id)
    assert (limiting.ended_at, closing.begins_at, closing.first_on) == (later, later, limiting.begins_on)
    assert queries.line(line_id=service.line_id).intended == SLOW | {"reach": "garden"}
