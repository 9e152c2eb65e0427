"""What a story has told so far: the ids that later lines may name."""

from __future__ import annotations

from dataclasses import dataclass, field

from varsel.kit.located_values import hint
from varsel.kit.located_yaml import Place


@dataclass(slots=True)
class Told:
    """The ids told so far by kind of thing, and whose service is whose."""

    ids: dict[str, dict[str, Place]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    def introduce(self, *, kind: str, id: str, place: Place) -> None:  # noqa: A002 (a story calls it id)
        """Tell of a new thing.

        :raises InputError: one of its kind has this id already.
        """
        same = self.ids.setdefault(kind, {})
        if first := same.get(id):
            message = f"the {kind} '{id}' is told twice (first on line {first.line})"
            raise place.error(message=message, remedy="give it an id of its own")
        same[id] = place

    def require(self, *, kinds: tuple[str, ...], id: str, place: Place) -> None:  # noqa: A002
        """Make sure that a thing of one of these kinds was told.

        :raises InputError: it was not.
        """
        known = [one for kind in kinds for one in self.ids.get(kind, ())]
        if id not in known:
            remedy = hint(word=id, known=known) if known else f"tell of the {kinds[0]} before"
            raise place.error(message=f"no {' or '.join(kinds)} '{id}' has been told", remedy=remedy)
