"""Proposals: look, choose several, review, approve; each is approved by itself."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock, money
from varsel.kit.htmx import answer
from varsel.kit.lists import Rows, page_of
from varsel.kit.sheets import sheet
from varsel.operations.arrears import actions as arrears
from varsel.operations.arrears import pages
from varsel.operations.arrears.pages import Why
from varsel.operations.arrears.refusals import Refused
from varsel.operations.arrears.sentences import ACTIONS, REFUSED
from varsel.operations.arrears.views.asking import actor
from varsel.records.staff.gates import requires

STATES = ("open", "approved")
OUTCOMES = "arrears_outcomes"  # in the session: a redirect shows what was done, and a reload does nothing again
MOST = 200

log = logging.getLogger(__name__)


@require_GET
@requires("view_customer")
def proposals(request: HttpRequest) -> HttpResponse:
    """Show the proposals that wait for a person, or that are approved and wait for their moment."""
    at, (state, action) = clock.now(), _filters(request)
    counts = pages.counts()
    page = page_of(rows=_rows(state, action, counts, at), wanted=request.GET.get("page"))
    context = {
        "page": page,
        "state": state,
        "action": action,
        "open": sum(count for (one, _action), count in counts.items() if one == "open"),
        "approved": sum(count for (one, _action), count in counts.items() if one == "approved"),
        "actions": [(key, word, counts.get((state, key), 0)) for key, word in ACTIONS.items()],
        "me": actor(request),
        "query": request.GET.urlencode(),
    }
    return answer(request=request, page="arrears/proposals.html", part="arrears/_proposals.html", context=context)


@require_GET
@requires("view_customer")
def proposals_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file."""
    at, (state, action) = clock.now(), _filters(request)
    rows = _rows(state, action, pages.counts(), at)
    heads = (_("Customer"), _("Service"), _("Step"), _("Invoice"), _("Last day to pay"), _("Owed"), _("Currency"))
    lines = (_line(one) for one in rows.fetch(0, rows.total))
    return sheet(name="proposals", heads=[*heads, _("Rule"), _("Proposed at")], rows=lines, at=at)


@require_POST
@requires("approve_restriction")
def review(request: HttpRequest) -> HttpResponse:
    """Sum up what was chosen, before anything is done."""
    at, refs = clock.now(), _chosen(request)
    chosen = pages.proposals(refs=refs, at=at)
    if not chosen:
        messages.warning(request, _("Choose at least one proposal that still waits."))
        return redirect("arrears_proposals")
    mine = [one for one in chosen if one.caused_by == actor(request)]
    context = {"rows": chosen, "mine": mine, "sums": _sums(chosen), "today": pages.today(at=at)}
    return render(request, "arrears/review.html", context)


@require_POST
@requires("approve_restriction")
def approve(request: HttpRequest) -> HttpResponse:
    """Approve what was reviewed, each by itself: one that is refused stops no other."""
    at = clock.now()
    chosen = pages.proposals(refs=_chosen(request), at=at)
    request.session[OUTCOMES] = [_approve(one, by=actor(request), at=at) for one in chosen]
    return redirect("arrears_outcome")


@require_GET
@requires("approve_restriction")
def outcome(request: HttpRequest) -> HttpResponse:
    """Show what came of the last approval, row by row."""
    rows = [row | {"sentence": REFUSED.get(row["code"], "")} for row in request.session.get(OUTCOMES, [])]
    for row in rows:
        row["act_at"] = datetime.fromisoformat(row["act_at"]) if row["act_at"] else None
    counts = Counter("refused" if row["sentence"] else row["code"] for row in rows)
    return render(request, "arrears/outcome.html", {"rows": rows, "counts": counts})


def _approve(one: Why, *, by: str, at: datetime) -> dict[str, Any]:
    code, act_at = _approved(one, by=by, at=at)
    return {
        "service": one.service.external_id,
        "number": one.customer.number,
        "name": one.customer.shown_name,
        "action": one.action,
        "code": code,
        "act_at": act_at.isoformat() if act_at else None,
    }


def _approved(one: Why, *, by: str, at: datetime) -> tuple[str, datetime | None]:
    """Approve one proposal and return "done", or "later" and when, or why not."""
    if not pages.is_open(ref=one.ref):
        return "gone", None
    try:
        arrears.approve(service_id=one.service.id, actor=by, at=at)
    except Refused as refused:
        return refused.code, None
    except DatabaseError:
        log.exception("the database refused the approval of proposal %s", one.ref)
        return "failed", None
    state, act_at = pages.outcome(ref=one.ref)
    return ("done", None) if state == "acted" else ("later", act_at)


def _filters(request: HttpRequest) -> tuple[str, str]:
    state, action = request.GET.get("state", ""), request.GET.get("action", "")
    return state if state in STATES else "open", action if action in ACTIONS else ""


def _rows(state: str, action: str, counts: dict[tuple[str, str], int], at: datetime) -> Rows[Why]:
    total = sum(count for (one, kind), count in counts.items() if one == state and action in {"", kind})
    return Rows(
        total=total,
        fetch=lambda skip, limit: pages.waiting(state=state, action=action, skip=skip, limit=limit, at=at),
    )


def _chosen(request: HttpRequest) -> list[str]:
    """Return the references that were ticked, or of the one row or the whole page whose button was pressed."""
    given = request.POST
    refs = [given["only"]] if "only" in given else given.getlist("shown" if "all" in given else "ref")
    return [ref for ref in refs[:MOST] if _is_ref(ref)]


def _is_ref(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _sums(chosen: list[Why]) -> dict[str, Any]:
    """Return what the chosen proposals come to: by action, by rule, by currency; services and customers."""
    owed: Counter[str] = Counter()
    for one in chosen:
        owed[one.currency] += one.owed_ore
    return {
        "services": len(chosen),
        "customers": len({one.customer.id for one in chosen}),
        "owed": sorted(owed.items()),
        "rules": sorted(Counter(one.verdict.rule for one in chosen).items()),
        "actions": [(ACTIONS[key], count) for key, count in sorted(Counter(one.action for one in chosen).items())],
    }


def _line(one: Why) -> tuple[object, ...]:
    invoice = one.invoice.number if one.invoice else None
    owed = money.from_ore(ore=one.owed_ore)
    end = (one.last_day, owed, one.currency, one.verdict.rule, one.made_at)
    return (one.customer.number, one.service.external_id, ACTIONS[one.action], invoice, *end)
