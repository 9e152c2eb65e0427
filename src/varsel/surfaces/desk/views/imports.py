"""The bank files that were booked: what each held and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.lists import Rows, page_of
from varsel.kit.sheets import sheet
from varsel.records.journal.sentences import actor_in_words
from varsel.records.ledger import suspense
from varsel.records.ledger.suspense import Stray
from varsel.records.staff import queries as staff
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.desk.actions import note_download
from varsel.surfaces.intake import queries as intake
from varsel.surfaces.intake.queries import Place, Report

LISTED = 50


@require_GET
@requires("view_imports")
def files(request: HttpRequest) -> HttpResponse:
    """List the bank files, the latest first."""
    chosen, counts = request.GET.get("format", ""), intake.counts()
    context = {
        "format": chosen,
        "formats": counts,
        "all": sum(counts.values()),
        "page": page_of(rows=_rows(chosen, counts), wanted=request.GET.get("page")),
        "query": request.GET.urlencode(),
    }
    return answer(request=request, page="desk/imports.html", part="desk/_imports.html", context=context)


@require_GET
@requires("view_imports")
def sheet_of_files(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file: a line a file and currency."""
    rows = _rows(request.GET.get("format", ""), intake.counts())
    heads = (
        _("Came in"),
        _("Name"),
        _("Format"),
        _("Payments"),
        _("Placed"),
        _("In suspense"),
        _("Known before"),
        _("Sum"),
        _("Currency"),
        _("Fingerprint (SHA-256)"),
    )
    lines = (line for one in rows.fetch(0, rows.total) for line in _lines(one))
    return sheet(name="imports", heads=heads, rows=lines, at=clock.now())


@require_GET
@requires("view_imports")
def file(request: HttpRequest, file_id: int) -> HttpResponse:
    """Show one bank file, and which of its payments still wait."""
    found = _called(file_id)
    actor = found.received_by
    people = staff.names(ids=frozenset({int(actor.removeprefix("staff:"))})) if actor.startswith("staff:") else {}
    context = {
        "file": found,
        "by": actor_in_words(actor=actor, names=people),
        "sums": found.sums.items(),
        "booked_sums": found.booked_sums.items(),
        "page": page_of(rows=_payments(found), wanted=request.GET.get("page")),
        "strays": _strays(found),
        "listed": LISTED,
    }
    return render(request, "desk/import.html", context)


@never_cache
@require_POST
@requires("take_bank_file")
def original(request: HttpRequest, file_id: int) -> HttpResponse:
    """Give the file as the bank made it, byte for byte, and write down who took it."""
    found = _called(file_id)
    note_download(file_id=found.id, sha256=found.sha256, actor=actor_of(request=request), at=clock.now())
    response = HttpResponse(intake.content(file_id=found.id), content_type="application/octet-stream")
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=found.name) or "attachment"
    )
    return response


def _rows(chosen: str, counts: Mapping[str, int]) -> Rows[Report]:
    total = counts.get(chosen, 0) if chosen else sum(counts.values())
    return Rows(total, lambda skip, limit: intake.reports(format=chosen, skip=skip, limit=limit))


def _strays(found: Report) -> list[Stray]:
    """Return what of a file still waits; two files may have been booked at one instant, so it is held against it."""
    waiting = suspense.of_file(source=found.format, booked_at=found.received_at, limit=10 * LISTED)
    own = intake.standing_in(file_id=found.id, bank_keys=[one.bank_key for one in waiting])
    return [one for one in waiting if own is None or one.bank_key in own][:LISTED]


def _payments(found: Report) -> Rows[tuple[Place, Stray | None]]:
    return Rows(found.payments, lambda skip, limit: _some_payments(found, skip, limit))


def _some_payments(found: Report, skip: int, limit: int) -> list[tuple[Place, Stray | None]]:
    """Return payments of a file and what became of each; none for one of nothing, which is not booked."""
    places = intake.places_in(file_id=found.id, skip=skip, limit=limit)
    booked = suspense.told(source=found.format, bank_keys=[one.bank_key for one in places])
    return [(one, booked.get(one.bank_key)) for one in places]


def _lines(one: Report) -> list[tuple[object, ...]]:
    sums = one.sums or {"": Decimal(0)}
    told = (one.received_at, one.name, one.format, one.payments, one.placed, one.in_suspense, one.known)
    return [(*told, amount, currency, one.sha256) for currency, amount in sums.items()]


def _called(file_id: int) -> Report:
    found = intake.report(file_id=file_id)
    if found is None:
        raise Http404
    return found
