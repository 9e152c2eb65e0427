"""Values of people with a protected identity are never listed: whoever may see them asks for them one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from varsel.kit.reading import fetch
from varsel.surfaces.register.quarantine import Differing, Waiting

HIDDEN = "•••"
_TELLING = {  # what tells who somebody is, where, or how they live
    "customers": {"name", "number", "sms", "email", "letter"},
    "lines": {"address"},
    "disputes": {"because"},
    "holds": {"because"},
}
_PROTECTED = {
    "customers": "SELECT external_id FROM parties_party WHERE protected_identity AND external_id = ANY(%(keys)s)",
    "lines": "SELECT line.external_id FROM network_line line"
    " JOIN agreements_service service ON service.line_id = line.id"
    " JOIN parties_party party ON party.id = service.party_id"
    " WHERE party.protected_identity AND line.external_id = ANY(%(keys)s)",
    "disputes": "SELECT dispute.external_id FROM arrears_dispute dispute JOIN parties_party party"
    " ON party.id = dispute.party_id WHERE party.protected_identity AND dispute.external_id = ANY(%(keys)s)",
}
_PROTECTED["holds"] = _PROTECTED["customers"]
_TRUE = {"true", "1", "yes", "ja", "sant", "sann"}


def masked(*, conflicts: Sequence[Differing]) -> list[Differing]:
    """Return the conflicts with both values hidden where they tell of a protected identity, ours or told."""
    told = {one.key for one in conflicts if one.field == "protected_identity" and one.told in _TRUE}
    hidden = {
        entity: _protected(entity, {_whose(one) for one in conflicts if one.entity == entity}) for entity in _TELLING
    }
    return [
        replace(one, stored=one.stored and HIDDEN, told=one.told and HIDDEN)
        if one.field in _TELLING.get(one.entity, ())
        and (_whose(one) in hidden[one.entity] or (one.entity == "customers" and one.key in told))
        else one
        for one in conflicts
    ]


def masked_rows(*, rows: Sequence[Waiting]) -> list[Waiting]:
    """Return rows that wait with what is wrong hidden where it tells of a protected identity."""
    hidden = {entity: _protected(entity, {_whose(one) for one in rows if one.entity == entity}) for entity in _TELLING}
    return [
        replace(one, reason=HIDDEN)
        if one.column in _TELLING.get(one.entity, ()) and (_whose(one) in hidden[one.entity] or _says_so(one))
        else one
        for one in rows
    ]


def _whose(one: Differing | Waiting) -> str:
    return one.key.split(" / ")[0] if one.entity == "holds" else one.key


def _says_so(one: Waiting) -> bool:
    return (one.told.get("protected_identity") or "").strip().lower() in _TRUE


def _protected(entity: str, keys: set[str]) -> set[str]:
    return {row[0] for row in fetch(statement=_PROTECTED[entity], values={"keys": sorted(keys)})} if keys else set()
