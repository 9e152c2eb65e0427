"""A policy version as it is kept: the same choices read back, and a hash that only equal choices share."""

from __future__ import annotations

import json
from datetime import date

import pytest

from varsel.kit.located_yaml import InputError
from varsel.records.operator.policy import Policy, defaults, from_json, policy_hash, read_policy, to_json


def changed(text: str) -> Policy:
    return read_policy(text=text, name="policy.yaml", countries=("NO",), on=date(2026, 3, 2))


def test_a_policy_is_read_back_from_its_json() -> None:
    policy = changed("payments: {min_debt: 0.5, no_act_days: []}\nsupport: {hours: {phone: {sat: [10:00, 12:00]}}}\n")

    assert from_json(data=json.loads(json.dumps(to_json(policy=policy)))) == policy
    assert from_json(data=to_json(policy=defaults())) == defaults()


def test_json_keeps_money_and_times_as_text() -> None:
    kept = to_json(policy=defaults())

    assert kept["payments"]["min_debt"] == "200.00"
    assert kept["payments"]["act_at"] == "10:00"
    assert kept["outages"]["loan_stock"] == "unlimited"
    assert kept["support"]["hours"]["office"] == {"mon-fri": ["07:30", "15:00"]}


def test_a_choice_made_after_a_version_has_its_default_there() -> None:
    kept = to_json(policy=defaults())
    del kept["payments"]["daily_cap"]

    assert from_json(data=kept) == defaults()


def test_a_key_that_never_was_is_refused() -> None:
    with pytest.raises(InputError, match=r"'daily_cat' in payments; did you mean 'daily_cap'\?"):
        from_json(data={"payments": {"daily_cat": 3}})


def test_the_hash_is_the_same_for_the_same_choices_only() -> None:
    assert policy_hash(policy=changed("payments: {min_debt: 200}")) == policy_hash(policy=defaults())
    assert policy_hash(policy=changed("payments: {min_debt: 200.01}")) != policy_hash(policy=defaults())
