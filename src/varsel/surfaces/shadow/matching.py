"""Ours and theirs, of one day, held against each other: pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from varsel.surfaces.shadow.acts import Act
from varsel.surfaces.shadow.theirs import Deed


@dataclass(frozen=True, slots=True)
class Both:
    """What both did."""

    act: Act
    deed: Deed


@dataclass(frozen=True, slots=True)
class Matched:
    """A day's acts and deeds in three groups, each in its own order."""

    both: tuple[Both, ...]
    ours: tuple[Act, ...]
    theirs: tuple[Deed, ...]


def match(*, acts: Sequence[Act], deeds: Collection[Deed]) -> Matched:
    """Give each deed the act that fits it best and that no other has: by its amount, then the first.

    A deed that names a service chooses before those that name a customer only.
    """
    left = list(acts)
    both: list[Both] = []
    theirs: list[Deed] = []
    for deed in sorted(deeds, key=lambda one: not one.service):
        fitting = [act for act in left if _fits(act, deed)]
        if not fitting:
            theirs.append(deed)
            continue
        act = min(fitting, key=lambda one: _distance(one.amount, deed.amount))
        left.remove(act)
        both.append(Both(act=act, deed=deed))
    both.sort(key=lambda one: one.act.entry_id)
    theirs.sort(key=lambda one: one.line)
    return Matched(both=tuple(both), ours=tuple(left), theirs=tuple(theirs))


def _fits(act: Act, deed: Deed) -> bool:
    if act.action != deed.action:
        return False
    if deed.customer and deed.customer not in (act.customer.external_id, act.customer.number):
        return False
    return not deed.service or deed.service in act.services


def _distance(ours: Decimal | None, theirs: Decimal | None) -> Decimal:
    return abs(ours - theirs) if ours is not None and theirs is not None else Decimal(0)
