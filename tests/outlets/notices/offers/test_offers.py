"""Offers stand on a yes, end with a no, and never touch what must be said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from email import message_from_bytes
from typing import Any
from uuid import UUID, uuid4

import pytest

import builders
from outlets.notices.saying import tell
from varsel.outlets.notices import sending
from varsel.outlets.notices.channels import Message
from varsel.outlets.notices.channels.inbound import Reply
from varsel.outlets.notices.channels.mail.addresses import Ours
from varsel.outlets.notices.channels.mail.composing import POLICY, compose
from varsel.outlets.notices.channels.mail.provider import as_anymail
from varsel.outlets.notices.channels.recorder import Recorder
from varsel.outlets.notices.models import Notice
from varsel.outlets.notices.offers import actions, links
from varsel.outlets.notices.offers.actions import NotToBeOffered
from varsel.outlets.notices.offers.models import Offer
from varsel.outlets.notices.offers.stopping import is_stop
from varsel.outlets.notices.replies import actions as replies
from varsel.outlets.notices.replies import queries as written
from varsel.outlets.notices.wording import typed
from varsel.records.journal.models import Entry
from varsel.records.parties import actions as parties
from varsel.records.parties import queries as known
from varsel.surfaces.worker import wiring

NOW = builders.START
FACTS = {
    "offer": typed.text("Fiber 500"),
    "price": typed.money(Decimal(399), "SEK"),
    "until": typed.day(date(2026, 3, 31)),
}
OURS = Ours(
    name="F", sender="kund@f.example", replies="svar@f.example", bounces="b@f.example", offers="erbjud@f.example"
)


@pytest.fixture(autouse=True)
def _ground(transactional_db: None) -> None:
    builders.set_policy()


def _customer(*, said: str = "given", **more: Any) -> int:
    more.setdefault("contacts", {"sms": "+46700000001", "email": "a@b.se", "letter": "A 1, 111 11 O"})
    party = builders.customer(**more)
    if said:
        parties.note_consent(party_id=party, purpose="offers", state=said, text="order form 3", at=NOW, actor="test")
    return party


def _offer(party: int, *, about: str = "offer", against: Collection[str] = (), at: Any = NOW) -> Notice:
    facts = (
        FACTS if about == "offer" else {"offer": FACTS["offer"], "until": FACTS["until"], "effective": FACTS["until"]}
    )
    key = actions.offer(
        about=about,
        subject=f"offer:{uuid4()}",
        party_id=party,
        country="SE",
        facts=facts,
        against=against,
        actor="staff:1",
        at=at,
    )
    return Notice.objects.get(id=key)


def _send(at: Any = NOW) -> list[Message]:
    recorder = Recorder()
    ways = {"email": recorder, "sms": recorder, "letter": recorder}
    sending.send(at=at, owner="test", gateways=ways, asks=wiring.ASKS)
    return recorder.handed


def _sms(text: str, key: str = "1", address: str = "+46700000001") -> int | None:
    return replies.take(reply=Reply(channel="sms", address=address, to="71234", text=text, at=NOW, key=key), at=NOW)


def test_an_offer_goes_to_who_said_yes_and_says_how_to_stop() -> None:
    party = _customer()
    notice = _offer(party)
    assert notice.route == ["email", "sms"]
    assert not notice.urgent
    (sent,) = _send()
    assert sent.unsubscribe == links.url(party_ref=known.customer(party_id=party).ref)
    assert sent.unsubscribe in sent.content.decode()


def test_letters_need_a_yes_of_their_own() -> None:
    party = _customer()
    parties.note_consent(party_id=party, purpose="offers_by_letter", state="given", text="x", at=NOW, actor="test")
    assert "letter" in _offer(party).route


@pytest.mark.parametrize(
    ("customer", "against", "code"),
    [
        ({"said": ""}, (), "no_consent"),
        ({"said": "withdrawn"}, (), "withdrawn"),
        ({"protected_identity": True}, (), "protected"),
        ({}, ("hold",), "stands_against"),
        ({}, ("complaint", "estate"), "stands_against complaint, estate"),
    ],
)
def test_an_offer_is_refused(customer: dict[str, Any], against: Collection[str], code: str) -> None:
    party = _customer(**customer)
    with pytest.raises(NotToBeOffered, match=code):
        _offer(party, against=against)
    assert not Notice.objects.exists()
    assert not Offer.objects.exists()


def test_a_notice_is_not_made_as_an_offer() -> None:
    with pytest.raises(NotToBeOffered, match="not_an_offer"):
        _offer(_customer(), about="payment_demand")


def test_two_offers_in_thirty_days_are_enough() -> None:
    party = _customer()
    _offer(party)
    _offer(party, at=NOW + timedelta(days=1))
    with pytest.raises(NotToBeOffered, match="capped"):
        _offer(party, at=NOW + timedelta(days=30, seconds=-1))
    _offer(party, at=NOW + timedelta(days=30))


def test_new_terms_are_offered_without_a_yes_but_not_against_a_no() -> None:
    notice = _offer(_customer(said=""), about="terms_offer")
    assert "letter" in notice.route
    with pytest.raises(NotToBeOffered, match="withdrawn"):
        _offer(_customer(said="withdrawn"), about="terms_offer")


def test_an_offer_that_waited_is_not_sent_after_a_no() -> None:
    party = _customer()
    notice = _offer(party)
    later = NOW + timedelta(seconds=1)
    actions.stop(party_id=party, seen="link", actor="customer", at=later)
    assert _send(later) == []
    notice.refresh_from_db()
    assert notice.state == "dropped"


def test_the_night_holds_an_offer() -> None:
    night = NOW.replace(hour=22)
    party = _customer()
    assert _offer(party, at=night).not_before > night


def test_nobody_is_rung_for_an_offer_that_reached_nobody() -> None:
    party = _customer(contacts={"letter": "A 1, 111 11 O"})
    notice = _offer(party)
    assert _send() == []
    notice.refresh_from_db()
    assert notice.state == "dropped"


@pytest.mark.parametrize("text", ["STOP", "stopp", " Stopp! ", "STOPP ALT", "Stop all.", "stoppa"])
def test_stop_is_known(text: str) -> None:
    assert is_stop(text=text)


@pytest.mark.parametrize(
    "text", ["Stoppa inte!", "Kan ni stoppa bygget?", "stop the outage", "", "sto p", "STOPPLIGHT"]
)
def test_words_around_it_are_read_by_a_person(text: str) -> None:
    assert not is_stop(text=text)


def test_stop_ends_offers_and_nothing_else_and_is_confirmed_once() -> None:
    party = _customer()
    tell(party_id=party, at=NOW)
    first = _sms("STOPP")
    assert first
    _sms("STOPP", key="2")
    handled = written.reply(reply_id=first)
    assert handled
    assert handled.handled_by == "system"
    with pytest.raises(NotToBeOffered, match="withdrawn"):
        _offer(party)
    sent = _send()
    said = [one.content.decode() for one in sent]
    assert sum("no more offers" in one for one in said) == 1
    assert len(said) == 2  # the notice goes as ever
    kinds = list(Entry.objects.filter(party=party, kind="consent_withdrawn").values_list("actor", flat=True))
    assert kinds == ["customer", "customer"]  # offers, and offers by letter: once each


def test_stop_from_a_number_that_two_share_ends_offers_to_both() -> None:
    one, other = _customer(), _customer()
    _sms("stop")
    for party in (one, other):
        assert known.consents(party_ids=[party])[party]["offers"].state == "withdrawn"


def test_stop_from_a_number_that_nobody_has_waits_for_a_person() -> None:
    key = _sms("STOPP", address="+46799999999")
    assert [reply.id for reply in written.waiting(limit=9)] == [key]


def test_a_link_is_whole_and_only_ours() -> None:
    ref = uuid4()
    token = links.token(party_ref=ref)
    assert links.party_ref(token=token) == ref
    for wrong in ("", "x", "å", token[:-1], token[:-1] + ("A" if token[-1] != "A" else "Q"), f"A{token[1:]}"):
        assert links.party_ref(token=wrong) != ref


def _mail(unsubscribe: str) -> Message:
    return Message(
        ref=str(UUID(int=7)),
        channel="email",
        address="a@b.se",
        content=b"Subject\n\nBody",
        about="offer:1",
        language="sv",
        unsubscribe=unsubscribe,
    )


def test_an_offer_by_e_mail_can_be_left_in_one_click() -> None:
    url = "https://fjord.example/offers/stop/" + "x" * 43 + "/"
    raw = compose(message=_mail(url), ours=OURS).as_bytes(policy=POLICY)
    assert f"List-Unsubscribe: <{url}>\r\n".encode() in raw
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    assert "erbjud@f.example" in message_from_bytes(raw)["From"]
    headers = as_anymail(message=_mail(url), ours=OURS).extra_headers
    assert headers["List-Unsubscribe"] == f"<{url}>"


def test_a_notice_can_not_be_left() -> None:
    raw = compose(message=_mail(""), ours=OURS).as_bytes(policy=POLICY)
    assert b"List-Unsubscribe" not in raw
    assert "kund@f.example" in message_from_bytes(raw)["From"]
