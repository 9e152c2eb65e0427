"""What can happen to stock: each verb one transaction with its movements and its journal entry."""

from __future__ import annotations

from varsel.operations.stock.actions.count import set_count, undo
from varsel.operations.stock.actions.cover import set_coverage
from varsel.operations.stock.actions.devices import (
    New,
    enter_devices,
    hand_out,
    let_go,
    make_ready,
    set_aside,
    set_aside_this,
    take_in,
    write_off,
)
from varsel.operations.stock.actions.expect import arrive, call_off, expect, expect_anew
from varsel.operations.stock.actions.keep import add_place, set_item
from varsel.operations.stock.actions.lend import put_back, take
from varsel.operations.stock.actions.move import come, transfer
from varsel.operations.stock.actions.reserve import load, release, reserve, use

__all__ = [
    "New",
    "add_place",
    "arrive",
    "call_off",
    "come",
    "enter_devices",
    "expect",
    "expect_anew",
    "hand_out",
    "let_go",
    "load",
    "make_ready",
    "put_back",
    "release",
    "reserve",
    "set_aside",
    "set_aside_this",
    "set_count",
    "set_coverage",
    "set_item",
    "take",
    "take_in",
    "transfer",
    "undo",
    "use",
    "write_off",
]
