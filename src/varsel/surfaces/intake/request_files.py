"""Requests to a billing system as files, and its answers from files: CSV or JSON, whole or not at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import datetime
from io import StringIO
from typing import Any
from uuid import UUID

from varsel.kit.located_yaml import InputError
from varsel.records.ledger import actions as ledger
from varsel.records.ledger.actions import ANSWERS, Answer, WrongAnswer
from varsel.records.ledger.requests import Asked
from varsel.records.parties import queries as parties

HEADS = ("request", "kind", "customer", "invoice", "about", "because", "amount", "currency", "asked_at", "answer_by")
NEEDED = ("request", "state")
MOST_BYTES = 50_000_000
_REMEDY = "Give CSV with the columns request;state;reference;reason, or JSON with such objects"


def csv_of(*, asked: Sequence[Asked]) -> str:
    """Return requests as CSV: semicolons, a line each, UTF-8."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(HEADS)
    writer.writerows(row.values() for row in rows_of(asked=asked))
    return text.getvalue()


def rows_of(*, asked: Sequence[Asked]) -> list[dict[str, str]]:
    """Return requests as rows of text; customers are named by the number that the billing system gave them."""
    people = parties.customers(party_ids={one.party_id for one in asked})
    return [
        {
            "request": str(one.ref),
            "kind": one.kind,
            "customer": people[one.party_id].number,
            "invoice": one.invoice,
            "about": one.about,
            "because": one.because,
            "amount": f"{one.amount:.2f}",
            "currency": one.currency,
            "asked_at": one.asked_at.isoformat(timespec="seconds"),
            "answer_by": one.answer_by.isoformat(),
        }
        for one in asked
    ]


def take_in(*, name: str, content: bytes, at: datetime, actor: str) -> tuple[int, int]:
    """Take in a file of answers; return how many there are, and how many of them were new.

    :raises InputError: when it can't be read, or one answer can't be taken: nothing is changed then.
    """
    told = _told(name=name, content=content)
    answers = [_answer(name=name, line=line, row=row) for line, row in told]
    try:
        new = ledger.answer(answers=answers, at=at, actor=actor)
    except WrongAnswer as wrong:
        remedy = "Take the row out, or ask the billing system; nothing was changed"
        raise InputError(file=name, line=told[wrong.place][0], message=str(wrong), remedy=remedy) from wrong
    return len(answers), new


def _told(*, name: str, content: bytes) -> list[tuple[int, dict[str, Any]]]:
    """Return the rows with their lines (in JSON: their number)."""
    if len(content) > MOST_BYTES:
        raise InputError(file=name, line=None, message=f"the file has more than {MOST_BYTES} bytes", remedy=_REMEDY)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError(file=name, line=line, message="the file is not UTF-8", remedy=_REMEDY) from error
    return _from_json(name=name, text=text) if text.lstrip()[:1] in ("[", "{") else _from_csv(name=name, text=text)


def _from_csv(*, name: str, text: str) -> list[tuple[int, dict[str, Any]]]:
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        heads = [head.strip() for head in reader.fieldnames or ()]
        reader.fieldnames = heads
        _need(name=name, heads=heads)
        return [(reader.line_num, _whole(name=name, line=reader.line_num, row=row)) for row in reader]
    except csv.Error as error:
        raise InputError(file=name, line=reader.line_num, message=f"no CSV: {error}", remedy=_REMEDY) from error


def _whole(*, name: str, line: int, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row that has no more columns than the head: else nobody can say which value is which."""
    if None in row:
        raise InputError(file=name, line=line, message="the row has more columns than the head", remedy=_REMEDY)
    return row


def _need(*, name: str, heads: Sequence[str]) -> None:
    if twice := [head for head in heads if heads.count(head) > 1]:
        raise InputError(file=name, line=1, message=f"the column {twice[0]!r} stands twice", remedy=_REMEDY)
    if missing := [head for head in NEEDED if head not in heads]:
        message = f"the column {missing[0]!r} is missing"
        raise InputError(file=name, line=1, message=message, remedy=_REMEDY)


def _from_json(*, name: str, text: str) -> list[tuple[int, dict[str, Any]]]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise InputError(file=name, line=line, message="the JSON is not whole", remedy=_REMEDY) from error
    rows = told if isinstance(told, list) else [told]
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise InputError(file=name, line=None, message=f"entry {number} is no object", remedy=_REMEDY)
    return list(enumerate(rows, start=1))


def _answer(*, name: str, line: int, row: dict[str, Any]) -> Answer:
    said = {key: str(value or "").strip() for key, value in row.items() if isinstance(key, str)}
    state = said.get("state", "")
    if state not in ANSWERS:
        message = f"state is {state!r}, and must be {' or '.join(ANSWERS)}"
        raise InputError(file=name, line=line, message=message, remedy=_REMEDY)
    try:
        request = UUID(said.get("request", ""))
    except ValueError as error:
        message = f"request is {said.get('request', '')!r}, and must be the id that the request went out with"
        raise InputError(file=name, line=line, message=message, remedy=_REMEDY) from error
    reason = said.get("reason", "").replace("\0", "")
    if state == "refused" and not reason:
        message = f"{request} is refused without a reason"
        raise InputError(file=name, line=line, message=message, remedy="Have the billing system say why")
    return Answer(request=request, state=state, theirs=said.get("reference", "").replace("\0", ""), reason=reason)
