from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

import builders
from outlets.notices.saying import send, tell
from varsel.outlets.notices import queries
from varsel.outlets.notices.channels import Message
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.outlets.notices.channels.spool import Spool
from varsel.outlets.notices.models import Attempt
from varsel.outlets.notices.quiet import not_before
from varsel.records.parties import actions as parties
from varsel.records.parties import queries as reached

AT = builders.START
EVENING = datetime(2026, 3, 2, 20, 59, tzinfo=UTC)  # 21:59 in Sweden; the quiet hours begin at 22:00
NIGHT = EVENING + timedelta(hours=2)
MORNING = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)


@pytest.fixture
def party_id(db: None) -> int:
    """Give a customer with an e-mail address, a phone and a letter box."""
    builders.set_policy()
    contacts = {"email": "a@example.test", "sms": "+46700000001", "letter": "Storgatan 1"}
    return builders.customer(contacts=contacts)


def _bouncing(*addresses: tuple[str, str]) -> Recorder:
    gateway = Recorder()
    for channel, address in addresses:
        gateway.bounce(channel=channel, address=address)
    return gateway


def test_what_bounces_goes_to_the_next_channel_in_the_same_moment(party_id: int) -> None:
    notice_id = tell(party_id=party_id, about="payment_demand", subject="invoice:1", at=AT)
    gateway = _bouncing(("email", "a@example.test"))

    send(at=AT, gateway=gateway)

    word = queries.word(notice_id=notice_id)
    assert (word.told_by, word.told_at) == ("letter", AT)
    assert word.received_at == AT + timedelta(days=3)
    assert reached.reach(party_id=party_id)["email"].bounced
    assert [one.outcome for one in Attempt.objects.order_by("id")] == ["rejected", "accepted"]


def test_a_letter_gives_until_a_later_day_than_an_email(party_id: int) -> None:
    wednesday = AT + timedelta(days=2)  # a letter arrives on Saturday: bank days count from then
    for gateway, last_day in ((Recorder(), "17 March 2026"), (_bouncing(("email", "a@example.test")), "19 March 2026")):
        notice_id = tell(party_id=party_id, about="payment_demand", subject="invoice:1", at=wednesday, bank_days=9)
        send(at=wednesday, gateway=gateway)
        assert last_day in queries.word(notice_id=notice_id).text


def test_without_a_channel_left_it_waits_for_a_person_until_there_is_a_new_contact(party_id: int) -> None:
    notice_id = tell(party_id=party_id, about="service_reopened", at=AT)
    gateway = _bouncing(("email", "a@example.test"), ("sms", "+46700000001"), ("letter", "Storgatan 1"))
    send(at=AT, gateway=gateway)
    assert [word.id for word in queries.call_list()] == [notice_id]
    assert send(at=AT + timedelta(days=1), gateway=gateway) == 0

    later = AT + timedelta(days=2)
    parties.change_contact(party_id=party_id, channel="sms", value="+46700000002", at=later, actor="staff:1")
    out = builders.advance(after=later, to=later)

    assert [message.address for message in out.words.handed] == ["+46700000002"]
    assert queries.word(notice_id=notice_id).told_at == later
    assert queries.call_list() == []


def test_nobody_is_written_to_where_nothing_is_known(db: None) -> None:
    builders.set_policy()
    notice_id = tell(party_id=builders.customer(contacts={}), at=AT)

    assert send(at=AT, gateway=Recorder()) == 1
    assert queries.word(notice_id=notice_id).state == "unreached"


def test_the_night_holds_what_can_wait_and_not_what_cannot(party_id: int) -> None:
    held = tell(party_id=party_id, about="credit_limit_near", at=NIGHT)
    urgent = tell(party_id=party_id, about="credit_limit_reached", at=NIGHT)
    gateway = Recorder()

    send(at=NIGHT, gateway=gateway)
    assert queries.word(notice_id=urgent).state == "told"
    assert queries.next_due_at(after=NIGHT) == MORNING
    send(at=MORNING - timedelta(microseconds=1), gateway=gateway)
    assert queries.word(notice_id=held).state == "queued"

    send(at=MORNING, gateway=gateway)
    assert queries.word(notice_id=held).told_at == MORNING


def test_what_was_queued_in_the_evening_and_comes_up_at_night_waits_as_well(party_id: int) -> None:
    notice_id = tell(party_id=party_id, about="payment_demand", subject="invoice:1", at=EVENING)
    gateway = Recorder()

    send(at=NIGHT, gateway=gateway)

    assert gateway.handed == []
    assert queries.next_due_at(after=NIGHT) == MORNING
    send(at=MORNING, gateway=gateway)
    assert queries.word(notice_id=notice_id).told_at == MORNING


@pytest.mark.parametrize(("is_true", "state"), [(True, "told"), (False, "dropped")])
def test_what_waited_is_said_only_if_it_is_still_true(party_id: int, is_true: bool, state: str) -> None:
    notice_id = tell(party_id=party_id, about="credit_limit_near", at=NIGHT)

    send(at=MORNING, gateway=Recorder(), credit_limit_near=lambda **_: is_true)

    assert queries.word(notice_id=notice_id).state == state


def test_the_urgent_overtakes(party_id: int) -> None:
    tell(party_id=party_id, about="payment_demand", subject="invoice:1", at=AT)
    tell(party_id=party_id, about="service_reopened", at=AT + timedelta(minutes=1))
    gateway = Recorder()

    send(at=AT + timedelta(minutes=2), gateway=gateway)

    assert [message.channel for message in gateway.handed] == ["sms", "email"]


def test_a_notice_is_frozen_when_it_is_decided(party_id: int) -> None:
    notice_id = tell(party_id=party_id, at=AT)
    with transaction.atomic():
        builders.set_policy(at=AT, notices={"urgent": ("letter",)})

    send(at=AT, gateway=Recorder())

    assert queries.word(notice_id=notice_id).told_by == "sms"


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("2026-03-02 21:59", "2026-03-02 21:59"),
        ("2026-03-02 22:00", "2026-03-03 07:00"),
        ("2026-03-03 06:59", "2026-03-03 07:00"),
        ("2026-03-03 07:00", "2026-03-03 07:00"),
        ("2026-03-28 23:00", "2026-03-29 07:00"),  # the clocks go forward this night
        ("2026-10-25 02:30", "2026-10-25 07:00"),  # and back this one
    ],
)
def test_the_quiet_hours_are_those_of_the_clock_on_the_wall(local: str, expected: str) -> None:
    assert not_before(at=_at(local), quiet=(time(22), time(7)), zone="Europe/Stockholm") == _at(expected)


def test_quiet_hours_within_a_day_or_none_at_all() -> None:
    noon = _at("2026-03-02 12:30")

    assert not_before(at=noon, quiet=(time(12), time(13)), zone="Europe/Stockholm") == _at("2026-03-02 13:00")
    assert not_before(at=noon, quiet=(time(12), time(12)), zone="Europe/Stockholm") == noon


def test_the_spool_writes_whole_files_with_the_address_on_top(tmp_path: Path) -> None:
    spool = Spool(folder=tmp_path)
    message = Message(ref="r-1", channel="letter", address="Anna Ek\nStorgatan 1", content="Hej då".encode())

    for _ in range(2):  # handing over the same again writes the same file
        ((_, outcome),) = spool.hand_over(messages=[message])

    (file,) = (tmp_path / "letter").iterdir()
    assert (outcome.answer, outcome.gateway_refs) == ("accepted", (file.name,)) == ("accepted", ("r-1.letter.txt",))
    assert file.read_text(encoding="utf-8") == "Anna Ek, Storgatan 1\n\nHej då"


def test_a_spool_that_is_full_leaves_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "sms").mkdir()
    (tmp_path / "sms" / "r-1.sms.part").mkdir()  # nothing can be written there

    with pytest.raises(OSError, match="r-1"):
        list(Spool(folder=tmp_path).hand_over(messages=[Message(ref="r-1", channel="sms", address="1", content=b"")]))

    assert not (tmp_path / "sms" / "r-1.sms.txt").exists()


def _at(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("Europe/Stockholm")).astimezone(UTC)
