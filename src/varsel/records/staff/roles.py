"""Rights: which role may do which verb. One table; whoever wants to know what a role may do reads a column of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.records.staff.models import RoleName

_AGENT, _NOC, _DISPATCH, _TECH = RoleName.AGENT, RoleName.NOC, RoleName.DISPATCHER, RoleName.TECHNICIAN
_COLLECT, _COMPLAIN, _FINANCE, _DPO = RoleName.COLLECTIONS, RoleName.COMPLAINTS, RoleName.FINANCE, RoleName.DPO

MATRIX: dict[str, frozenset[RoleName]] = {
    "view_desk": frozenset(RoleName),
    "view_customer": frozenset({_AGENT, _DISPATCH, _COLLECT, _COMPLAIN, _FINANCE, _DPO}),
    # Protected identity is masked by default; these two answer for people whose address may cost a life.
    "unmask_protected": frozenset({_COMPLAIN, _DPO}),
    "approve_restriction": frozenset({_COLLECT}),
    # The cap guards against a mass error of collections, so somebody else lifts it.
    "lift_cap": frozenset({_FINANCE}),
    "place_hold": frozenset({_AGENT, _COLLECT, _COMPLAIN, _FINANCE}),
    "open_dispute": frozenset({_AGENT, _COLLECT, _COMPLAIN}),
    # Whoever collects does not settle what is said against the claim.
    "settle_dispute": frozenset({_COMPLAIN, _FINANCE}),
    "handle_complaint": frozenset({_COMPLAIN}),
    # Money that waits is placed once, and stays where it is put.
    "place_payment": frozenset({_COLLECT, _FINANCE}),
    "view_imports": frozenset({_COLLECT, _FINANCE}),
    # Money goes out only when a second person has looked.
    "view_refunds": frozenset({_COLLECT, _FINANCE}),
    "propose_refund": frozenset({_COLLECT, _FINANCE}),
    "approve_refund": frozenset({_FINANCE}),
    # The file tells customers' accounts to the bank: whoever takes it is written down.
    "take_refund_file": frozenset({_FINANCE}),
    # The original tells who paid, from which account: whoever takes it is written down.
    "take_bank_file": frozenset({_FINANCE}),
    # Who is owed for a visit to which nobody came, and how much: by whoever talks to the customer, or keeps the money.
    "decide_compensation": frozenset({_AGENT, _COMPLAIN, _FINANCE}),
    "view_register": frozenset({_COLLECT, _FINANCE, _DPO}),
    # Whoever keeps the register decides which system's word is taken, and lets rows go.
    "settle_register": frozenset({_FINANCE}),
    "view_wording": frozenset({_AGENT, _COLLECT, _COMPLAIN, RoleName.PRESS, RoleName.ADMIN}),
    # What customers read is written by who answers for it; another of them approves.
    "write_wording": frozenset({_COMPLAIN, RoleName.PRESS}),
    "write_news": frozenset({_NOC, RoleName.PRESS}),
    "view_facts": frozenset({_AGENT, _NOC, _DISPATCH, _COMPLAIN, RoleName.PRESS}),
    # What the press reads has a name below it.
    "approve_facts": frozenset({RoleName.PRESS}),
    "view_outbox": frozenset({_AGENT, _NOC, _DISPATCH, _COLLECT, _COMPLAIN, _FINANCE, _DPO}),
    # Whoever has asked the gateway or the customer writes down what became of a message.
    "resolve_message": frozenset({_AGENT, _COLLECT, _COMPLAIN}),
    "ring_customer": frozenset({_AGENT, _COLLECT, _COMPLAIN}),
    "answer_reply": frozenset({_AGENT, _COLLECT, _COMPLAIN}),
    # Whoever sees a mistake stops it; it goes on when somebody who answers for it says so.
    "stop_words": frozenset({_AGENT, _NOC, _DISPATCH, _COLLECT, _COMPLAIN, _FINANCE, _DPO}),
    "release_words": frozenset({_NOC, _COLLECT, _COMPLAIN}),
    # The manifest names customers: whoever takes it is written down.
    "handle_letters": frozenset({_AGENT, _COLLECT, _FINANCE}),
    "view_alarms": frozenset({_AGENT, _NOC, _DISPATCH}),
    # A word to a whole town is decided by who watches the network.
    "weigh_alarms": frozenset({_NOC, _DISPATCH}),
    "view_outages": frozenset({_AGENT, _NOC, _DISPATCH, _COMPLAIN, RoleName.PRESS}),
    # Whoever sees the network says what is dark in it, plans work on it, and answers to the regulator.
    "declare_outage": frozenset({_NOC}),
    "tell_regulator": frozenset({_NOC}),
    # Forecasts, crews, material and the end; each word to many is looked at before it is sent.
    "run_outage": frozenset({_NOC, _DISPATCH}),
    "lend_router": frozenset({_NOC, _DISPATCH}),
    "view_stock": frozenset({_AGENT, _NOC, _DISPATCH}),
    # Who sends crews out keeps what they need; what was written down stays, with a name.
    "keep_stock": frozenset({_NOC, _DISPATCH}),
    # A technician sees and works on their own orders only; dispatch says what a contractor tells by phone.
    "do_field_work": frozenset({_TECH}),
    "report_work": frozenset({_TECH, _DISPATCH}),
    "view_orders": frozenset({_AGENT, _NOC, _DISPATCH}),
    "open_order": frozenset({_AGENT, _NOC, _DISPATCH}),
    "dispatch_orders": frozenset({_DISPATCH}),
    "book_visit": frozenset({_AGENT, _DISPATCH}),
    "manage_staff": frozenset({RoleName.ADMIN}),
}

WORDS: dict[str, Promise] = {
    "view_desk": _("see the desk"),
    "view_customer": _("see customers"),
    "unmask_protected": _("see protected identities"),
    "approve_restriction": _("approve restrictions"),
    "lift_cap": _("lift the daily cap"),
    "place_hold": _("place holds"),
    "open_dispute": _("open disputes"),
    "settle_dispute": _("settle disputes"),
    "handle_complaint": _("handle complaints to authorities"),
    "place_payment": _("place payments that wait"),
    "view_imports": _("see the files that came in"),
    "view_refunds": _("see money that goes back"),
    "propose_refund": _("propose pay-outs"),
    "approve_refund": _("approve pay-outs"),
    "take_refund_file": _("take files of pay-outs"),
    "take_bank_file": _("take the originals of bank files"),
    "decide_compensation": _("decide compensation"),
    "view_register": _("see the loads of the register"),
    "settle_register": _("settle rows and values of the register"),
    "view_wording": _("see the texts to customers"),
    "write_wording": _("write and approve texts to customers"),
    "write_news": _("write and publish news"),
    "view_facts": _("see fact sheets"),
    "approve_facts": _("approve fact sheets"),
    "view_outbox": _("see messages"),
    "resolve_message": _("say what became of a message"),
    "ring_customer": _("ring customers"),
    "answer_reply": _("see to replies"),
    "stop_words": _("stop what is sent"),
    "release_words": _("let sending go again"),
    "handle_letters": _("handle print batches and returned letters"),
    "view_alarms": _("see the alarms, and whom an outage touches"),
    "weigh_alarms": _("declare or dismiss a suspected outage"),
    "view_outages": _("see outages"),
    "declare_outage": _("declare outages and plan work"),
    "tell_regulator": _("report outages to the regulator"),
    "run_outage": _("say how long outages last, and end them"),
    "lend_router": _("lend routers and take them back"),
    "view_stock": _("see stock and lent routers"),
    "keep_stock": _("count and move stock, and say what comes"),
    "do_field_work": _("see and do the work of one's own day"),
    "report_work": _("say how field work goes"),
    "view_orders": _("see work orders, visits and the board of dispatch"),
    "open_order": _("take in work orders"),
    "dispatch_orders": _("give orders to crews, and call them off"),
    "book_visit": _("book visits to customers"),
    "manage_staff": _("give roles to staff"),
}


def may(*, roles: Iterable[str], verb: str) -> bool:
    """Say whether somebody with these roles may do the verb.

    :raises ValueError: when the verb is none of MATRIX: a page that asks for it would be open to nobody, silently.
    """
    if verb not in MATRIX:
        raise ValueError(f"{verb!r} is no right: use one of {', '.join(MATRIX)}")
    return not MATRIX[verb].isdisjoint(roles)


def rights(*, roles: Iterable[str]) -> frozenset[str]:
    """Return every verb that these roles may do."""
    held = frozenset(roles)
    return frozenset(verb for verb in MATRIX if may(roles=held, verb=verb))
