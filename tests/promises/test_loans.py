"""Lent routers as the database lets them be: one loan a device, handed over with a proof, never billed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

import builders
from promises import going_back
from promises.forging import put, refused, run
from promises.test_stock_promises import device, move
from varsel.records.ledger import actions as ledger
from varsel.records.ledger.actions import InvoiceLine
from varsel.records.network import actions as network

AT = builders.START
HOUR = timedelta(hours=1)
HANDED = {"handed_at": AT + HOUR, "how": "in_person", "signed_by": "Anna"}
PARCEL = {"handed_at": AT + HOUR, "how": "parcel", "tracking": "UA 1 SE"}
LOST = {"lost_at": AT + HOUR, "lost_because": "moved", "lost_by": "staff:1"}


@pytest.fixture
def outage(db: None) -> int:
    """Give an open outage, and the operator's defaults."""
    builders.set_policy()
    node = network.add_node(external_id="n-1", kind="access", parent_id=None, municipality="")
    whole = {"called": "n-1", "node_id": node, "title": "", "detected_at": AT, "declared_at": AT}
    return put("outages_outage", ref=builders.key(), **whole)


@pytest.fixture
def router(outage: int) -> int:
    """Give a device that lies in a warehouse."""
    place = put("stock_place", called="Luleå", kind="warehouse")
    item = put("stock_item", called="4g-router", name="Router", unit="st", has_serials=True)
    move(place, item, 3)
    return device((place, item))


def _loan(outage: int, party_id: int | None = None, **columns: Any) -> int:
    if party_id is None:
        party_id = builders.customer()
        put("outages_offer", outage_id=outage, party_id=party_id, at=AT)
    return put("outages_loan", ref=builders.key(), outage_id=outage, party_id=party_id, out_at=AT, **columns)


@pytest.mark.parametrize("ended", [{"back_at": AT + HOUR}, LOST])
def test_a_device_is_lent_to_one_at_a_time(outage: int, router: int, ended: dict[str, Any]) -> None:
    first = _loan(outage, device_id=router)
    with refused(by="loan_one_a_device"):
        _loan(outage, device_id=router)

    names = ", ".join(f"{name} = %s" for name in ended)
    run(f"UPDATE outages_loan SET {names} WHERE id = %s", *ended.values(), first)
    assert _loan(outage, device_id=router)


def test_a_loan_is_of_a_device_that_there_is(outage: int) -> None:
    with refused(by="loan_of_a_device"):
        _loan(outage, device_id=999)
        run("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("columns", [HANDED, PARCEL])
def test_a_router_is_handed_over_with_a_proof(outage: int, router: int, columns: dict[str, Any]) -> None:
    assert _loan(outage, device_id=router, **columns)


@pytest.mark.parametrize(
    "columns",
    [
        HANDED | {"signed_by": ""},
        HANDED | {"tracking": "UA 1 SE"},
        HANDED | {"how": "parcel"},
        HANDED | {"how": "by_air"},
        HANDED | {"handed_at": AT - HOUR},
        HANDED | {"handed_at": None},
        PARCEL | {"tracking": ""},
        PARCEL | {"signed_by": "Anna"},
        PARCEL | {"handed_at": AT - HOUR},
        {"signed_by": "Anna"},
        {"tracking": "UA 1 SE"},
        {"how": "parcel"},
    ],
)
def test_a_router_is_not_handed_over_without_one(outage: int, router: int, columns: dict[str, Any]) -> None:
    with refused(by="loan_handed_with_a_proof"):
        _loan(outage, device_id=router, **columns)


@pytest.mark.parametrize("columns", [HANDED, PARCEL])
def test_only_what_has_a_number_is_handed_over_with_a_proof(outage: int, columns: dict[str, Any]) -> None:
    with refused(by="loan_handed_with_a_proof"):
        _loan(outage, **columns)


@pytest.mark.parametrize(
    "columns",
    [
        LOST | {"lost_because": ""},
        LOST | {"lost_by": ""},
        LOST | {"lost_at": AT - HOUR},
        LOST | {"lost_at": None},
        LOST | {"back_at": AT + HOUR},
        {"lost_because": "moved"},
        {"lost_by": "staff:1"},
    ],
)
def test_a_router_is_written_off_by_a_person_who_says_why(outage: int, columns: dict[str, Any]) -> None:
    with refused(by="loan_lost_with_a_reason"):
        _loan(outage, **columns)


@pytest.mark.parametrize("ended", [{"back_at": AT + HOUR}, LOST])
def test_a_loan_that_has_ended_stays_so(outage: int, ended: dict[str, Any]) -> None:
    key = _loan(outage, **ended)
    with refused(by="outages_loan_stays_ended"):
        run("UPDATE outages_loan SET back_at = %s WHERE id = %s", AT + 2 * HOUR, key)


@pytest.mark.parametrize(("change", "fits"), [("loan:1", False), ("device:1", False), ("loans:1", True)])
def test_no_line_of_an_invoice_is_about_a_loan(outage: int, change: str, fits: bool) -> None:
    party_id = builders.customer()
    line = InvoiceLine(kind="equipment", amount=Decimal(100), change=change)
    about = {"number": "F1", "ocr": "F1", "party_id": party_id, "country": "SE", "currency": "SEK", "lines": [line]}
    if fits:
        assert ledger.register_invoice(**about, issued_on=AT.date(), due_on=AT.date(), at=AT, actor="feed")
        return
    with refused(by="line_never_for_a_loan"):
        ledger.register_invoice(**about, issued_on=AT.date(), due_on=AT.date(), at=AT, actor="feed")


@pytest.mark.parametrize("about", ["loan:1", "device:1"])
def test_the_billing_system_is_asked_nothing_about_a_loan(paid: tuple[int, int, int], about: str) -> None:
    party_id, _line_id, payment_id = paid
    pay_out = going_back.pay_out(party_id, payment_id)
    assert going_back.request(party_id, pay_out_id=pay_out, about="loans:1")
    with refused(by="request_never_for_a_loan"):
        going_back.request(party_id, pay_out_id=pay_out, about=about)


def test_no_amount_hangs_on_a_loan_or_a_device(db: None) -> None:
    amounts = run(
        "SELECT table_name, column_name FROM information_schema.columns WHERE data_type IN ('numeric', 'bigint')"
        " AND table_name IN ('outages_loan', 'outages_offer', 'stock_device') AND column_name ~ '(ore|amount|price)'"
    )
    keys = run(
        "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
        " AND confrelid IN ('outages_loan'::regclass, 'stock_device'::regclass)"
    )
    assert amounts == []
    assert {table for (table,) in keys} == {"stock_movement", "outages_loan"}
