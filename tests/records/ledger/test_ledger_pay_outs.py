"""Money goes out: proposed by one, approved by another, in a file once."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import as_file, files
from xml.etree import ElementTree

import pytest
import xmlschema

import builders
from varsel.records.clocks import queries as clocks
from varsel.records.ledger import actions, pain001, queries, refunds
from varsel.records.ledger.accounts import BadAccount
from varsel.records.ledger.actions import Back, NoOwnAccount, NotPaidOut, Payable
from varsel.records.ledger.models import Payment
from varsel.records.ledger.pain001 import SPACE

pytestmark = pytest.mark.database
AT, ON = builders.START, date(2026, 3, 1)
IBAN = "SE45 5000 0000 0583 9825 7466"
CLERK, SECOND = "staff:1", "staff:2"
NAMES = {"p": SPACE}


@pytest.fixture
def overpaid(db: None) -> int:
    """Give a payment of which 100.00 waits because nothing is open."""
    builders.set_policy()
    service = builders.service(party_id=builders.customer(name="Åsa & Ö <Ek>"))
    invoice_id = builders.invoice(services=[service])
    return builders.pay(invoice_id=invoice_id, on=ON, at=AT, amount=Decimal(400))


def propose(payment_id: int, scheme: str = "iban", account: str = IBAN) -> int:
    """Propose to pay out what waits on a payment."""
    return actions.propose_pay_out(payable=Payable("payment", payment_id, scheme, account), at=AT, actor=CLERK)


def approve(*pay_outs: int, actor: str = SECOND, alone: bool = False) -> None:
    """Approve pay-outs."""
    actions.approve_pay_outs(pay_out_ids=pay_outs, alone=alone, at=AT, actor=actor)


def own_account(country: str = "SE") -> None:
    """Set the account to pay from."""
    actions.set_own_account(
        country=country, name="Fibra AB", scheme="iban", number=IBAN, bank="ESSESESS", at=AT, actor="cli"
    )


def sent(*pay_outs: int) -> refunds.Run:
    """Approve pay-outs, write the file, and return it."""
    own_account()
    approve(*pay_outs)
    run = refunds.run(run_id=actions.make_pay_run(country="SE", at=AT, actor=SECOND))
    assert run
    return run


def state(pay_out_id: int) -> str:
    """Return the state of a pay-out."""
    found = refunds.pay_out(pay_out_id=pay_out_id)
    assert found
    return found.state


def test_what_is_proposed_waits_on_the_account_no_more(overpaid: int) -> None:
    (left,) = refunds.left(skip=0, limit=9)
    assert (left.of, left.id, left.ore) == ("payment", overpaid, 10_000)

    propose(overpaid)

    assert refunds.left(skip=0, limit=9) == []
    assert refunds.how_many_left() == 0
    with pytest.raises(NotPaidOut, match="taken"):
        propose(overpaid)


def test_a_new_invoice_does_not_take_what_is_to_be_paid_out(overpaid: int) -> None:
    propose(overpaid)
    party_id = Payment.objects.get().party_id
    assert party_id
    service = builders.service(party_id=party_id)

    invoice_id = builders.invoice(services=[service], due_on=date(2026, 5, 29))

    assert queries.invoice(invoice_id=invoice_id).open_ore == 30_000


def test_nobody_approves_what_they_proposed(overpaid: int) -> None:
    pay_out_id = propose(overpaid)

    with pytest.raises(NotPaidOut, match="second-person"):
        approve(pay_out_id, actor=CLERK)

    assert state(pay_out_id) == "proposed"


def test_who_is_alone_releases_a_day_later(overpaid: int) -> None:
    pay_out_id = propose(overpaid)
    own_account()
    approve(pay_out_id, actor=CLERK, alone=True)

    early = AT + timedelta(hours=24) - timedelta(seconds=1)
    assert refunds.ready(at=early) == {}
    with pytest.raises(NotPaidOut, match="not-found"):
        actions.make_pay_run(country="SE", at=early, actor=CLERK)

    assert refunds.ready(at=AT + timedelta(hours=24)) == {"SE": (1, 10_000)}
    actions.make_pay_run(country="SE", at=AT + timedelta(hours=24), actor=CLERK)
    assert state(pay_out_id) == "sent"


def test_all_are_approved_or_none(overpaid: int) -> None:
    pay_out_id = propose(overpaid)

    with pytest.raises(NotPaidOut, match="too-late"):
        approve(pay_out_id, pay_out_id + 1)

    assert state(pay_out_id) == "proposed"


def test_what_is_withdrawn_waits_again(overpaid: int) -> None:
    pay_out_id = propose(overpaid)
    approve(pay_out_id)

    actions.withdraw_pay_out(pay_out_id=pay_out_id, at=AT, actor=CLERK)

    assert [one.ore for one in refunds.left(skip=0, limit=9)] == [10_000]
    assert [duty.state for duty in clocks.duties(about=[f"pay_out:{pay_out_id}"])] == ["dropped"]
    with pytest.raises(NotPaidOut, match="too-late"):
        actions.withdraw_pay_out(pay_out_id=pay_out_id, at=AT, actor=CLERK)


def test_a_file_holds_each_pay_out_once_and_never_again(overpaid: int) -> None:
    pay_out_id = propose(overpaid)
    run = sent(pay_out_id)

    assert (run.count, run.ore) == (1, 10_000)
    assert hashlib.sha256(refunds.content(run_id=run.id)).hexdigest() == run.sha256
    with pytest.raises(NotPaidOut, match="not-found"):
        actions.make_pay_run(country="SE", at=AT, actor=SECOND)
    with pytest.raises(NotPaidOut, match="too-late"):
        actions.withdraw_pay_out(pay_out_id=pay_out_id, at=AT, actor=CLERK)
    assert [duty.state for duty in clocks.duties(about=[f"pay_out:{pay_out_id}"])] == ["kept"]


def test_without_an_account_to_pay_from_nothing_is_sent(overpaid: int) -> None:
    pay_out_id = propose(overpaid)
    approve(pay_out_id)

    with pytest.raises(NoOwnAccount, match="varsel ledger account"):
        actions.make_pay_run(country="SE", at=AT, actor=SECOND)

    assert state(pay_out_id) == "approved"


@pytest.mark.parametrize(
    ("scheme", "account"), [("iban", "SE4550000000058398257467"), ("bban", "86011117946"), ("bankgiro", "991-2345")]
)
def test_a_wrong_check_digit_is_refused_and_nothing_is_reserved(overpaid: int, scheme: str, account: str) -> None:
    with pytest.raises(BadAccount, match="check digits"):
        propose(overpaid, scheme, account)

    assert refunds.how_many_left() == 1


def test_what_the_bank_brings_back_waits_on_the_account_again(overpaid: int) -> None:
    pay_out_id = propose(overpaid)
    run = sent(pay_out_id)
    end_to_end = _texts(refunds.content(run_id=run.id), "EndToEndId")[0]
    told = Back("camt054", "k1", "returned", (end_to_end,), "", Decimal(100), "SEK", date(2026, 3, 5))

    assert actions.book_reversal(back=told, at=AT, actor="feed")

    assert state(pay_out_id) == "returned"
    assert [one.ore for one in refunds.left(skip=0, limit=9)] == [10_000]


def test_a_return_of_another_amount_waits(overpaid: int) -> None:
    run = sent(propose(overpaid))
    end_to_end = _texts(refunds.content(run_id=run.id), "EndToEndId")[0]
    told = Back("camt054", "k1", "returned", (end_to_end,), "", Decimal(99), "SEK", date(2026, 3, 5))

    assert not actions.book_reversal(back=told, at=AT, actor="feed")

    assert refunds.how_many_left() == 0


def test_the_file_is_what_the_schema_says(overpaid: int) -> None:
    pay_outs = [propose(overpaid)]
    for scheme, account in (("bankgiro", "3217254"), ("bban", "8601 11 17947")):
        service = builders.service(party_id=builders.customer(name="x" * 90))
        invoice_id = builders.invoice(services=[service])
        payment_id = builders.pay(invoice_id=invoice_id, on=ON, at=AT, amount=Decimal("300.01"))
        pay_outs.append(propose(payment_id, scheme, account))
    content = refunds.content(run_id=sent(*pay_outs).id)

    with as_file(files("sepaxml") / "schemas" / "pain.001.001.09.xsd") as schema:
        xmlschema.XMLSchema(str(schema)).validate(content.decode())
    assert _texts(content, "NbOfTxs") == ["3", "3"]
    assert _texts(content, "CtrlSum") == ["100.02", "100.02"]
    assert sum(Decimal(text) for text in _texts(content, "InstdAmt")) == Decimal("100.02")
    assert _texts(content, "Cdtr/p:Nm")[0] == "Åsa & Ö <Ek>"
    assert len(_texts(content, "Cdtr/p:Nm")[1]) == pain001.MOST
    assert len(set(_texts(content, "EndToEndId"))) == 3


def _texts(content: bytes, path: str) -> list[str]:
    found = ElementTree.fromstring(content).findall(f".//p:{path}", NAMES)
    return [one.text or "" for one in found]
