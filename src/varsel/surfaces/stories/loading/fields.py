"""Shapes of mappings in a story: one row says all about a field, one reader reads every shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from varsel.kit import located_values
from varsel.kit.located_yaml import LocatedNode, Place
from varsel.surfaces.stories.loading.kinds import Read, word
from varsel.surfaces.stories.loading.told import Told


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the reader stands: the moment, what was told, and whether this part is to be refused when played."""

    at: datetime
    told: Told
    unknown_allowed: bool = False
    introducing: bool = True


Check: TypeAlias = Callable[[Mapping[str, Any], Scene, Place], None]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: how it is read, whether it must stand, its default, which kinds of thing it names or introduces.

    Instead of `read`, `one` is the shape of a mapping and `rows` that of a list's items (at least `fewest`).
    `default_at` makes the default from the step's time.
    """

    read: Read = word
    required: bool = True
    default: Any = None
    default_at: Callable[[datetime], Any] | None = None
    names: tuple[str, ...] = ()
    introduces: str | None = None
    one: Shape | None = None
    rows: Shape | None = None
    fewest: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """A mapping's fields, and what must hold between them."""

    fields: Mapping[str, Field]
    check: Check | None = None


def an(read: Read) -> Field:
    """Make a field that must stand."""
    return Field(read=read)


def optional(
    read: Read = word, *, default: Any = None, at: Callable[[datetime], Any] | None = None, names: tuple[str, ...] = ()
) -> Field:
    """Make a field that may be left out."""
    return Field(read=read, required=False, default=default, default_at=at, names=names)


def the(*kinds: str) -> Field:
    """Make a field that names a thing told before."""
    return Field(names=kinds)


def new(kind: str) -> Field:
    """Make a field with the id of a new thing."""
    return Field(introduces=kind)


def read_shape(*, shape: Shape, node: LocatedNode, name: str, scene: Scene) -> dict[str, Any]:
    """Read a mapping; what is left out has its default.

    :raises InputError: no mapping, an unknown key, a field that is missing or wrong, a thing not told.
    """
    entries = located_values.mapping(node=node, name=name, known=tuple(shape.fields))
    for key, field in shape.fields.items():
        if field.required and key not in entries:
            raise node.place.error(message=f"{name} lacks '{key}'", remedy=f"add '{key}: …'")
    values = {
        key: read_field(field=field, node=entries[key].value, name=f"{name}.{key}", scene=scene)
        if key in entries
        else _default(field, scene)
        for key, field in shape.fields.items()
    }
    if shape.check is not None:
        shape.check(values, scene, node.place)
    return values


def read_field(*, field: Field, node: LocatedNode, name: str, scene: Scene) -> Any:
    """Read one field's value.

    :raises InputError: as `read_shape`.
    """
    if field.one is not None:
        return read_shape(shape=field.one, node=node, name=name, scene=scene)
    if field.rows is not None:
        return _rows(field, field.rows, node, name, scene)
    value = field.read(node, name)
    if field.names and not scene.unknown_allowed:
        scene.told.require(kinds=field.names, id=value, place=node.place)
    if field.introduces and scene.introducing:
        scene.told.introduce(kind=field.introduces, id=value, place=node.place)
    return value


def _rows(field: Field, shape: Shape, node: LocatedNode, name: str, scene: Scene) -> tuple[dict[str, Any], ...]:
    items = located_values.items(node=node, name=name)
    if len(items) < field.fewest:
        raise node.place.error(message=f"{name} is empty", remedy="write at least one")
    return tuple(read_shape(shape=shape, node=item, name=name, scene=scene) for item in items)


def _default(field: Field, scene: Scene) -> Any:
    return field.default if field.default_at is None else field.default_at(scene.at)
