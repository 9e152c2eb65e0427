"""Many at once: frozen, summed up, approved once, answered row by row; and taken back before their moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from varsel.kit import clock
from varsel.kit.sheets import sheet
from varsel.operations.arrears import actions as arrears
from varsel.operations.arrears import pages
from varsel.operations.arrears.pages import Shown
from varsel.operations.arrears.sentences import ACTIONS, REFUSED
from varsel.operations.arrears.views.filters import filters_of
from varsel.records.journal.sentences import actor_in_words
from varsel.records.staff import queries as staff
from varsel.records.staff.gates import actor_of, requires

MOST = 1_000  # rows that a person can be said to have looked at


@require_POST
@requires("approve_restriction")
def review(request: HttpRequest) -> HttpResponse:
    """Freeze what was chosen: the ticked rows, one row, or all that the filters show now."""
    at = clock.now()
    ref = arrears.freeze(refs=_chosen(request), actor=actor_of(request=request), at=at)
    if ref is None:
        messages.warning(request, _("Choose at least one proposal that still waits."))
        return redirect("arrears_proposals")
    return redirect("arrears_batch", ref=ref)


@require_GET
@requires("approve_restriction")
def batch(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Sum a batch up before anything is done; afterwards, show what came of it, row by row."""
    at = clock.now()
    shown = _batch(ref)
    people = _names(shown)
    if shown.decided_at:
        return render(request, "arrears/outcome.html", {"batch": shown, **_told(shown), **people})
    mine = [one.ref for one in shown.rows if one.caused_by == actor_of(request=request)]
    context = {
        "batch": shown,
        "rows": sorted(shown.rows, key=lambda one: -len(one.signs)),
        "mine": mine,
        "sums": pages.sums(rows=shown.rows),
        "today": pages.today(at=at),
        "settled": [(state, people["names"].get(by, ""), count) for (state, by), count in shown.settled.items()],
    }
    return render(request, "arrears/review.html", context)


@require_POST
@requires("approve_restriction")
def approve(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Approve a batch but for what was left out of it; a second press shows what the first did."""
    shown, but = _batch(ref), _named(request.POST.getlist("but"))
    if shown.decided_at is None and not {one.ref for one in shown.rows} - set(but):
        messages.warning(request, _("Nothing is left to approve: leave out fewer."))
        return redirect("arrears_batch", ref=ref)
    if not arrears.approve_batch(ref=ref, but=but, actor=actor_of(request=request), at=clock.now()):
        messages.info(request, _("This was approved already. Nothing was done a second time."))
    return redirect("arrears_batch", ref=ref)


@require_POST
@requires("approve_restriction")
def take_back(request: HttpRequest) -> HttpResponse:
    """Take approvals back before their moment."""
    asked = request.POST.getlist("ref")
    done = arrears.take_back_seen(refs=_named(asked), actor=actor_of(request=request), at=clock.now())
    told = ngettext(
        "%(n)s approval was taken back: the proposal waits for a person again.",
        "%(n)s approvals were taken back: the proposals wait for a person again.",
        done,
    )
    if done:
        messages.success(request, told % {"n": done})
    if done < len(asked) or not done:
        messages.warning(request, _("What is carried out, or was settled meanwhile, can't be taken back."))
    return redirect("arrears_proposals")


@require_GET
@requires("approve_restriction")
def batch_sheet(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Give what came of a batch as a file."""
    heads = (_("Customer"), _("Service"), _("Step"), _("Outcome"), _("Because"), _("Carried out at"))
    lines = (
        (one.number, one.service, ACTIONS[one.action], one.code, REFUSED.get(one.code), one.act_at)
        for one in _batch(ref).outcomes
    )
    return sheet(name="approved", heads=heads, rows=lines, at=clock.now())


def _batch(ref: UUID) -> Shown:
    shown = pages.batch(ref=ref, at=clock.now())
    if shown is None:
        raise Http404
    return shown


def _names(shown: Shown) -> dict[str, dict[str, str]]:
    actors = {shown.looked_by, shown.decided_by or "", *(by for _state, by in shown.settled)}
    keys = frozenset(int(one.removeprefix("staff:")) for one in actors if one.startswith("staff:"))
    people = staff.names(ids=keys)
    return {"names": {one: actor_in_words(actor=one, names=people) for one in actors if one}}


def _told(shown: Shown) -> dict[str, object]:
    counts = Counter("refused" if one.refused else one.code for one in shown.outcomes)
    reasons = Counter(one.code for one in shown.outcomes if one.refused)
    return {
        "counts": counts,
        "approved": counts["done"] + counts["later"],
        "left_out": shown.total - len(shown.outcomes),
        "reasons": [(code, REFUSED[code], count) for code, count in reasons.most_common()],
        "rows": [(one, REFUSED.get(one.code, "")) for one in shown.outcomes],
        "back": [one.ref for one in shown.outcomes if one.may_be_taken_back],
        "by": _names(shown)["names"].get(shown.decided_by or "", ""),
    }


def _chosen(request: HttpRequest) -> list[str]:
    """Return the references that were ticked, or the one whose button was pressed, or all that the filters show."""
    given = request.POST
    if "all" in given:
        at, filters = clock.now(), filters_of(given=given)
        found = pages.waiting(found=pages.listed(state="open", at=at), filters=filters, at=at)
        return [one.ref for one in found][:MOST]
    return _named([given["only"]] if "only" in given else given.getlist("ref"))


def _named(refs: Iterable[str]) -> list[str]:
    return [ref for ref in refs if _is_ref(ref)]


def _is_ref(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
