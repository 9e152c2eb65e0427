"""The operator's file: what it leaves out has its default, and what it gets wrong is said by name."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from varsel.kit.located_yaml import InputError
from varsel.records.operator.policy import OpeningHours, defaults, read_policy, read_policy_file

TODAY = date(2026, 3, 2)


def read(text: str) -> object:
    return read_policy(text=text, name="policy.yaml", countries=("SE", "NO"), on=TODAY)


def test_the_defaults_are_typed() -> None:
    policy = defaults()

    assert policy.payments.act_at == time(10, 0)
    assert policy.payments.min_debt == Decimal("200.00")
    assert policy.payments.credit_limit_near == Decimal("0.80")
    assert policy.payments.no_act_days == ("non_business", "day_before_non_business")
    assert policy.payments.approval == "clerk"
    assert policy.notices.preferred == ("email", "letter", "sms")
    assert policy.notices.quiet_hours == (time(22, 0), time(7, 0))
    assert policy.outages.loan_stock is None
    assert OpeningHours("phone", "sat-sun", time(12, 0), time(18, 0)) in policy.support.hours
    assert policy.compensation.day_count == "inclusive"


def test_a_file_changes_what_it_names_and_nothing_else() -> None:
    policy = read("payments: {demand_days: 14, min_debt: 0, no_act_days: []}\noutages: {loan_stock: 5}\n")

    assert policy.payments.demand_days == 14
    assert policy.payments.min_debt == 0
    assert policy.payments.no_act_days == ()
    assert policy.outages.loan_stock == 5
    assert policy.payments.limited_days == defaults().payments.limited_days
    assert policy.notices == defaults().notices


def test_a_file_is_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text("payments: {act_at: 11:30}\n", encoding="utf-8")

    assert read_policy_file(path=path, countries=("SE",), on=TODAY).payments.act_at == time(11, 30)


def test_a_typo_is_named_with_the_nearest_key() -> None:
    with pytest.raises(InputError, match=r"'limited_day' in payments, line 2; did you mean 'limited_days'\?"):
        read("payments:\n  limited_day: 12\n")
    with pytest.raises(InputError, match=r"'payment' in the operator's policy, line 1; .*'payments'\?"):
        read("payment: {}\n")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("payments: 3", "payments"),
        ("payments: {demand_days: ten}", "payments.demand_days"),
        ("payments: {demand_days: 10.5}", "payments.demand_days"),
        ("payments: {demand_days: 3661}", "payments.demand_days"),
        ("payments: {settlement_bank_days: -1}", "payments.settlement_bank_days"),
        ("payments: {approval: nobody}", "payments.approval"),
        ("payments: {act_at: 1000}", "payments.act_at"),
        ("payments: {no_act_days: [fridays]}", "payments.no_act_days"),
        ("payments: {no_act_days: [non_business, non_business]}", "payments.no_act_days"),
        ("payments: {min_debt: 0.001}", "payments.min_debt"),
        ("payments: {close_after_limited: 1}", "payments.close_after_limited"),
        ("payments: {credit_limit_near: 1.5}", "payments.credit_limit_near"),
        ("payments: {ledger: both}", "payments.ledger"),
        ("notices: {urgent: []}", "notices.urgent"),
        ("notices: {urgent: [sms, sms]}", "notices.urgent"),
        ("notices: {urgent: [fax]}", "notices.urgent"),
        ("notices: {urgent: sms}", "notices.urgent"),
        ('notices: {quiet_hours: ["22:00"]}', "notices.quiet_hours"),
        ('notices: {quiet_hours: ["22:00", "7"]}', "notices.quiet_hours"),
        ("outages: {loan_stock: many}", "outages.loan_stock"),
        ("outages: {loan_stock: [5]}", "outages.loan_stock"),
        ("support: {hours: {pager: {mon-fri: [08:00, 16:00]}}}", "support.hours"),
        ("support: {hours: {phone: {man-fre: [08:00, 16:00]}}}", "support.hours.phone"),
        ("support: {hours: {phone: {fri-mon: [08:00, 16:00]}}}", "support.hours.phone"),
        ("support: {hours: {phone: {mon-fri: [08:00, 16:00], fri: [08:00, 12:00]}}}", "support.hours.phone"),
        ("support: {hours: {phone: {mon: [16:00, 16:00]}}}", "support.hours.phone.mon"),
        ("compensation: {month: '30'}", "compensation.month"),
    ],
)
def test_a_wrong_value_is_refused_by_name(written: str, name: str) -> None:
    with pytest.raises(InputError, match=r"^policy\.yaml: .*, line 1; .+") as caught:
        read(written)

    assert name in caught.value.message


def test_new_hours_replace_the_old_ones() -> None:
    policy = read("support: {hours: {phone: {mon: [08:00, 16:00]}}}")

    assert policy.support.hours == (OpeningHours("phone", "mon", time(8, 0), time(16, 0)),)
