"""Rights: which role may do which verb. One table; whoever wants to know what a role may do reads a column of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.records.staff.models import RoleName

_AGENT, _NOC, _DISPATCH = RoleName.AGENT, RoleName.NOC, RoleName.DISPATCHER
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
    # The original tells who paid, from which account: whoever takes it is written down.
    "take_bank_file": frozenset({_FINANCE}),
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
    "take_bank_file": _("take the originals of bank files"),
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
