"""Random days in a store: counts, reservations and promises are as a storekeeper writes them down."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builders
from operations.stock.naive import Paper, Refused
from varsel.operations.stock import actions, queries
from varsel.operations.stock.refusals import Refused as RefusedByUs

AT = builders.START
WHO = {"actor": "test", "at": AT}
PLACES = {"North": "warehouse", "South": "warehouse", "ABC 123": "vehicle"}
_runs = count(1)
PLACE, NAME, FEW = st.sampled_from(sorted(PLACES)), st.sampled_from(["a", "b", "c"]), st.integers(1, 4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("count"), PLACE, st.integers(0, 5)),
        st.tuples(st.just("come"), PLACE, FEW),
        st.tuples(st.just("transfer"), PLACE, PLACE, FEW),
        st.tuples(st.just("reserve"), NAME, FEW, st.sampled_from([None, *PLACES])),
        st.tuples(st.just("release"), NAME),
        st.tuples(st.just("use"), NAME, FEW),
        st.tuples(st.just("load"), NAME, st.just("ABC 123")),
        st.tuples(st.just("expect"), PLACE, FEW, st.integers(1, 5)),
        st.tuples(st.just("expect_anew"), st.integers(0, 3), st.integers(1, 5)),
        st.tuples(st.just("arrive"), st.integers(0, 3), FEW),
        st.tuples(st.just("call_off"), st.integers(0, 3)),
    ),
    min_size=1,
    max_size=14,
)


class Store:
    """The product, driven with the words of the paper."""

    def __init__(self) -> None:
        self.run = next(_runs)
        self.item = f"item-{self.run}"
        self.deliveries: list[int] = []
        self.paper = Paper(places={})
        actions.set_item(called=self.item, name="x", unit="pc", low=None, has_serials=False, **WHO)
        self.ids = {}
        for name, kind in PLACES.items():
            self.ids[name] = actions.add_place(called=f"{name}-{self.run}", kind=kind, **WHO)
            self.paper.places[name] = kind

    def subject(self, name: str) -> str:
        return f"job:{name}{self.run}"

    def do(self, verb: str, *given: object) -> None:
        """Do the same on paper and in the product; both refuse, or neither does."""
        before = self.seen()
        try:
            is_open = self._on_paper(verb, *given)
        except Refused:
            with pytest.raises(RefusedByUs):
                getattr(self, verb)(*given)
            assert self.seen() == before
            return
        if is_open:
            getattr(self, verb)(*given)
            self.paper.share()

    def _on_paper(self, verb: str, *given: object) -> bool:
        paper = self.paper
        if verb == "expect":
            place, many, day = given
            paper.coming[len(paper.coming)] = [place, many, day]
        elif verb in ("expect_anew", "arrive", "call_off"):
            key = given[0]
            if not paper.coming.get(key, [0, 0])[1]:
                return False
            if verb == "expect_anew":
                paper.coming[key][2] = given[1]
            elif verb == "call_off":
                paper.coming[key][1] = 0
            else:
                paper.arrive(*given)
        else:
            getattr(paper, verb)(*given)
        return True

    def count(self, place: str, many: int) -> None:
        actions.set_count(warehouse=f"{place}-{self.run}", item=self.item, count=many, **WHO)

    def come(self, place: str, many: int) -> None:
        actions.come(item=self.item, place_id=self.ids[place], count=many, **WHO)

    def transfer(self, source: str, target: str, many: int) -> None:
        ends = {"source_id": self.ids[source], "target_id": self.ids[target]}
        actions.transfer(item=self.item, count=many, **ends, **WHO)

    def reserve(self, name: str, many: int, near: str | None) -> None:
        near_id = self.ids[near] if near else None
        actions.reserve(subject=self.subject(name), needs=[(self.item, many)], near=near_id, **WHO)

    def release(self, name: str) -> None:
        actions.release(subject=self.subject(name), **WHO)

    def use(self, name: str, many: int) -> None:
        actions.use(subject=self.subject(name), used=[(self.item, many)], **WHO)

    def load(self, name: str, vehicle: str) -> None:
        actions.load(subject=self.subject(name), vehicle_id=self.ids[vehicle], **WHO)

    def expect(self, place: str, many: int, day: int) -> None:
        moment = AT + timedelta(days=day)
        self.deliveries.append(
            actions.expect(item=self.item, count=many, place_id=self.ids[place], expected_at=moment, **WHO)
        )

    def expect_anew(self, key: int, day: int) -> None:
        moment = AT + timedelta(days=day)
        actions.expect_anew(delivery_id=self.deliveries[key], expected_at=moment, because="late", **WHO)

    def arrive(self, key: int, many: int) -> None:
        actions.arrive(delivery_id=self.deliveries[key], count=many, **WHO)

    def call_off(self, key: int) -> None:
        actions.call_off(delivery_id=self.deliveries[key], because="sold out", **WHO)

    def seen(self) -> object:
        """Return what the product says, in the paper's words."""
        names = {key: name for name, key in self.ids.items()}
        shelves = {names[one.place.id]: (one.count, one.free) for one in queries.shelves(item=self.item)}
        wishes = {}
        for name in "abc":
            for wanted in queries.standing(subject=self.subject(name)).needs:
                lies = sorted((names[one.place.id], one.count) for one in wanted.held if not one.delivery_id)
                comes = [(self.deliveries.index(one.delivery_id), one.count) for one in wanted.held if one.delivery_id]
                wishes[name] = (wanted.count, _summed(lies), sorted(comes), wanted.missing)
        return {place: had for place, had in shelves.items() if had != (0, 0)}, wishes

    def written(self) -> object:
        """Return what the paper says."""
        paper = self.paper
        shelves = {place: (many, paper.free(place)) for place, many in paper.there.items() if many}
        wishes = {}
        for name, wish in paper.wishes.items():
            comes = sorted(paper.promised[name])
            missing = wish.lacking() - sum(many for _key, many in comes)
            wishes[name] = (wish.count, _summed([(place, many) for place, many in wish.lies]), comes, missing)
        return shelves, wishes


def _summed(parts: list[tuple[str, int]]) -> list[tuple[str, int]]:
    totals: dict[str, int] = {}
    for place, many in parts:
        totals[place] = totals.get(place, 0) + many
    return sorted(totals.items())


@settings(max_examples=80)
@given(steps=STEPS)
def test_every_day_in_the_store_is_as_written_down(db: None, steps: list[tuple]) -> None:
    store = Store()
    for verb, *given_ in steps:
        store.do(verb, *given_)
        assert store.seen() == store.written()
