from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

import builders
from varsel.records.journal import queries as journal
from varsel.records.parties import actions, queries
from varsel.records.parties.models import ContactPoint

AT = builders.START
LATER = AT + timedelta(days=1)


def _change(party_id: int, value: str, *, channel: str = "email") -> None:
    actions.change_contact(party_id=party_id, channel=channel, value=value, at=LATER, actor="staff:1")


def _bounce(party_id: int, value: str) -> None:
    actions.mark_bounced(
        party_id=party_id, channel="email", value=value, because="no such box", at=LATER, actor="system"
    )


def test_a_customer_is_found_by_what_other_systems_call_it(db: None) -> None:
    party_id = builders.customer(name="Anna Ek")
    found = queries.customer(party_id=party_id)

    assert queries.by_external_id(external_id=found.external_id) == found
    assert queries.customers(party_ids=[party_id, 999_999]) == {party_id: found}
    assert queries.by_external_id(external_id="nobody") is None


def test_registering_is_told_without_a_name_in_the_clear(db: None) -> None:
    party_id = builders.customer(name="Anna Ek")

    (told,) = journal.entries(party=party_id)

    assert (told.kind, told.facts) == ("customer_registered", {})


def test_a_new_contact_replaces_the_old_which_stays_in_the_history(db: None) -> None:
    party_id = builders.customer(contacts={"email": "old@example.test", "sms": "+46700000001"})

    _change(party_id, "new@example.test")

    reach = queries.reach(party_id=party_id)
    assert {channel: point.value for channel, point in reach.items()} == {
        "email": "new@example.test",
        "sms": "+46700000001",
    }
    history = ContactPoint.objects.filter(party_id=party_id, channel="email").order_by("id")
    assert [(row.value, row.valid_from, row.valid_to) for row in history] == [
        ("old@example.test", AT, LATER),
        ("new@example.test", LATER, None),
    ]
    assert [told.kind for told in journal.entries(party=party_id)][-1] == "contact_changed"


def test_a_bounce_marks_the_value_that_bounced(db: None) -> None:
    party_id = builders.customer(contacts={"email": "a@example.test", "letter": "Storgatan 1"})

    _bounce(party_id, "a@example.test")

    assert {channel: point.bounced for channel, point in queries.reach(party_id=party_id).items()} == {
        "email": True,
        "letter": False,
    }


def test_a_bounce_of_an_old_value_leaves_the_new_one_alone(db: None) -> None:
    party_id = builders.customer(contacts={"email": "old@example.test"})
    _change(party_id, "new@example.test")
    before = len(journal.entries(party=party_id))

    _bounce(party_id, "old@example.test")

    assert not queries.reach(party_id=party_id)["email"].bounced
    assert len(journal.entries(party=party_id)) == before


def test_a_bounce_of_somebody_elses_same_address_is_theirs(db: None) -> None:
    one, other = builders.customer(), builders.customer()

    _bounce(one, "customer@example.test")

    assert queries.reach(party_id=one)["email"].bounced
    assert not queries.reach(party_id=other)["email"].bounced


def test_a_second_bounce_is_no_news(db: None) -> None:
    party_id = builders.customer()
    for _ in range(2):
        _bounce(party_id, "customer@example.test")

    assert [told.kind for told in journal.entries(party=party_id)].count("contact_bounced") == 1


def test_a_new_address_is_tried_again(db: None) -> None:
    party_id = builders.customer()
    _bounce(party_id, "customer@example.test")

    _change(party_id, "customer@example.test")

    assert not queries.reach(party_id=party_id)["email"].bounced


def test_a_protected_name_is_masked_and_found_by_number_only(db: None) -> None:
    seen = queries.customer(party_id=builders.customer(name="Britta Alm"))
    hidden = queries.customer(party_id=builders.customer(name="Britta Alm", protected_identity=True))

    assert queries.find(text="britta") == [seen]
    assert queries.find(text=hidden.number) == [hidden]
    assert (seen.shown_name, hidden.shown_name) == ("Britta Alm", "•••")


@pytest.mark.parametrize("text", ["%", "_", "ritta%"])
def test_what_is_searched_for_is_no_pattern(db: None, text: str) -> None:
    builders.customer(name="Britta Alm")

    assert queries.find(text=text) == []


@pytest.mark.parametrize(
    ("wrong", "by"),
    [
        ({"kind": "ghost"}, "parties_party_kind"),
        ({"language": "fi"}, "parties_party_language"),
        ({"country": "DK"}, "parties_party_country"),
        ({"contacts": {"pigeon": "coop 3"}}, "parties_contact_channel"),
        ({"contacts": {"email": ""}}, "parties_contact_value"),
    ],
)
def test_a_customer_that_makes_no_sense_is_not_registered(db: None, wrong: dict[str, object], by: str) -> None:
    with pytest.raises(IntegrityError, match=by), transaction.atomic():
        builders.customer(**wrong)
