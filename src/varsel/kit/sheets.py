"""Lists as files for a spreadsheet: what Nordic ones open at a double click, and nothing that they would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

from django.http import HttpResponse
from django.utils.timezone import get_current_timezone

BOM = "\ufeff"  # without it they take the file for Latin-1
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(*, name: str, heads: Sequence[object], rows: Iterable[Sequence[object]], at: datetime) -> HttpResponse:
    """Answer with a CSV file: UTF-8 with BOM, semicolons, ISO days and instants, decimal commas.

    Text that a spreadsheet would run as a formula begins with an apostrophe. The file's name says when it was made.
    """
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(head) for head in heads])
    writer.writerows([_cell(value) for value in row] for row in rows)
    response = HttpResponse(BOM + text.getvalue(), content_type="text/csv; charset=utf-8")
    made = at.astimezone(get_current_timezone()).strftime("%Y-%m-%dT%H%M")
    response["Content-Disposition"] = f'attachment; filename="{name}-{made}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, datetime):
        return value.astimezone(get_current_timezone()).isoformat(timespec="minutes")
    if isinstance(value, date | int):
        return value.isoformat() if isinstance(value, date) else str(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
