"""A hundred thousand customers with lines, contracts, services and invoices: how long it takes, and how much memory."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest

from surfaces.register.world import AT, load, write
from varsel.surfaces.register import exporting

MANY = 100_000
ROWS = {
    "customers": (
        "external_id;name;kind;language;country;sms;email",
        "C{0};Åsa Öberg {0};consumer;sv;SE;+46701{0:06d};asa{0}@example.test",
    ),
    "lines": ("external_id;address", "L{0};Storgatan {0}"),
    "contracts": ("external_id;customer;kind;signed_on", "K{0};C{0};subscription;2024-02-29"),
    "services": (
        "external_id;contract;line;kind;telecare;price;price_from",
        "S{0};K{0};L{0};internet;false;399,00;2024-03-01",
    ),
    "open_items": (
        "invoice;ocr;customer;currency;issued_on;due_on;position;kind;service;amount;open",
        "F{0};{0};C{0};SEK;2026-10-01;2026-10-31;1;service;S{0};399;399",
    ),
}


def files(folder: Path, **changed: tuple[str, str]) -> Path:
    """Write the files, so many rows each."""
    texts = {
        name: "\n".join([head, *(row.format(number) for number in range(MANY)), ""])
        for name, (head, row) in (ROWS | changed).items()
    }
    return write(folder, **texts)


@pytest.mark.slow
def test_a_hundred_thousand_customers_with_services(transactional_db: None, tmp_path: Path) -> None:
    began = time.perf_counter()
    first = load(files(tmp_path / "first"), first=True)
    loaded = time.perf_counter()
    head, row = ROWS["customers"]
    later = load(files(tmp_path / "later", customers=(head, row.replace("asa{0}", "b{0}"))))
    changed = time.perf_counter()
    exporting.export(folder=tmp_path / "out", at=AT, actor="test", progress=lambda *_: None)
    exported = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    print(  # noqa: T201  what `make bench` shows
        f"\nfirst load {loaded - began:.1f} s, {MANY} changed contacts {changed - loaded:.1f} s,"
        f" export {exported - changed:.1f} s, at most {memory:.0f} MB"
    )
    assert [file.added for file in first.files] == [MANY] * 5
    assert [(file.changed, file.duplicate) for file in later.files] == [(MANY, False), *[(0, True)] * 4]
