"""A customer on one page, and the identity that is shown only for a reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from surfaces.desk.people import inside, staff
from surfaces.desk.world import PROPOSED, World
from varsel.kit import clock
from varsel.operations.arrears import actions as arrears
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.journal.sentences import SENTENCES

pytestmark = pytest.mark.database
AFTER = datetime(2026, 4, 28, 9, 0, tzinfo=UTC)


@pytest.fixture
def anna(world: World) -> World:
    """A customer whose service is limited."""
    world.owing("1001", "Anna Lind")
    world.until(PROPOSED)
    arrears.approve(
        service_id=world.services["fiber-1001"], actor=f"staff:{staff('finance', name='Per Ek')}", at=clock.now()
    )
    world.until(AFTER)
    return world


@pytest.fixture
def sara(world: World) -> World:
    """A customer with a protected identity."""
    world.customer("1002", "Sara Berg", protected=True, contacts={"email": "sara@example.se"})
    world.service("1002", "fiber-1002", address="Hemliga vägen 1")
    world.invoice("F-1002", "1002", "fiber-1002")
    world.until(PROPOSED)
    return world


def test_one_page_tells_everything(anna: World) -> None:
    text = inside(staff("agent")).get("/customers/1001/").content.decode()
    for said in (
        "Anna Lind",
        "someone@example.se",
        "fiber-1001",
        "limited",
        "F-1001",
        "SEK\xa0399.00",
        "See whether to close",
    ):
        assert said in text


def test_the_journal_speaks_in_sentences_and_names_who_did_it(anna: World) -> None:
    text = inside(staff("agent")).get("/customers/1001/").content.decode()
    assert "Invoice F-1001 came in: SEK\xa0399.00, due Tue 31 Mar 2026." in text
    assert "The proposal for fiber-1001 was approved." in text
    assert "Per Ek" in text


def test_every_kind_of_the_journal_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Kind)


def test_a_number_leads_straight_to_the_customer(anna: World) -> None:
    answer = inside(staff("agent")).get("/customers/?q=1001")
    assert answer["Location"] == "/customers/1001/"


def test_a_part_of_a_name_finds_customers_but_no_protected_one(sara: World) -> None:
    sara.customer("1003", "Sara Lund")
    text = inside(staff("agent")).get("/customers/?q=sara").content.decode()
    assert "Sara Lund" in text
    assert "1002" not in text


def test_an_unknown_customer_is_not_found(world: World) -> None:
    assert inside(staff("agent")).get("/customers/9999/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/customers/1002/", "/customers/?q=100", "/services/fiber-1002/why/", "/proposals/"]
)
def test_a_protected_identity_is_masked_everywhere(sara: World, address: str) -> None:
    text = inside(staff("complaints", "collections", "dpo")).get(address, follow=True).content.decode()
    for secret in ("Sara", "sara@example.se", "Hemliga"):
        assert secret not in text


def test_the_words_that_were_sent_mask_the_name_too(sara: World) -> None:
    client = inside(staff("agent"))
    told = next(one for one in journal.entries(party=sara.parties["1002"]) if one.kind == Kind.DEMAND_SENT)
    text = client.get(f"/notices/{told.facts['notice']}/").content.decode()
    assert "F-1002" in text
    assert "Sara" not in text


def test_showing_it_takes_a_reason_and_is_written_down(sara: World) -> None:
    client = inside(staff("dpo"))
    assert client.post("/customers/1002/show/", {"because": ""}).status_code == 422
    answer = client.post("/customers/1002/show/", {"because": "Asked for an extract of her data"})
    assert "Sara Berg" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    (seen,) = journal.entries(party=sara.parties["1002"], kinds=[Kind.PROTECTED_SHOWN])
    assert seen.actor.startswith("staff:")
    assert "extract" not in str(seen.facts)  # the reason is encrypted


def test_it_is_masked_again_on_the_next_page(sara: World) -> None:
    client = inside(staff("dpo"))
    client.post("/customers/1002/show/", {"because": "Asked for an extract of her data"})
    assert "Sara" not in client.get("/customers/1002/").content.decode()


def test_a_word_that_does_not_exist_is_not_found(world: World) -> None:
    assert inside(staff("agent")).get("/notices/99999/").status_code == 404
