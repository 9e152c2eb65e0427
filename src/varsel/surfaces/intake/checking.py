"""What a bank file holds, told without booking anything."""

from __future__ import annotations

from typing import Any

from varsel.surfaces.intake import formats
from varsel.surfaces.intake.errors import BankFileError

_NOTHING: dict[str, Any] = {"created": None, "test": None, "payments": 0, "sums": {}, "accounts": [], "references": []}


def nothing(*, error: str) -> dict[str, Any]:
    """Return what is said of a file that is not taken in: nothing, and why."""
    return {"ok": False, **_NOTHING, "errors": [error]}


def check(*, name: str, content: bytes) -> dict[str, Any]:
    """Return what a bank file holds, as JSON values.

    `payments` counts incoming payments, `sums` are net of deductions, `references` has one entry a payment in the
    file's order: the first where it has several, null where it has none. A test file is ok and marked.
    """
    head = {"file": name, "format": formats.format_of(content=content)}
    try:
        file = formats.read(name=name, content=content)
    except BankFileError as error:
        return {**head, **nothing(error=str(error))}
    payments = list(file.payments())
    return {
        **head,
        "ok": True,
        "created": file.created.isoformat(),
        "test": file.is_test,
        "payments": len(payments),
        "sums": {currency: f"{amount:.2f}" for currency, amount in file.sums().items()},
        "accounts": list(dict.fromkeys(deposit.account for deposit in file.deposits)),
        "references": [payment.references[0] if payment.references else None for payment in payments],
        "errors": [],
    }
