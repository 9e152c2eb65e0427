"""Offers by raw SQL: none without a yes, none disguised as a notice."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

import builders
from promises.forging import put, refused, run
from promises.telling import notice
from varsel.outlets.notices.purposes import PURPOSES

NOW = builders.START


@pytest.fixture
def party(db: None) -> int:
    """Register a customer who said nothing yet."""
    builders.set_policy()
    return builders.customer()


def _notice(party: int, *, about: str = "offer", **changes: Any) -> int:
    row = notice(party_id=party, subject="offer:1", about=about, at=NOW)
    return put("notices_notice", **(row | changes))


def _consent(party: int, state: str, purpose: str = "offers", nth: int = 0) -> int:
    at = NOW.replace(second=nth)
    return put("parties_consent", party_id=party, purpose=purpose, at=at, state=state, text="order form")


def _offer(party: int, notice_id: int, **changes: Any) -> None:
    row = {"notice_id": notice_id, "party_id": party, "country": "SE", "about": "offer", "subject": "offer:1"}
    put("offers_offer", **(row | {"made_at": NOW, "made_by": "forger"} | changes))


def _commit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_the_database_knows_which_abouts_are_offers() -> None:
    assert {about for about, one in PURPOSES.items() if one.kind == "offer"} == {"offer", "terms_offer"}


def test_an_offer_stands_on_a_yes(party: int) -> None:
    key = _notice(party)
    with refused(by="offers_by_consent"):
        _offer(party, key)
    with refused(by="offers_offer_consented"):
        _offer(party, key, consent_id=4711)
    yes = _consent(party, "given")
    _offer(party, key, consent_id=yes)
    _commit()


def test_a_yes_that_was_taken_back_or_is_anothers_is_none(party: int) -> None:
    key, yes = _notice(party), _consent(party, "given")
    other = _consent(builders.customer(), "given")
    with refused(by="offers_offer_consented"):
        _offer(party, key, consent_id=other)
    no = _consent(party, "withdrawn", nth=1)
    for consent in (yes, no):
        with refused(by="offers_offer_consented"):
            _offer(party, key, consent_id=consent)
    _offer(party, key, consent_id=_consent(party, "given", nth=2))


def test_who_said_no_is_not_offered_new_terms_either(party: int) -> None:
    key = _notice(party, about="terms_offer")
    _consent(party, "withdrawn")
    with refused(by="offers_offer_consented"):
        _offer(party, key, about="terms_offer")
    _consent(party, "given", nth=1)
    _offer(party, key, about="terms_offer")


def test_a_notice_that_is_an_offer_is_made_as_one(party: int) -> None:
    with refused(by="notices_offer_is_offered"):
        _notice(party)
        _commit()


def test_an_offer_is_not_a_notice_of_another_kind(party: int) -> None:
    yes = _consent(party, "given")
    row = notice(party_id=party, subject="service:1", about="service_reopened", at=NOW)
    key = put("notices_notice", **row)
    with refused(by="offers_are_offers"):
        _offer(party, key, about="service_reopened", subject="service:1", consent_id=yes)
    with refused(by="offers_speak_of_nothing_else"):
        _offer(party, key, subject="service:1", consent_id=yes)
    with refused(by="offers_offer_is_a_notice"):
        _offer(party, key, consent_id=yes)
        _commit()


def test_an_offer_is_never_urgent(party: int) -> None:
    with refused(by="notice_offers_are_never_urgent"):
        _notice(party, urgent=True)


def test_an_offer_goes_by_letter_only_to_who_asked_for_letters(party: int) -> None:
    key, yes = _notice(party, route=["email", "letter"]), _consent(party, "given")
    with refused(by="notices_offer_is_offered"):
        _offer(party, key, consent_id=yes)
        _commit()
    letters = _consent(party, "given", "offers_by_letter")
    _offer(party, key, consent_id=yes, letter_consent_id=letters)
    _commit()
    with refused(by="permission"):
        run("UPDATE offers_offer SET consent_id = NULL")


def test_a_route_is_not_widened_to_letters_afterwards(party: int) -> None:
    key, yes = _notice(party), _consent(party, "given")
    _offer(party, key, consent_id=yes)
    _commit()
    with refused(by="notices_offer_is_offered"):
        run("UPDATE notices_notice SET route = '{email,letter}' WHERE id = %s", key)
        _commit()
