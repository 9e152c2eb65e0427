"""Money that goes back: what could be paid out, proposing it, approving it, and the files for the bank."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from varsel.kit import clock, money
from varsel.kit.htmx import answer
from varsel.kit.lists import Rows, page_of
from varsel.kit.sheets import sheet
from varsel.outlets.shadow import queries as shadow
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import queries as billed
from varsel.records.ledger import refunds as paid
from varsel.records.ledger.actions import NoOwnAccount, NotPaidOut, Payable
from varsel.records.parties import queries as parties
from varsel.records.staff.gates import actor_of, requires
from varsel.surfaces.desk import refunds
from varsel.surfaces.desk.actions import note_refund_file
from varsel.surfaces.desk.refund_forms import PayOutForm


@require_GET
@requires("view_refunds")
def listed(request: HttpRequest) -> HttpResponse:
    """List what could be paid out, or pay-outs of a state, as the address says."""
    at, show, counts = clock.now(), _show(request), refunds.counts()
    context = {
        "show": show,
        "shows": [(key, word, counts[key]) for key, word in refunds.SHOWS.items()],
        "page": page_of(rows=_rows(show, counts), wanted=request.GET.get("page")),
        "ready": _ready(paid.ready(at=at)) if show == "approved" else [],
        "follows": ledger.follows(at=at),
        "me": actor_of(request=request),
        "alone": refunds.is_alone(user_id=request.user.pk or 0),
        "now": at,
        "query": request.GET.urlencode(),
    }
    return answer(request=request, page="desk/refunds.html", part="desk/_refunds.html", context=context)


@require_GET
@requires("view_refunds")
def sheet_of_refunds(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file. It names no account."""
    show, counts = _show(request), refunds.counts()
    rows = _rows(show, counts)
    heads = (_("Customer"), _("Name"), _("Amount"), _("Currency"), _("Since"), _("State"))
    lines = (_line(show, one) for one in rows.fetch(0, rows.total))
    return sheet(name=f"refunds-{show}", heads=heads, rows=lines, at=clock.now())


@require_http_methods(["GET", "POST"])
@requires("propose_refund")
def propose(request: HttpRequest, of: str, source_id: int) -> HttpResponse:
    """Ask for the customer's account, and propose to pay out what waits."""
    found = paid.left_on(of=of, source_id=source_id)
    if found is None:
        messages.error(request, _("Nothing waits there any more: it was placed, paid out or proposed before."))
        return redirect("desk_refunds")
    form = PayOutForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {
            "left": found,
            "customer": parties.customer(party_id=found.party_id),
            "owes": billed.owes(party_id=found.party_id),
            "form": form,
        }
        refused = request.method == "POST"
        return render(request, "desk/refund_new.html", context, status=422 if refused else 200)
    return _proposed(request, Payable(of, source_id, form.cleaned_data["scheme"], form.cleaned_data["account"]))


@require_GET
@requires("view_refunds")
def refund(request: HttpRequest, pay_out_id: int) -> HttpResponse:
    """Show one pay-out, to whom and on which account."""
    found = paid.pay_out(pay_out_id=pay_out_id)
    if found is None:
        raise Http404
    own = found.proposed_by == actor_of(request=request)
    context = {"row": refunds.one(pay_out=found), "scheme": refunds.SCHEMES[found.scheme], "own": own}
    context |= {"alone": refunds.is_alone(user_id=request.user.pk or 0), "word": refunds.SHOWS[found.state]}
    return render(request, "desk/refund.html", context)


@require_POST
@requires("approve_refund")
def approve(request: HttpRequest) -> HttpResponse:
    """Approve the pay-outs that were chosen."""
    chosen = [int(one) for one in request.POST.getlist("pay_out") if one.isascii() and one.isdigit() and len(one) < 19]
    if not chosen:
        messages.error(request, _("Choose at least one pay-out. Nothing was changed."))
        return redirect("/refunds/?show=proposed")
    alone = refunds.is_alone(user_id=request.user.pk or 0)
    try:
        count = ledger.approve_pay_outs(
            pay_out_ids=chosen, alone=alone, at=clock.now(), actor=actor_of(request=request)
        )
    except NotPaidOut as refused:
        messages.error(request, _refusal(refused))
        return redirect("/refunds/?show=proposed")
    said = ngettext("%(count)s pay-out is approved.", "%(count)s pay-outs are approved.", count)
    messages.success(request, said % {"count": count})
    return redirect("/refunds/?show=approved")


@require_POST
@requires("propose_refund")
def withdraw(request: HttpRequest, pay_out_id: int) -> HttpResponse:
    """Take a pay-out back that has not gone out."""
    try:
        ledger.withdraw_pay_out(pay_out_id=pay_out_id, at=clock.now(), actor=actor_of(request=request))
    except NotPaidOut as refused:
        messages.error(request, _refusal(refused))
    else:
        messages.success(request, _("It is not paid out: the money waits on the account again."))
    return redirect("/refunds/?show=proposed")


@require_POST
@requires("approve_refund")
def send(request: HttpRequest) -> HttpResponse:
    """Write what is approved and released into a file for the bank, or pass it on to the billing system."""
    at, actor = clock.now(), actor_of(request=request)
    if shadow.running():
        messages.error(request, _("Shadow mode is on: no money leaves. It waits here."))
        return redirect("/refunds/?show=approved")
    try:
        if ledger.follows(at=at):
            ledger.pass_on_released(pay_out_ids=paid.ready_ids(at=at), at=at, actor=actor)
            messages.success(request, _("The billing system is asked to pay them."))
            return redirect("/refunds/?show=asked")
        ledger.make_pay_run(country=request.POST.get("country", ""), at=at, actor=actor)
    except NoOwnAccount:
        said = _("Nobody has said yet which account is paid from. Whoever runs the installation sets it: %(command)s")
        messages.error(request, said % {"command": "varsel ledger account"})
        return redirect("/refunds/?show=approved")
    except NotPaidOut:
        messages.error(request, _("Nothing is to be paid now. Somebody else may have been quicker."))
        return redirect("/refunds/?show=approved")
    messages.success(request, _("The file is made. Take it, and give it to the bank."))
    return redirect("desk_refund_runs")


@require_GET
@requires("view_refunds")
def runs(request: HttpRequest) -> HttpResponse:
    """List the files of pay-outs, the newest first."""
    rows = Rows(paid.how_many_runs(), lambda skip, limit: paid.runs(skip=skip, limit=limit))
    context = {"page": page_of(rows=rows, wanted=request.GET.get("page"))}
    return render(request, "desk/refund_runs.html", context)


@require_POST
@never_cache
@requires("take_refund_file")
def file(request: HttpRequest, run_id: int) -> HttpResponse:
    """Give a file as it was made, the same bytes every time; that somebody took it is written down."""
    found = paid.run(run_id=run_id)
    if found is None:
        raise Http404
    note_refund_file(run_id=run_id, sha256=found.sha256, actor=actor_of(request=request), at=clock.now())
    name = f"pain001-{found.made_at:%Y-%m-%d}-{found.id}.xml"
    response = HttpResponse(paid.content(run_id=run_id), content_type="application/xml")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _proposed(request: HttpRequest, payable: Payable) -> HttpResponse:
    try:
        pay_out_id = ledger.propose_pay_out(payable=payable, at=clock.now(), actor=actor_of(request=request))
    except NotPaidOut as refused:
        messages.error(request, _refusal(refused))
        return redirect("desk_refunds")
    messages.success(request, _("The pay-out is proposed. Somebody else approves it."))
    return redirect("desk_refund", pay_out_id=pay_out_id)


def _refusal(refused: NotPaidOut) -> str:
    return {
        "taken": _("Nothing waits there any more: it was placed, paid out or proposed before."),
        "not-found": _("Nothing waits there any more: it was placed, paid out or proposed before."),
        "second-person": _("You proposed one of these: somebody else approves it. Nothing was changed."),
        "too-late": _("Somebody else was quicker: it is not as it was on your page. Nothing was changed."),
    }[refused.code]


def _rows(show: str, counts: dict[str, int]) -> Rows[Any]:
    if show == "left":
        return refunds.left_rows(total=counts["left"])
    return refunds.out_rows(state=show, total=counts[show])


def _line(show: str, one: Any) -> tuple[object, ...]:
    since = one.it.since if show == "left" else one.it.proposed_at
    amount = money.from_ore(ore=one.it.ore)
    return (one.customer.number, one.customer.shown_name, amount, one.it.currency, since, refunds.SHOWS[show])


def _ready(ready: dict[str, tuple[int, int]]) -> list[tuple[str, int, int, str]]:
    currencies = {"SE": "SEK", "NO": "NOK"}
    return [(country, count, ore, currencies[country]) for country, (count, ore) in ready.items()]


def _show(request: HttpRequest) -> str:
    show = request.GET.get("show", "")
    return show if show in refunds.SHOWS else "left"
