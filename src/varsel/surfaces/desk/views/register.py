"""The register's loads, the rows that wait, and the values in conflict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.kit.lists import Rows, page_of
from varsel.kit.sheets import sheet
from varsel.records.journal.sentences import actor_in_words
from varsel.records.staff import queries as staff
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.desk.forms import DISCARDED, DiscardForm
from varsel.surfaces.desk.register import shown_rows, shown_values
from varsel.surfaces.register import quarantine, queries, settling

MANY = 100_000
Counts = Mapping[tuple[str, str], int]


@require_GET
@requires("view_register")
def loads(request: HttpRequest) -> HttpResponse:
    """List the files that were loaded, the latest first."""
    context = _list(request, queries.counts(), queries.loads) | {"part": "desk/_loads.html"}
    return answer(request=request, page="desk/register.html", part="desk/_loads.html", context=context)


@require_GET
@requires("view_register")
def load(request: HttpRequest, file_id: int) -> HttpResponse:
    """Show one load: its figures, the rows of it that wait, and its values in conflict."""
    found = queries.load(file_id=file_id)
    if found is None:
        raise Http404
    rights, by = _rights(request), found.loaded_by
    keys = frozenset({int(by.removeprefix("staff:"))} if by.startswith("staff:") else ())
    context = {
        "load": found,
        "by": actor_in_words(actor=by, names=staff.names(ids=keys)),
        "rows": shown_rows(rows=quarantine.waiting(file_id=file_id, limit=100), rights=rights),
        "values": shown_values(values=quarantine.differing(file_id=file_id, limit=100), rights=rights),
    }
    return render(request, "desk/load.html", context)


@require_GET
@requires("view_register")
def waiting(request: HttpRequest) -> HttpResponse:
    """List the rows that wait, oldest first."""
    context = _list(request, quarantine.counts(), _shown_waiting(request)) | {"part": "desk/_rows.html"}
    return answer(request=request, page="desk/register.html", part="desk/_rows.html", context=context)


@require_GET
@requires("view_register")
def row(request: HttpRequest, row_id: int) -> HttpResponse:
    """Show a row that waits as it came, and what to do about it."""
    found = quarantine.one_waiting(row_id=row_id)
    if found is None:
        raise Http404
    (shown,) = shown_rows(rows=[found], rights=_rights(request))
    return render(request, "desk/row.html", {"row": shown, "told": shown.told.items(), "form": DiscardForm()})


@require_POST
@requires("settle_register")
def retry(request: HttpRequest) -> HttpResponse:
    """Try all rows that wait again."""
    done = settling.retry(actor=actor_of(request=request), at=clock.now())
    taken = done.before - done.after
    told = ngettext("%(n)s row was taken; %(left)s wait on.", "%(n)s rows were taken; %(left)s wait on.", taken)
    messages.success(request, told % {"n": taken, "left": done.after})
    return redirect("desk_waiting")


@require_POST
@requires("settle_register")
def discard(request: HttpRequest, row_id: int) -> HttpResponse:
    """Let a row go, for one of the reasons there are."""
    because = request.POST.get("because", "")
    if because not in DISCARDED:
        messages.error(request, _("Choose why the row is let go. Nothing was changed."))
        return redirect("desk_row", row_id=row_id)
    if settling.discard(row_id=row_id, because=because, actor=actor_of(request=request), at=clock.now()):
        messages.success(request, _("The row was let go. It comes back if a later file brings it."))
    else:
        messages.info(request, _("This row no longer waits. Nothing was changed."))
    return redirect("desk_waiting")


@require_GET
@requires("view_register")
def conflicts(request: HttpRequest) -> HttpResponse:
    """List the values in conflict, by what they are of."""
    context = _list(request, quarantine.conflict_counts(), _shown_conflicts(request)) | {"part": "desk/_values.html"}
    return answer(request=request, page="desk/register.html", part="desk/_values.html", context=context)


@require_POST
@requires("settle_register")
def settle(request: HttpRequest, conflict_id: int) -> HttpResponse:
    """Keep our value, or take theirs."""
    decide = settling.take_theirs if request.POST.get("keep") == "theirs" else settling.keep_ours
    try:
        decide(conflict_id=conflict_id, actor=actor_of(request=request), at=clock.now())
    except settling.CanNotBeTaken as refused:
        messages.error(request, _("Nothing was changed: %(why)s.") % {"why": refused})
    else:
        done = _("Theirs was taken.") if decide is settling.take_theirs else _("Ours was kept.")
        messages.success(request, done)
    return redirect("desk_conflicts")


@require_GET
@requires("view_register")
def sheet_of_loads(request: HttpRequest) -> HttpResponse:
    """Give the list of loads as a file."""
    rows = queries.loads(**_filters(request), skip=0, limit=MANY)
    names = ("rows", "added", "changed", "same", "refused", "conflicts")
    heads = (_("Came in"), _("Name"), _("What"), _("System"), _("Rows"), _("Added"), _("Changed"), _("As it was"))
    lines = ((one.loaded_at, one.name, one.entity, one.system, *(one.counts[name] for name in names)) for one in rows)
    return sheet(name="register", heads=[*heads, _("Refused"), _("In conflict")], rows=lines, at=clock.now())


@require_GET
@requires("view_register")
def sheet_of_waiting(request: HttpRequest) -> HttpResponse:
    """Give the rows that wait as a file."""
    rows = _shown_waiting(request)(**_filters(request), skip=0, limit=MANY)
    heads = (_("Since"), _("File"), _("What"), _("System"), _("Line"), _("Column"), _("Called"), _("Reason"))
    lines = ((one.since, one.file, one.entity, one.system, one.line, one.column, one.key, one.reason) for one in rows)
    return sheet(name="register-waiting", heads=heads, rows=lines, at=clock.now())


@require_GET
@requires("view_register")
def sheet_of_conflicts(request: HttpRequest) -> HttpResponse:
    """Give the values in conflict as a file."""
    rows = [one.one for one in _shown_conflicts(request)(**_filters(request), skip=0, limit=MANY)]
    heads = (_("What"), _("Called"), _("Field"), _("Ours"), _("Theirs"), _("System"), _("Owner"), _("File"))
    lines = ((one.entity, one.key, one.field, one.stored, one.told, one.system, one.owner, one.file) for one in rows)
    return sheet(name="register-conflicts", heads=heads, rows=lines, at=clock.now())


def _list(request: HttpRequest, counts: Counts, fetch: Callable[..., Any]) -> dict[str, Any]:
    """Return what a list of the register shows: a page of it under its filters, and what each filter would leave."""
    filters = _filters(request)
    total = sum(count for key, count in counts.items() if _matches(key, filters))
    rows = Rows(total, lambda skip, limit: fetch(**filters, skip=skip, limit=limit))
    return {
        **filters,
        "page": page_of(rows=rows, wanted=request.GET.get("page")),
        "all": sum(counts.values()),
        "entities": _sums(counts, 0),
        "systems": _sums(counts, 1),
        "waiting": quarantine.count(),
        "differing": sum(quarantine.conflict_counts().values()),
        "query": request.GET.urlencode(),
        "here": request.resolver_match.url_name if request.resolver_match else "",
    }


def _shown_waiting(request: HttpRequest) -> Callable[..., Any]:
    return lambda **asked: shown_rows(rows=quarantine.waiting(**asked), rights=_rights(request))


def _shown_conflicts(request: HttpRequest) -> Callable[..., Any]:
    return lambda **asked: shown_values(values=quarantine.differing(**asked), rights=_rights(request))


def _filters(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "") for name in ("entity", "system")}


def _matches(key: tuple[str, str], filters: Mapping[str, str]) -> bool:
    return filters["entity"] in ("", key[0]) and filters["system"] in ("", key[1])


def _sums(counts: Counts, part: int) -> dict[str, int]:
    summed: dict[str, int] = {}
    for key, count in counts.items():
        summed[key[part]] = summed.get(key[part], 0) + count
    return summed


def _rights(request: HttpRequest) -> frozenset[str]:
    rights: frozenset[str] = request.rights  # type: ignore[attr-defined]
    return rights
