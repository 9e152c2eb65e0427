"""Windows from free time: pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from varsel.law.countries import COUNTRIES
from varsel.operations.fieldwork.account import Free, Skilled, Team, Worker
from varsel.operations.fieldwork.ladder import slots

SE = COUNTRIES["SE"].CALENDAR
ZONE = ZoneInfo("Europe/Stockholm")
MONDAY, HOUR = date(2026, 3, 2), timedelta(hours=1)
MIDNIGHT = datetime(2026, 3, 1, 23, 0, tzinfo=UTC)  # Monday 00:00 in Sweden


def _worker(key: int = 1, *, skills: tuple[Skilled, ...] = (), begins: time = time(7), ends: time = time(16)) -> Worker:
    return Worker(key, f"T{key}", None, Team(1, "own", "own"), "SE", begins, ends, None, skills)


def _local(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


def _free(*workers: Worker, **more: object) -> list[Free]:
    asked = {"busy": {}, "skills": (), "minutes": 60, "days": [MONDAY], "calendar": SE, "at": MIDNIGHT}
    return slots.free(workers=workers, **(asked | more))


def test_a_free_day_has_its_two_windows() -> None:
    found = _free(_worker())
    assert [(one.begins_at, one.ends_at) for one in found] == [(_local(8), _local(12)), (_local(12), _local(16))]
    assert [(one.works_from, one.works_until) for one in found] == [(_local(8), _local(9)), (_local(12), _local(13))]


def test_nobody_comes_on_a_day_on_which_nobody_works() -> None:
    saturday, good_friday = date(2026, 3, 7), date(2026, 4, 3)
    assert _free(_worker(), days=[saturday, good_friday]) == []


def test_the_hours_of_the_technician_bound_the_window() -> None:
    late = _worker(begins=time(11, 1), ends=time(13))
    assert [one.works_from for one in _free(late)] == [_local(12)]
    assert [one.works_from for one in _free(_worker(begins=time(11), ends=time(13)))] == [_local(11), _local(12)]


def test_a_window_needs_the_whole_time_in_one_piece() -> None:
    busy = {1: [(_local(9, 59), _local(11))]}
    assert [one.works_from for one in _free(_worker(), busy=busy, minutes=120)] == [_local(12)]
    assert _free(_worker(), busy=busy, minutes=119)[0].works_from == _local(8)
    assert _free(_worker(), busy=busy, minutes=241) == []


def test_a_skill_holds_to_the_end_of_its_day_and_not_on_the_next() -> None:
    days = [MONDAY - timedelta(days=3), MONDAY, MONDAY + timedelta(days=1)]
    climber = _worker(skills=(Skilled("climbing", MONDAY),))
    found = _free(climber, skills=("climbing",), days=days, at=MIDNIGHT - timedelta(days=10))
    assert {one.begins_at.astimezone(ZONE).date() for one in found} == set(days[:2])
    assert _free(climber, skills=("climbing", "splicing")) == []


def test_who_can_come_first_is_named_and_of_equals_the_first() -> None:
    busy = {1: [(_local(8), _local(10))]}
    first = _free(_worker(1), _worker(2), busy=busy)[0]
    assert (first.technician_id, first.works_from) == (2, _local(8))
    assert _free(_worker(1), _worker(2))[0].technician_id == 1


def test_a_window_is_offered_until_it_begins() -> None:
    minute = timedelta(minutes=1)
    assert [one.begins_at for one in _free(_worker(), at=_local(8) - minute)] == [_local(8), _local(12)]
    assert [one.begins_at for one in _free(_worker(), at=_local(8))] == [_local(12)]
    assert _free(_worker(), at=_local(12)) == []


def test_windows_are_local_also_over_the_change_of_the_clock() -> None:
    monday = date(2026, 3, 30)  # the day after the clocks went forward
    assert _free(_worker(), days=[monday])[0].begins_at == datetime(2026, 3, 30, 6, 0, tzinfo=UTC)


spans = st.tuples(st.integers(0, 24 * 60), st.integers(1, 300)).map(
    lambda pair: (MIDNIGHT + pair[0] * HOUR / 60, MIDNIGHT + (pair[0] + pair[1]) * HOUR / 60)
)


@given(st.dictionaries(st.integers(1, 3), st.lists(spans, max_size=6)), st.integers(1, 300), st.integers(0, 1440))
def test_whoever_is_offered_is_free_in_the_window_and_a_window_that_is_not_offered_has_nobody(
    busy: dict[int, list[tuple[datetime, datetime]]], minutes: int, now: int
) -> None:
    workers, at = [_worker(key) for key in (1, 2, 3)], MIDNIGHT + now * HOUR / 60
    found = {one.begins_at: one for one in _free(*workers, busy=busy, minutes=minutes, at=at)}

    def able(key: int, start: datetime, closes: datetime) -> bool:
        end = start + minutes * HOUR / 60
        clear = all(end <= begins or ends <= start for begins, ends in busy.get(key, ()))
        return end <= closes and clear

    assert all(opens > at for opens in found)
    for opens in (one for one in (_local(8), _local(12)) if one > at):
        closes = opens + 4 * HOUR
        starts = {
            minute: [key for key in (1, 2, 3) if able(key, opens + minute * HOUR / 60, closes)] for minute in range(241)
        }
        first = next((minute for minute, keys in starts.items() if keys), None)
        if first is None:
            assert opens not in found
        else:
            offered = found[opens]
            assert offered.works_from == opens + first * HOUR / 60
            assert offered.technician_id == starts[first][0]
            assert offered.works_until - offered.works_from == minutes * HOUR / 60
