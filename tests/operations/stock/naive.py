"""A warehouse on paper: one item, a few places, written down as a storekeeper would."""

from __future__ import annotations

from dataclasses import dataclass, field


class Refused(Exception):
    """The storekeeper says no."""


@dataclass
class Wish:
    """Who wants how many; what lies for them, in the order in which it was put there: [place, count]."""

    count: int
    near: str | None
    lies: list[list] = field(default_factory=list)

    def lacking(self) -> int:
        return self.count - sum(count for _place, count in self.lies)


@dataclass
class Paper:
    """What lies where, who wants it (the oldest wish first), and what comes: name → [place, count, day]."""

    places: dict[str, str]
    there: dict[str, int] = field(default_factory=dict)
    wishes: dict[str, Wish] = field(default_factory=dict)
    coming: dict[int, list] = field(default_factory=dict)
    promised: dict[str, list] = field(default_factory=dict)

    def free(self, place: str) -> int:
        held = sum(count for wish in self.wishes.values() for where, count in wish.lies if where == place)
        return self.there.get(place, 0) - held

    def share(self) -> None:
        """Give what is free, piece by piece, to who waits; promise what comes."""
        self.promised = {name: [] for name in self.wishes}
        rest = {key: count for key, (_place, count, _day) in self.coming.items()}
        for name, wish in self.wishes.items():
            warehouses = [place for place, kind in self.places.items() if kind == "warehouse"]
            order = sorted(warehouses, key=lambda place: -self.free(place))
            for place in ([wish.near] if wish.near else []) + [one for one in order if one != wish.near]:
                count = min(wish.lacking(), self.free(place))
                if count > 0:
                    wish.lies.append([place, count])
            lacking = wish.lacking()
            for key in sorted(rest, key=lambda key: (self.coming[key][2], key)):
                count = min(lacking, rest[key])
                if count:
                    self.promised[name].append((key, count))
                    rest[key] -= count
                    lacking -= count

    def count(self, place: str, count: int) -> None:
        too_many = self.there.get(place, 0) - self.free(place) - count
        for wish in reversed(self.wishes.values()):
            too_many = _let_go(wish, too_many, only=place)
        self.there[place] = count

    def come(self, place: str, count: int) -> None:
        self.there[place] = self.there.get(place, 0) + count

    def transfer(self, source: str, target: str, count: int) -> None:
        if source == target or self.free(source) < count:
            raise Refused
        self.come(target, count)
        self.there[source] -= count

    def reserve(self, name: str, count: int, near: str | None) -> None:
        wish = self.wishes.setdefault(name, Wish(count, near))
        _let_go(wish, -wish.lacking() + wish.count - count)
        wish.count, wish.near = count, near

    def release(self, name: str) -> None:
        self.wishes.pop(name, None)

    def use(self, name: str, count: int) -> None:
        wish = self.wishes.get(name)
        lies = sum(part for _place, part in wish.lies) if wish else 0
        near = wish.near if wish else None
        if count > lies and (near is None or self.free(near) < count - lies):
            raise Refused
        if wish:
            wish.count -= min(count, lies)
            count = self._take(wish, count)
            if wish.count <= 0:
                del self.wishes[name]
        if count:
            self.there[near] -= count

    def load(self, name: str, vehicle: str) -> None:
        wish = self.wishes.get(name)
        if wish is None:
            return
        wish.near = vehicle
        for part in [one for one in wish.lies if one[0] != vehicle]:
            self.there[part[0]] -= part[1]
            self.come(vehicle, part[1])
            wish.lies.remove(part)
            wish.lies.append([vehicle, part[1]])

    def arrive(self, key: int, count: int) -> None:
        place, left, day = self.coming[key]
        if count > left:
            raise Refused
        self.come(place, count)
        self.coming[key] = [place, left - count, day]
        for name in self.wishes:
            mine = sum(part for one, part in self.promised.get(name, []) if one == key)
            part = min(mine, count)
            count -= part
            if part:
                self.wishes[name].lies.append([place, part])

    def _take(self, wish: Wish, count: int) -> int:
        for part in sorted(wish.lies, key=lambda one: one[0] != wish.near):
            gone = min(part[1], count)
            if not gone:
                continue
            self.there[part[0]] -= gone
            count -= gone
            wish.lies.remove(part)
            if part[1] > gone:
                wish.lies.append([part[0], part[1] - gone])
        return count


def _let_go(wish: Wish, too_many: int, only: str | None = None) -> int:
    for part in reversed(list(wish.lies)):
        if too_many > 0 and only in (None, part[0]):
            wish.lies.remove(part)
            if part[1] > too_many:
                wish.lies.append([part[0], part[1] - too_many])
            too_many -= part[1]
    return max(too_many, 0)
