"""Each refusal where only it holds, and the first where two hold."""

from __future__ import annotations

from datetime import date

import pytest

from operations.arrears.accounts import PAYMENTS, account, at, limited, part, service, undemanded, waiting
from varsel.operations.arrears.account import Account, Standing
from varsel.operations.arrears.refusals import SENTENCES, refusal

NOW = at(4, 23, 11)
NOT_DUE = undemanded(invoice_id=2, due_on=date(2026, 4, 30))


def test_an_approvable_proposal_is_not_refused() -> None:
    assert _asked(service(part(), proposal=waiting())) is None


@pytest.mark.parametrize(
    ("code", "standing"),
    [
        ("life-line", service(part(), proposal=waiting(), telecare=True)),
        ("not-paid-service", service(part(), kind="tv", proposal=waiting())),
        ("paid-in-time", service(demanded=True)),
        ("paid-in-time", service(NOT_DUE, due_ore=0, demanded=True)),
        ("disputed", service(disputed_ore=399_00, unpaid_ore=399_00, due_ore=399_00, demanded=True)),
        ("disputed", service(NOT_DUE, disputed_ore=399_00, unpaid_ore=798_00, due_ore=399_00, demanded=True)),
        ("on-hold", service(part(), proposal=waiting(), outage_open=True)),
        ("below-minimum-debt", service(part(ore=199_99), proposal=waiting())),
        ("no-demand", service(undemanded(), proposal=waiting())),
        ("no-demand", service(NOT_DUE, due_ore=0)),
        ("demand-still-running", service(part())),
        ("already-closed", service(part(), limit=limited(level="closed"))),
    ],
)
def test_each_code_where_only_it_holds(code: str, standing: Standing) -> None:
    assert _asked(standing) == code


def test_a_hold_refuses_to_the_end_of_its_last_day() -> None:
    standing = service(part(), proposal=waiting())

    assert _asked(standing, account(standing, hold_until=date(2026, 4, 22))) is None
    assert _asked(standing, account(standing, hold_until=date(2026, 4, 23))) == "on-hold"


def test_a_silent_billing_system_refuses_after_a_hold_and_before_the_least_debt() -> None:
    standing, small = service(part(), proposal=waiting()), service(part(ore=1_00), proposal=waiting())

    assert _asked(standing, account(standing, feed_is_stale=True)) == "stale-feed"
    assert _asked(small, account(small, feed_is_stale=True)) == "stale-feed"
    assert _asked(standing, account(standing, feed_is_stale=True, hold_until=date(2026, 4, 23))) == "on-hold"


def test_a_proposal_that_the_demand_does_not_carry_is_not_lawful() -> None:
    standing = service(part(), proposal=waiting())

    assert refusal(account=account(standing), service=standing, payments=PAYMENTS, at=at(4, 22, 11)) == "not-lawful"


def test_the_debt_of_another_service_is_not_this_ones() -> None:
    paid, owing = service(demanded=True), service(part(), id=8, external_id="anna-tel", kind="telephony")

    assert _asked(paid, account(paid, owing)) == "not-paid-service"


def test_the_debt_of_another_service_counts_also_while_this_ones_next_invoice_is_not_due() -> None:
    next_only, owing = service(NOT_DUE, due_ore=0, demanded=True), service(part(), id=8, external_id="anna-tel")

    assert _asked(next_only, account(next_only, owing)) == "not-paid-service"


def test_only_fees_left_is_a_debt_for_something_else() -> None:
    paid = service(demanded=True)

    assert _asked(paid, account(paid, owed_ore=60_00, due_ore=60_00)) == "not-paid-service"


@pytest.mark.parametrize(
    ("first", "standing", "changes"),
    [
        ("life-line", service(part(), telecare=True, kind="tv"), {}),
        ("not-paid-service", service(demanded=True), {"owed_ore": 60_00, "due_ore": 60_00}),
        ("disputed", service(disputed_ore=399_00, unpaid_ore=399_00, due_ore=399_00, outage_open=True), {}),
        ("on-hold", service(part(ore=1_00), outage_open=True), {}),
        ("below-minimum-debt", service(undemanded(ore=1_00)), {}),
        ("no-demand", service(undemanded()), {}),
        ("demand-still-running", service(part(deadline=part().deadline)), {}),
    ],
)
def test_of_two_that_hold_the_first_is_named(first: str, standing: Standing, changes: dict[str, int]) -> None:
    assert _asked(standing, account(standing, **changes)) == first


def test_every_code_has_a_sentence() -> None:
    assert all(str(sentence).endswith(".") for sentence in SENTENCES.values())


def _asked(standing: Standing, whole: Account | None = None) -> str | None:
    return refusal(account=whole or account(standing), service=standing, payments=PAYMENTS, at=NOW)
