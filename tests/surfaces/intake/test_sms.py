"""SMS from a gateway to the proof and to the replies: by a real SMPP server, and by the HTTP calls of 46elks."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

import builders
from outlets.notices.channels.smpp.speaking import SOON, speak
from outlets.notices.saying import tell
from varsel.kit import clock
from varsel.outlets.notices import queries, sending
from varsel.outlets.notices.channels.elks.gateway import ElksGateway
from varsel.outlets.notices.channels.smpp.gateway import SmppGateway
from varsel.outlets.notices.channels.smpp.smsc import BadAddress
from varsel.outlets.notices.models import Attempt
from varsel.outlets.notices.replies.models import Reply
from varsel.outlets.notices.waiting import Asks
from varsel.surfaces.bench.smsc import ServerProcess, npm_server
from varsel.surfaces.intake.sms import Listener, way

TO = "+46700000001"
SECRET = "0123456789abcdef"
ELKS = f"elks://u:p@api.46elks.com?sender=FjordSund&told=https://varsel.test/in/elks/{SECRET}"
AT = builders.START


class Ears(Listener):
    """The real listener, which tells when it is through with something, and uses the test's clock."""

    def __init__(self) -> None:
        self.stored = threading.Semaphore(0)

    def receipts(self, **more: Any) -> None:
        """Store, then tell."""
        with clock.held(at=AT + timedelta(minutes=1)):
            super().receipts(**more)
        connection.close()
        self.stored.release()

    def reply(self, **more: Any) -> None:
        """Store, then tell."""
        with clock.held(at=AT + timedelta(minutes=1)):
            super().reply(**more)
        connection.close()
        self.stored.release()


@pytest.fixture
def npm() -> Iterator[ServerProcess]:
    """Give an SMPP server."""
    with npm_server(report=True) as started:
        yield started


def _send(gateway: SmppGateway) -> None:
    assert gateway.bound.wait(SOON)
    asks = Asks(still_true={}, many={})
    while sending.send(at=AT, owner="test", gateways={"sms": gateway}, asks=asks).handed:
        pass


def _state(notice_id: int) -> str:
    return queries.word(notice_id=notice_id).state


@pytest.fixture
def notice_id(transactional_db: None) -> int:
    """Give a word that waits for a customer with a phone."""
    builders.set_policy()
    return tell(party_id=builders.customer(contacts={"sms": TO}), at=AT)


def test_a_notice_is_told_when_the_receipt_has_come_and_not_before(notice_id: int, npm: ServerProcess) -> None:
    npm.order(set={"receipts": "held"})
    ears = Ears()
    with speak(port=npm.port, ear=ears) as gateway:  # type: ignore[arg-type]
        _send(gateway)
        assert _state(notice_id) == "handed"
        npm.order(deliver_owed=[0])
        assert ears.stored.acquire(timeout=SOON)

    assert _state(notice_id) == "told"


@pytest.mark.parametrize("echo", [0x0204, 0x1501])
def test_a_receipt_finds_its_attempt_when_the_answer_was_lost(notice_id: int, npm: ServerProcess, echo: int) -> None:
    npm.order(set={"receipts": "held", "answers": [-2], "echo": echo})
    ears = Ears()
    with speak(port=npm.port, ear=ears, answer_within=0.3, reference_tlv=0x1501) as gateway:  # type: ignore[arg-type]
        _send(gateway)
        assert (_state(notice_id), Attempt.objects.get().outcome) == ("unknown", "unknown")
        npm.order(deliver_owed=[0, 0])
        assert ears.stored.acquire(timeout=SOON)

    assert (_state(notice_id), Attempt.objects.get().outcome) == ("told", "accepted")


def test_a_late_answer_tells_the_name_by_which_the_receipt_comes(notice_id: int, npm: ServerProcess) -> None:
    npm.order(set={"receipts": "held", "hold": True})
    ears = Ears()
    with speak(port=npm.port, ear=ears, answer_within=0.3) as gateway:  # type: ignore[arg-type]
        _send(gateway)
        assert _state(notice_id) == "unknown"
        npm.order(release="forward")
        assert ears.stored.acquire(timeout=SOON)
        assert _state(notice_id) == "handed"
        npm.order(deliver_owed=[0])
        assert ears.stored.acquire(timeout=SOON)

    assert _state(notice_id) == "told"


def test_a_receipt_without_any_reference_of_ours_resolves_nothing(notice_id: int, npm: ServerProcess) -> None:
    npm.order(set={"receipts": "held", "answers": [-2]})
    ears = Ears()
    with speak(port=npm.port, ear=ears, answer_within=0.3) as gateway:  # type: ignore[arg-type]
        _send(gateway)
        npm.order(deliver_owed=[0])
        assert ears.stored.acquire(timeout=SOON)

    assert _state(notice_id) == "unknown"


def test_a_reply_by_sms_answers_the_last_notice_and_is_kept_once(notice_id: int, npm: ServerProcess) -> None:
    ears = Ears()
    words = {"source_addr": TO[1:], "source_addr_ton": 1, "destination_addr": "71000", "hex": b"Tack".hex()}
    with speak(port=npm.port, ear=ears) as gateway:  # type: ignore[arg-type]
        _send(gateway)
        for _ in range(2):
            npm.order(deliver=words)
            assert ears.stored.acquire(timeout=SOON)

    (reply,) = Reply.objects.all()
    assert (reply.text, reply.address, reply.notice_id) == ("Tack", TO, notice_id)


def test_the_way_of_an_installation_binds_by_itself_and_again_after_it_was_closed(npm: ServerProcess) -> None:
    url = f"smpp://varsel:secret@127.0.0.1:{npm.port}?sender=FjordSund"
    gateway = way(url=url)
    assert isinstance(gateway, SmppGateway)
    try:
        assert gateway.bound.wait(SOON)
    finally:
        gateway.close()
        gateway.close()  # as the end of the process does
    assert npm.wait("unbound")
    with contextlib.closing(way(url=url)) as again:  # type: ignore[type-var]
        assert again.bound.wait(SOON)  # type: ignore[union-attr]


def test_without_an_address_there_is_no_way_and_a_bad_one_is_refused() -> None:
    assert way(url="") is None
    assert isinstance(way(url=ELKS), ElksGateway)
    with pytest.raises(BadAddress, match="smpp://"):
        way(url="http://localhost")


@pytest.fixture
def elks(settings: Any, db: None) -> Client:
    """Give a caller, of an installation whose SMS leave by 46elks."""
    settings.SMS, settings.SMS_TOLD_FROM = ELKS, set()
    builders.set_policy()
    return Client()


def _attempt() -> Attempt:
    notice_id = tell(party_id=builders.customer(contacts={"sms": TO}), at=AT)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notices_attempt (ref, notice_id, channel, address, content, sha256, stated, owner, begun_at,"
            " awaits_receipt, gateway_ref, because) VALUES (gen_random_uuid(), %s, 'sms', %s, 'x',"
            " encode(sha256('x'), 'hex'), '{}', 'test', %s, true, '', '')",
            [notice_id, TO, AT],
        )
    Attempt.objects.update(outcome="unknown", ended_at=AT)
    connection.cursor().execute("UPDATE notices_notice SET state = 'unknown', settled_at = %s", [AT])
    return Attempt.objects.get()


@pytest.mark.parametrize("states", [("delivered",), ("sent", "delivered"), ("delivered", "sent", "delivered")])
def test_the_providers_call_tells_in_any_order(elks: Client, states: tuple[str, ...]) -> None:
    attempt = _attempt()
    for state in states:
        answer = elks.post(f"/in/elks/{SECRET}/delivered/{attempt.ref}/", {"id": "s1", "status": state})
        assert (answer.status_code, answer.content) == (204, b"")

    assert _state(attempt.notice_id) == "told"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/in/elks/wrong/reply/", 404), (f"/in/elks/{SECRET}x/reply/", 404), (f"/in/elks/{SECRET}/reply/", 204)],
)
def test_only_who_knows_the_secret_is_heard(elks: Client, path: str, status: int) -> None:
    answer = elks.post(path, {"id": "s9", "from": TO, "to": "+46766860000", "message": "Hej"})

    assert answer.status_code == status
    assert Reply.objects.count() == (status == 204)


def test_only_the_providers_addresses_are_heard_where_they_are_set(elks: Client, settings: Any) -> None:
    settings.SMS_TOLD_FROM = {"192.0.2.1"}
    call = {"id": "s9", "from": TO, "message": "Hej"}

    assert elks.post(f"/in/elks/{SECRET}/reply/", call).status_code == 404
    assert elks.post(f"/in/elks/{SECRET}/reply/", call, REMOTE_ADDR="192.0.2.1").status_code == 204


def test_nobody_is_heard_where_sms_leave_otherwise(elks: Client, settings: Any) -> None:
    settings.SMS = "smpp://u:p@localhost?sender=X"

    assert elks.post(f"/in/elks/{SECRET}/reply/", {"id": "s9", "from": TO, "message": "Hej"}).status_code == 404


def test_a_reply_by_http_is_kept_once(elks: Client) -> None:
    for _ in range(2):
        elks.post(f"/in/elks/{SECRET}/reply/", {"id": "s9", "from": TO, "to": "+46766860000", "message": "Hej"})

    (reply,) = Reply.objects.all()
    assert (reply.address, reply.text, reply.key) == (TO, "Hej", "elks s9")


@pytest.mark.parametrize("form", [{}, {"id": "s1", "status": "banana"}, {"id": "", "status": "sent"}])
def test_a_call_that_says_nothing_is_refused_and_changes_nothing(elks: Client, form: dict[str, str]) -> None:
    attempt = _attempt()
    answer = elks.post(f"/in/elks/{SECRET}/delivered/{attempt.ref}/", form)

    assert answer.status_code == 400
    assert _state(attempt.notice_id) == "unknown"
