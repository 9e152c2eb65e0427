"""A message's page is its proof: the words as they were sent, each hand-over, each receipt, and why it counts."""

from __future__ import annotations

import hashlib
import json
from html import unescape

import pytest

from outlets.notices.saying import Telling, send, tell
from surfaces.outbox.saying import AT, NOW, PHONE, Said, agent, customer, ref, text
from varsel.outlets.notices import queries, receipts
from varsel.outlets.notices.channels import Receipt
from varsel.outlets.notices.channels.inbound import Reply
from varsel.outlets.notices.queries import Proof
from varsel.outlets.notices.replies import actions as replies
from varsel.records.journal import queries as journal


def _proof(of: str) -> Proof:
    found = queries.message(ref=of)
    assert found
    return found


def test_the_words_stand_there_as_they_were_sent_with_bytes_and_hash(said: Said) -> None:
    page, (attempt,) = unescape(agent().get(f"/outbox/{said.told}/").content.decode()), _proof(said.told).attempts

    content = bytes(attempt.content)
    assert content.decode() in page
    assert hashlib.sha256(content).hexdigest() in page
    assert f"<dd>{len(content)}</dd>" in page
    assert "GSM-7, 1 part" in page
    assert PHONE in page
    assert "This channel gives no receipts" in page


def test_a_message_that_came_back_shows_its_receipts_as_they_came_and_what_replaces_it(said: Said) -> None:
    page, proof = text(agent(), f"/outbox/{said.bounced}/"), _proof(said.bounced)

    assert [told.state for told in proof.attempts[0].receipts] == ["delivered", "failed"]
    assert "stat:UNDELIV" in page
    assert "it no longer counts" in page
    assert "Counts as told from" not in page
    assert f"/outbox/{proof.said_anew}/" in page
    assert f"/outbox/{said.bounced}/" in text(agent("complaints"), f"/outbox/{proof.said_anew}/")


def test_a_receipt_is_the_rule_by_which_it_counts(said: Said) -> None:
    gateway = Telling()
    told = tell(party_id=customer(), at=NOW, subject="service:7")
    send(at=NOW, gateway=gateway)
    mine = _proof(ref(notice_id=told)).attempts[0].ref
    number = next(place for place, one in enumerate(gateway.handed, start=1) if one.ref == mine)
    receipts.note(receipts=[Receipt(state="delivered", at=NOW, gateway_ref=f"{number}-1")], channel="sms", at=NOW)
    assert "The gateway&#x27;s receipt says that it was delivered" in text(agent(), f"/outbox/{ref(notice_id=told)}/")


def test_an_e_mail_shows_its_html_as_source_that_nothing_runs(said: Said) -> None:
    mailed = tell(party_id=customer(contacts={"email": "a@example.test"}, name="<b>Eve</b>"), at=AT)
    send(at=AT, gateway=Telling())
    page = agent().get(f"/outbox/{ref(notice_id=mailed)}/").content.decode()

    assert "&lt;html lang=" in page
    assert page.count("<!doctype html>") == 1


def test_replies_stand_with_the_message_that_they_answer(said: Said) -> None:
    came = Reply(channel="sms", address=PHONE, to="71234", text="Tack så mycket", key="k1", at=NOW)
    replies.take(reply=came, at=NOW, ref=_proof(said.told).attempts[0].ref)
    assert "Tack så mycket" in text(agent(), f"/outbox/{said.told}/")


def test_a_protected_identity_is_masked_in_words_address_and_evidence(said: Said) -> None:
    client = agent()
    for address in (f"/outbox/{said.secret}/", f"/outbox/{said.secret}.json"):
        page = client.get(address).content.decode()
        assert "Hemlig" not in page
        assert PHONE not in page
        assert _proof(said.secret).attempts[0].sha256 in page


def test_what_a_gateway_repeats_of_a_protected_identity_is_masked_too(said: Said) -> None:
    gateway, client = Telling(), agent()
    told = tell(party_id=customer(name="Kerstin Hemlig", protected_identity=True, at=NOW), at=NOW, subject="service:6")
    send(at=NOW, gateway=gateway)
    mine = ref(notice_id=told)
    place = next(n for n, one in enumerate(gateway.handed, start=1) if one.ref == _proof(mine).attempts[0].ref)
    failed = Receipt(state="failed", at=NOW, gateway_ref=f"{place}-1", because=f"unknown subscriber {PHONE}")
    receipts.note(receipts=[failed], channel="sms", at=NOW)

    for address in (f"/outbox/{mine}/", f"/outbox/{mine}.json", "/outbox/", "/outbox.csv"):
        page = text(client, address)
        assert "Hemlig" not in page
        assert f"unknown subscriber {PHONE}" not in page


def test_complaints_see_it_once_with_a_reason_that_is_written_down(said: Said) -> None:
    client = agent("complaints")
    shown = client.post(f"/outbox/{said.secret}/show/", {"because": "ARN asks for the words"}).content.decode()

    assert PHONE in shown
    party = _proof(said.secret).party_id
    (entry,) = journal.entries(about=[f"party:{party}"], kinds=["protected_shown"])
    assert entry.party == party
    assert PHONE not in client.get(f"/outbox/{said.secret}/").content.decode()


@pytest.mark.parametrize("because", ["", "x"])
def test_without_a_reason_nothing_is_shown(said: Said, because: str) -> None:
    answer = agent("complaints").post(f"/outbox/{said.secret}/show/", {"because": because})
    assert answer.status_code == 422
    assert PHONE not in answer.content.decode()
    assert journal.entries(about=[f"party:{_proof(said.secret).party_id}"], kinds=["protected_shown"]) == []


def test_the_proof_is_taken_away_as_json(said: Said) -> None:
    proof = json.loads(agent().get(f"/outbox/{said.told}.json").content)

    (attempt,) = proof["attempts"]
    assert (proof["state"], proof["told_by"], proof["masked"]) == ("told", "sms", False)
    assert attempt["sha256"] == _proof(said.told).attempts[0].sha256
    assert proof["counts_from"] == AT.isoformat()


@pytest.mark.parametrize(("arrived", "state"), [("yes", "told"), ("no", "unreached")])
def test_a_person_says_what_became_of_it(said: Said, arrived: str, state: str) -> None:
    given = {"because": "rang the gateway", "arrived": arrived}
    answer = agent().post(f"/outbox/{said.unknown}/resolve/", given)

    assert answer.status_code == 302
    if arrived == "no":
        send(at=NOW, gateway=Telling())
    assert _proof(said.unknown).state == state


@pytest.mark.parametrize("given", [{"arrived": "yes"}, {"because": "rang"}, {"arrived": "perhaps", "because": "rang"}])
def test_without_what_was_found_out_it_stays_unknown(said: Said, given: dict[str, str]) -> None:
    assert agent().post(f"/outbox/{said.unknown}/resolve/", given).status_code == 422
    assert _proof(said.unknown).state == "unknown"


def test_what_is_known_already_is_not_resolved_again(said: Said) -> None:
    given = {"because": "rang the gateway", "arrived": "no"}
    answer = agent().post(f"/outbox/{said.told}/resolve/", given, follow=True)
    assert "Nothing was changed." in answer.content.decode()
    assert _proof(said.told).state == "told"


@pytest.mark.parametrize("language", ["sv", "nb"])
def test_pages_speak_the_clerks_language(said: Said, language: str) -> None:
    page = text(agent(), f"/outbox/{said.told}/?lang={language}")
    assert {"sv": "Orden, som de skickades", "nb": "Ordene, slik de ble sendt"}[language] in page


def test_there_is_no_page_for_a_reference_that_nobody_has(said: Said) -> None:
    assert agent().get("/outbox/0196a000-0000-7000-8000-000000000001/").status_code == 404
