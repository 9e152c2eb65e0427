"""The bank file that `varsel bench intake` books, and what is in it. No Django: another process writes it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

from varsel.surfaces.intake.bgmax import writing

GROUPS = 4
CREATED, PAID_ON = datetime(2026, 3, 16, 6, 0, tzinfo=UTC), date(2026, 3, 13)
ACCOUNT = "9912346"
WHOLE, LITTLE = Decimal("399.00"), Decimal("49.00")


def paid(*, part: int, payments: int) -> Iterator[tuple[str, Decimal]]:
    """Yield reference and amount of what one group pays: one in a hundred pays little, one writes a wrong reference."""
    for key in range(1, GROUPS * payments + 1):
        if key // 2 % GROUPS == part:
            odd = key % 2 * (key // (2 * GROUPS) % 50)
            yield f"{9 if odd == 4 else 2}{key}", LITTLE if odd == 8 else WHOLE


def written(*, folder: Path, part: int, payments: int) -> Path:
    """Write a group's file by another process, and return where it is: this one's memory is to be measured."""
    path = folder / f"bgmax-{part}.txt"
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as other:
        other.submit(_write, path, part, payments).result()
    return path


def _write(path: Path, part: int, payments: int) -> None:
    rows = [
        writing.payment(reference=reference, amount=amount, serial=serial)
        for serial, (reference, amount) in enumerate(paid(part=part, payments=payments), start=1)
    ]
    deposit = writing.deposit(account=ACCOUNT, paid_on=PAID_ON, payments=rows, number=part + 1)
    path.write_bytes(writing.write(deposits=[deposit], created=CREATED))
