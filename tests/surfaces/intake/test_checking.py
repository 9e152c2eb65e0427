"""What a bank file holds, told without booking it."""

from __future__ import annotations

import json

from surfaces.intake.bank_days import changed, with_everything
from varsel.surfaces.intake.checking import check


def test_a_whole_file_is_told_in_json() -> None:
    told = check(name="bank.txt", content=with_everything())
    assert json.loads(json.dumps(told)) == {
        "file": "bank.txt",
        "format": "bgmax",
        "ok": True,
        "created": "2026-02-27T16:15:48.800743+01:00",
        "test": False,
        "payments": 6,
        "sums": {"SEK": "9900.00"},
        "accounts": ["9912346"],
        "references": ["655969", "657866", "650861", None, "659763", "658260"],
        "errors": [],
    }


def test_a_test_file_is_ok_and_marked() -> None:
    told = check(name="f", content=changed(with_everything(), 1, 45, "T"))
    assert (told["ok"], told["test"]) == (True, True)


def test_a_file_that_is_cut_is_told_with_its_error() -> None:
    told = check(name="f", content=with_everything()[:500])
    assert (told["ok"], told["format"], told["payments"], told["references"]) == (False, "bgmax", 0, [])
    assert len(told["errors"]) == 1
    assert "line 7" in told["errors"][0]


def test_what_is_no_bank_file_has_no_format() -> None:
    told = check(name="f", content=b"%PDF-1.7")
    assert (told["ok"], told["format"]) == (False, None)
