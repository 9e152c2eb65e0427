"""A technician's own pages: today, and one order."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from varsel.kit import clock
from varsel.kit.htmx import answer
from varsel.operations.fieldwork.pages import today
from varsel.operations.fieldwork.views.finding import worker_of
from varsel.operations.fieldwork.views.showing import show_task
from varsel.records.staff.gates import requires


@require_GET
@requires("do_field_work")
def field(request: HttpRequest) -> HttpResponse:
    """Show what a technician has today, in order of time, each with one button for what comes next."""
    worker, at = worker_of(request=request), clock.now()
    if worker is None:
        return render(request, "fieldwork/no_technician.html")
    context = {"one": today.day(worker=worker, at=at), "now": at, "here": request.path}
    return answer(request=request, page="fieldwork/today.html", part="fieldwork/_today.html", context=context)


@require_GET
@requires("do_field_work")
def task(request: HttpRequest, order_id: int) -> HttpResponse:
    """Show one order of a technician, with all that can be said of it."""
    worker = worker_of(request=request)
    if worker is None:
        return render(request, "fieldwork/no_technician.html")
    return show_task(request=request, worker=worker, order_id=order_id)
