"""A visit to which nobody came: a case by itself, decided by a person, once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import override_settings

import builders
from operations.compensation.missed import AT, HOUR, a_case, a_service, opened
from varsel.kit import money
from varsel.law.facts import MissedVisit, from_json
from varsel.operations.arrears import replay
from varsel.operations.compensation import actions, queries
from varsel.operations.compensation.queries import Compensated
from varsel.operations.compensation.refusals import Refused
from varsel.outlets.notices import queries as notices
from varsel.outlets.shadow import actions as shadow
from varsel.records.agreements import queries as agreements
from varsel.records.journal import queries as journal
from varsel.records.ledger import queries as ledger

pytestmark = pytest.mark.database
NOTHING = Decimal("0.00")


def decide(case: Compensated, amount: str, *, claimed: str | None = None, because: str = "") -> str:
    return actions.decide(
        case_id=case.id,
        amount=Decimal(amount),
        claimed=None if claimed is None else Decimal(claimed),
        because=because,
        actor="staff:1",
        at=AT + HOUR,
    )


def now(case: Compensated) -> Compensated:
    found = queries.case(case_id=case.id)
    assert found
    return found


def words(case: Compensated) -> list[str]:
    return [one.about for one in notices.words_to(party_id=case.party_id)]


@pytest.mark.parametrize(("country", "rule"), [("SE", "SE-FAULT-02"), ("NO", "NO-FAULT-01")])
def test_it_is_opened_with_its_facts_and_rule_and_credits_nothing_by_itself(db: None, country: str, rule: str) -> None:
    case = a_case(country=country)

    (entry,) = journal.entries(about=[case.visit])
    assert (entry.kind, entry.id, entry.verdict["rule"]) == ("compensation_opened", case.entry_id, rule)
    assert from_json(data=entry.facts["asked"]) == MissedVisit(customer_was_there=True, hindrance=False)
    assert (case.state, case.amount_ore) == ("open", None)
    assert ledger.credits_of(party_id=case.party_id) == []
    assert words(case) == []


def test_its_verdict_comes_out_the_same_when_the_law_is_asked_again(db: None) -> None:
    for country in ("SE", "NO"):
        a_case(country=country)

    assert list(replay.differences()) == []


def test_a_visit_has_one_case_however_often_it_is_said(db: None) -> None:
    service = a_service()

    assert opened(service, visit_id=7) == opened(service, visit_id=7, at=AT + HOUR)
    assert queries.count(state="open") == 1


def test_a_storm_changes_nothing(db: None) -> None:
    assert opened(a_service(), hindrance=True)


def test_who_was_not_there_has_no_case(db: None) -> None:
    service = a_service()

    assert opened(service, customer_was_there=False) is None
    assert queries.cases_of(party_ids=[service.party_id]) == []
    assert journal.entries(party=service.party_id, kinds=["compensation_opened"]) == []


def test_what_is_granted_lowers_what_is_unpaid_before_it_waits(db: None) -> None:
    case = a_case()
    invoice_id = builders.invoice(services=agreements.services_by_id(service_ids=[case.service_id]))
    owed = ledger.invoice(invoice_id=invoice_id).open_ore

    assert decide(case, "300.00") == "granted"

    assert ledger.invoice(invoice_id=invoice_id).open_ore == owed - 300_00
    (credit,) = ledger.credits_of(party_id=case.party_id)
    assert (credit.amount, credit.about) == (Decimal("300.00"), f"compensation:{case.id}")
    assert now(case).state == "granted"
    assert words(case) == ["claim_decision"]


@pytest.mark.parametrize(
    ("amount", "claimed", "outcome"),
    [
        ("300.00", None, "granted"),
        ("300.00", "299.99", "granted"),
        ("300.00", "300.00", "granted"),
        ("300.00", "300.01", "partly"),
        ("0.00", None, "rejected"),
        ("0.00", "0.00", "rejected"),
        ("0.00", "300.00", "rejected"),
    ],
)
def test_how_it_ends_follows_from_what_was_asked_for(db: None, amount: str, claimed: str | None, outcome: str) -> None:
    case = a_case()

    assert decide(case, amount, claimed=claimed, because="shown: 300 kr") == outcome

    ended = now(case)
    assert (ended.outcome, ended.amount_ore) == (outcome, money.to_ore(amount=Decimal(amount)))
    assert len(ledger.credits_of(party_id=case.party_id)) == (outcome != "rejected")


@override_settings(OPERATOR_NAME="Fjord", OPERATOR_PHONE="020-1")
@pytest.mark.parametrize(
    ("country", "board"), [("SE", ["ARN", "www.arn.se"]), ("NO", ["Brukerklagenemnda", "brukerklagenemnda.no"])]
)
@pytest.mark.parametrize("amount", ["0.00", "100.00"])
def test_whoever_gets_less_is_told_why_and_who_can_try_it(
    db: None, country: str, board: list[str], amount: str
) -> None:
    case = a_case(country=country)

    decide(case, amount, claimed="900.00", because="The receipt is of another day")

    out = builders.advance(to=AT + 2 * HOUR, after=AT + HOUR)
    (text,) = (message.content.decode() for message in out.words.handed)
    for said in ("The receipt is of another day", "020-1", *board):
        assert said in text


@pytest.mark.parametrize(("amount", "claimed"), [("0.00", None), ("100.00", "900.00")])
def test_nobody_gets_less_without_a_reason(db: None, amount: str, claimed: str | None) -> None:
    case = a_case()

    with pytest.raises(Refused, match="not-lawful"):
        decide(case, amount, claimed=claimed, because=" ")

    assert (now(case).state, words(case), ledger.credits_of(party_id=case.party_id)) == ("open", [], [])


def test_it_is_decided_once(db: None) -> None:
    case = a_case()
    decide(case, "300.00")

    with pytest.raises(Refused, match="already-closed"):
        decide(case, "500.00")

    assert now(case).amount_ore == 300_00
    assert len(ledger.credits_of(party_id=case.party_id)) == 1


def test_a_case_that_is_not_there_is_not_found(db: None) -> None:
    with pytest.raises(Refused, match="not-found"):
        actions.decide(case_id=1, amount=NOTHING, claimed=None, because="", actor="staff:1", at=AT)


@pytest.mark.parametrize(("amount", "fits"), [("299.99", False), ("300.00", True), ("900.00", True), ("0.00", True)])
def test_nobody_gets_less_than_everybody_was_promised(db: None, amount: str, fits: bool) -> None:
    case = a_case()
    builders.set_policy(at=AT + HOUR / 2, compensation={"missed_visit": Decimal("300.00")})

    if fits:
        assert decide(case, amount, because="The visit was moved")
        return
    with pytest.raises(Refused, match="below-standard"):
        decide(case, amount)
    assert (now(case).state, ledger.credits_of(party_id=case.party_id)) == ("open", [])


def test_in_shadow_mode_nothing_is_credited(db: None) -> None:
    case = a_case()
    shadow.begin(actor="staff:1", at=AT + HOUR / 2)

    with pytest.raises(Refused, match="in-shadow"):
        decide(case, "300.00")

    assert now(case).state == "open"
