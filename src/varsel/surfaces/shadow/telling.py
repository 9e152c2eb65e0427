"""A day in the shadow as JSON, as rows of a sheet, and as lines for a terminal. People are named by their ids only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from varsel.surfaces.shadow import words
from varsel.surfaces.shadow.days import Day, Row

HEADS: tuple[str, ...] = ("day", "group", "at", "action", "customer", "service", "invoice", "amount", "their_amount")
HEADS += ("currency", "rule", "code", "why", "line")


def as_json(*, day: Day, language: str) -> dict[str, Any]:
    """Return the day as JSON values."""
    rows = [dict(zip(HEADS[1:], _plain(row, language), strict=True)) for row in day.rows]
    return {
        "day": day.day.isoformat(),
        "shadow": day.shadowed,
        "compared": day.compared,
        "counts": day.counts if day.compared else {"ours": day.counts["ours"]},
        "rows": rows,
    }


def cells(*, day: Day, language: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows as a sheet has them, in the order of HEADS."""
    for row in day.rows:
        group, at, action, *more = _values(row, language)
        yield (day.day, group, at, action, *more)


def in_lines(*, day: Day, language: str) -> Iterator[str]:
    """Yield the day as text: a line a row, in groups where it was compared."""
    if not day.shadowed:
        yield f"{day.day}: shadow mode was off"
    yield f"{day.day}: {len(day.rows)} " + ("rows" if day.compared else "acts would have been done")
    for group in words.GROUPS if day.compared else ("ours",):
        rows = [row for row in day.rows if row.group == group]
        if day.compared:
            yield f"{words.GROUPS[group]}: {len(rows)}"
        yield from (f"  {_line(row, language)}" for row in rows)


def why(*, row: Row, language: str) -> str:
    """Return why we did it, or did not."""
    if row.act:
        return words.why(reasons=row.act.reasons, since=row.act.since, language=language)
    assert row.because
    return words.why_not(code=row.because.code, day=row.because.day, reason=row.because.reason, language=language)


def rule(*, row: Row) -> str:
    """Return the rule that carries it, or that stood against it; empty where none does."""
    return row.act.rule if row.act else row.because.rule if row.because else ""


def _line(row: Row, language: str) -> str:
    whose = " ".join([row.customer or "–", *row.services])
    amount = f" {row.amount}" if row.amount is not None else ""
    theirs = f" (the present system: {row.deed.amount})" if row.amounts_differ and row.deed else ""
    cited = f" [{_code(row)}]" if row.because else ""
    by = f" {rule(row=row)}:" if rule(row=row) else ""
    return f"{row.action} {whose}{amount}{theirs}:{by} {why(row=row, language=language)}{cited}"


def _values(row: Row, language: str) -> tuple[Any, ...]:
    act, deed = row.act, row.deed
    return (
        row.group,
        act.at if act else None,
        row.action,
        row.customer,
        " ".join(row.services),
        act.invoice if act else "",
        act.amount if act else None,
        deed.amount if deed else None,
        act.currency if act else "",
        rule(row=row),
        _code(row),
        why(row=row, language=language),
        deed.line if deed else None,
    )


def _plain(row: Row, language: str) -> tuple[Any, ...]:
    """Return the same as JSON has it: amounts as text, services as a list, instants in UTC."""
    group, at, action, customer, _services, invoice, ours, theirs, *more = _values(row, language)
    amounts = (str(one) if one is not None else None for one in (ours, theirs))
    return (group, at.isoformat() if at else None, action, customer, list(row.services), invoice, *amounts, *more)


def _code(row: Row) -> str:
    return row.because.code if row.because else " ".join(row.act.reasons if row.act else ())
