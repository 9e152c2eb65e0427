"""The register on the desk: what names a person with a protected identity is masked, for who may not see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.records.parties import queries as parties
from varsel.surfaces.register.quarantine import Differing, Waiting
from varsel.surfaces.register.settling import may_be_taken

ENTITIES: dict[str, Promise] = {
    "customers": _("customers"),
    "consents": _("consents"),
    "nodes": _("nodes"),
    "lines": _("lines"),
    "equipment": _("equipment"),
    "contracts": _("contracts"),
    "versions": _("contract versions"),
    "services": _("services"),
    "prices": _("prices"),
    "open_items": _("open items"),
    "cases": _("cases"),
}
NAMING = frozenset({"name", "sms", "email", "letter", "address"})
MASK = "•••"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value in conflict as it may be shown, and whether theirs may be taken."""

    one: Differing
    takable: bool


def shown_rows(*, rows: Collection[Waiting], rights: Collection[str]) -> list[Waiting]:
    """Return rows that wait with what names a protected person masked; a file's word is enough to mask."""
    if "unmask_protected" in rights:
        return list(rows)
    return [_masked(one) if _is_protected(one.entity, one.key, one.told) else one for one in rows]


def shown_values(*, values: Collection[Differing], rights: Collection[str]) -> list[Choice]:
    """Return values in conflict, masked likewise."""
    found = []
    for one in values:
        masked = "unmask_protected" not in rights and one.field in NAMING and _is_protected(one.entity, one.key, {})
        shown = replace(one, stored=MASK, told=MASK) if masked else one
        found.append(Choice(one=shown, takable=may_be_taken(one=one)))
    return found


def _masked(one: Waiting) -> Waiting:
    told = {name: MASK if name in NAMING and value else value for name, value in one.told.items()}
    names = [value for name, value in one.told.items() if name in NAMING and value]
    reason = one.reason
    for value in names:
        reason = reason.replace(value, MASK)
    return replace(one, told=told, reason=reason)


def _is_protected(entity: str, key: str, told: Mapping[str, str]) -> bool:
    """Tell whether a row may name a protected person. Addresses of lines tell of who lives there: always masked."""
    if entity == "lines":
        return True
    if told.get("protected_identity", "").strip().lower() not in ("", "false", "0", "no", "nej", "nei"):
        return True
    owner = parties.by_external_id(external_id=key if entity == "customers" else told.get("customer", ""))
    return owner is not None and owner.protected_identity
