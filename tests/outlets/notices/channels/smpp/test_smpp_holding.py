"""Receipts of what is still in hand wait a moment for who writes it down; nobody else's do, and none for long."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from outlets.notices.channels.smpp.speaking import NOW, SOON, Ear, handed, sms, speak
from varsel.outlets.notices.channels import Receipt
from varsel.outlets.notices.channels.smpp.gateway import SmppGateway
from varsel.outlets.notices.channels.smpp.heard import Note
from varsel.outlets.notices.channels.smpp.holding import LONGEST, MANY, Arrival, Holding
from varsel.surfaces.bench.smsc import ServerProcess, npm_server

NAMES = [str(number) for number in range(MANY)]


def _arrived(*names: str) -> list[Arrival]:
    return [Arrival(None, note=Note(Receipt("delivered", NOW, gateway_ref=name), "")) for name in names]


def _names(some: list[Arrival]) -> list[str]:
    return [one.note.receipt.gateway_ref for one in some if one.note]


def _holding(*names: str) -> Holding:
    holding = Holding()
    holding.expect(names=names, now=1.0)
    return holding


def test_many_that_will_be_asked_for_are_held_until_they_are() -> None:
    holding = _holding(*NAMES)

    assert holding.hold(arrivals=_arrived(*NAMES), now=1.1) == []
    assert holding.overdue(now=1.1) == []
    assert sorted(_names(holding.take(names=set(NAMES), within=0.0))) == sorted(NAMES)
    assert holding.take(names=set(NAMES), within=0.0) == []


def test_one_less_than_many_is_not_kept_waiting() -> None:
    few = _arrived(*NAMES[1:])

    assert _holding(*NAMES).hold(arrivals=few, now=1.1) == few


def test_few_that_follow_many_are_held_with_them() -> None:
    holding = _holding("last", *NAMES)
    holding.hold(arrivals=_arrived(*NAMES), now=1.1)

    assert holding.hold(arrivals=_arrived("last", "3"), now=1.2) == []
    assert _names(holding.take(names={"3", "last"}, within=0.0)).count("3") == 2


def test_what_speaks_of_something_else_is_not_held() -> None:
    strangers = _arrived("stranger", "")
    holding = _holding(*NAMES)

    assert holding.hold(arrivals=[*_arrived(*NAMES), *strangers], now=1.1) == strangers
    assert holding.hold(arrivals=strangers, now=1.2) == strangers


def test_nothing_is_held_that_was_asked_for_already() -> None:
    holding = _holding(*NAMES)
    holding.take(names=set(NAMES), within=0.0)
    late = _arrived(*NAMES)

    assert holding.hold(arrivals=late, now=1.1) == late


def test_names_that_nobody_asked_about_in_time_are_forgotten() -> None:
    holding = _holding(*NAMES)
    holding.expect(names=["next"], now=1.0 + LONGEST + 0.01)
    late = _arrived(*NAMES)

    assert holding.hold(arrivals=late, now=1.6) == late


@pytest.mark.parametrize(("later", "over"), [(LONGEST - 0.01, False), (LONGEST, True)])
def test_what_nobody_asks_for_is_held_no_longer_than_that(later: float, over: bool) -> None:
    holding = _holding(*NAMES)
    holding.hold(arrivals=_arrived(*NAMES), now=2.0)

    assert holding.wait(now=2.0 + later) == pytest.approx(LONGEST - later)
    assert len(holding.overdue(now=2.0 + later)) == (MANY if over else 0)
    assert (holding.wait(now=3.0) is None) == over


class Impatient(threading.Condition):
    """A condition that waits for nothing, and remembers how long it should have."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[float | None] = []

    def wait_for(self, predicate: Callable[[], bool], timeout: float | None = None) -> bool:  # type: ignore[override]
        """Look once."""
        self.asked.append(timeout)
        return predicate()


@pytest.mark.parametrize(
    ("came", "names", "waited"), [(False, {"3"}, [0.1]), (True, {"3"}, [0.1, 0.2]), (True, set[str](), [])]
)
def test_who_asks_waits_half_the_time_for_the_first_and_nobody_waits_for_nothing(
    came: bool, names: set[str], waited: list[float]
) -> None:
    holding = Holding(_changed=(patience := Impatient()))
    holding.expect(names=NAMES, now=1.0)
    if came:
        holding.hold(arrivals=_arrived(*NAMES), now=1.1)

    holding.take(names=names, within=0.2)

    assert patience.asked == waited


def test_who_closes_gets_all_that_is_held_at_once() -> None:
    holding = _holding(*NAMES)
    holding.hold(arrivals=_arrived(*NAMES), now=2.0)

    assert sorted(_names(holding.overdue(now=2.0, longest=0.0))) == sorted(NAMES)


def test_who_asks_waits_for_those_that_are_still_to_come() -> None:
    holding, taken = _holding("last", *NAMES), list[Arrival]()
    holding.hold(arrivals=_arrived(*NAMES), now=1.1)
    asking = threading.Thread(target=lambda: taken.extend(holding.take(names={"last", "3"}, within=SOON)))
    asking.start()

    holding.hold(arrivals=_arrived("last"), now=1.2)
    asking.join(SOON)

    assert sorted(_names(taken)) == ["3", "last"]


@pytest.fixture
def npm() -> Iterator[ServerProcess]:
    """Give a server that tells what it gets, and sends a receipt with each answer."""
    with npm_server(report=True, receipts="each") as started:
        yield started


def _many(gateway: SmppGateway) -> set[str]:
    answers = handed(gateway, *(sms() for _ in range(4 * MANY)))
    assert {one.answer for one in answers.values()} == {"accepted"}
    return {name for one in answers.values() for name in one.gateway_refs}


def test_every_receipt_is_either_asked_for_or_stored_and_the_gateway_hears_of_each_once(npm: ServerProcess) -> None:
    ear = Ear()
    with speak(port=npm.port, ear=ear) as gateway:
        answers = handed(gateway, *(sms() for _ in range(4 * MANY))).values()
        with gateway.heard(answers=answers) as receipts:
            asked = [one.gateway_ref for one in receipts]
        stored = [npm.wait("stored") for _ in range(4 * MANY)]

    kept = [ear.next_receipt().gateway_ref for _ in range(4 * MANY - len(asked))]
    assert stored == [0] * (4 * MANY)
    assert sorted([*asked, *kept], key=int) == [str(number) for number in range(1, 4 * MANY + 1)]
    assert ear.notes.empty()


def test_what_could_not_be_written_down_goes_the_usual_way(npm: ServerProcess) -> None:
    ear = Ear()
    with speak(port=npm.port, ear=ear) as gateway:
        answers = handed(gateway, *(sms() for _ in range(4 * MANY))).values()
        with pytest.raises(ConnectionError), gateway.heard(answers=answers):
            raise ConnectionError("the database is away")
        kept = {ear.next_receipt().gateway_ref for _ in range(4 * MANY)}
        stored = [npm.wait("stored") for _ in range(4 * MANY)]

    assert (len(kept), stored) == (4 * MANY, [0] * (4 * MANY))


def test_what_nobody_asks_for_is_stored_all_the_same(npm: ServerProcess) -> None:
    ear = Ear()
    with speak(port=npm.port, ear=ear) as gateway:
        names = _many(gateway)
        kept = {ear.next_receipt().gateway_ref for _ in range(4 * MANY)}

    assert kept == names
