"""What each act would say to whom: the same people and words as the act itself takes, asked beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from varsel.law.countries import COUNTRIES
from varsel.operations.outages import ladder, queries, rows, words
from varsel.operations.outages.account import Planned, Told
from varsel.operations.outages.pages.live import KINDS
from varsel.operations.outages.pages.rehearsal import Rehearsal, rehearse
from varsel.operations.outages.rows import Area, Person, Touched
from varsel.outlets.notices import queries as notified
from varsel.outlets.notices.actions import Saying
from varsel.records.journal import queries as journal
from varsel.records.network import queries as network
from varsel.records.operator import queries as operator

FOUND = 20  # nodes that a search lists


@dataclass(frozen=True, slots=True)
class Chosen:
    """A node, and what would be affected if it were dark. `covering`: the open outage that it would mean."""

    node_id: int
    name: str
    municipality: str
    touched: Touched
    areas: tuple[Area, ...]
    covering: Told | None
    takes_over: tuple[Told, ...]


def found(*, text: str) -> list[tuple[str, str, str, Touched]]:
    """Return nodes that are called so, or stand there: name, municipality, kind, and whom each touches."""
    nodes = network.find_nodes(text=text, limit=FOUND)
    ids = [node for node, _, _ in nodes]
    places, touched = network.places_of(node_ids=ids), rows.touched(node_ids=ids)
    return [(name, places[node][1], kind, touched.get(node, Touched())) for node, name, kind in nodes]


def chosen(*, name: str) -> Chosen | None:
    """Return the node of this name, with what hangs on it."""
    node_id = network.node_id(external_id=name)
    if node_id is None:
        return None
    way, below = network.ways_up(node_ids=[node_id])[node_id], set(network.nodes_below(node_id=node_id))
    dark = queries.open_now()
    covering = next((one for node in way for one in dark if one.node_id == node), None)
    return Chosen(
        node_id=node_id,
        name=name,
        municipality=network.places_of(node_ids=[node_id])[node_id][1],
        touched=rows.touched(node_ids=[node_id]).get(node_id, Touched()),
        areas=tuple(rows.areas(node_id=node_id)),
        covering=covering,
        takes_over=() if covering else tuple(one for one in dark if one.node_id in below),
    )


def of_declaring(*, node: Chosen, title: str, expected: datetime | None, with_names: bool, at: datetime) -> Rehearsal:
    """Rehearse a declaration. Below an open outage only a new forecast is told, to all whom that one touches."""
    if node.covering is not None:
        if expected is None:
            return rehearse(sayings=[], seen=_seen(node.covering, title), with_names=with_names, at=at)
        because = title or node.name
        return of_estimate(outage=node.covering, until=expected, because=because, with_names=with_names, at=at)
    new = _as_declared(node, title=title, at=at)
    subjects = [f"outage:{key}" for one in node.takes_over for key in queries.family(outage_id=one.id)]
    told = notified.to_be_told(subjects=subjects, about="outage_start") if subjects else set()
    people = rows.people_below(node_id=node.node_id)
    start = words.start(outage=new, until=expected, people=[one for one in people if one.party_id not in told])
    offers = _offers(outage=new, until=expected, people=people, at=at)
    seen = repr((node.name, title, expected, [one.id for one in node.takes_over]))
    return rehearse(sayings=[start, offers], seen=seen, with_names=with_names, at=at)


def of_estimate(*, outage: Told, until: datetime, because: str, with_names: bool, at: datetime) -> Rehearsal:
    """Rehearse a new forecast, and the routers that are offered where it is far off."""
    people = rows.people_below(node_id=outage.node_id)
    said = words.estimate(outage=outage, until=until, because=because, people=people)
    offers = _offers(outage=outage, until=until, people=people, at=at)
    return rehearse(sayings=[said, offers], seen=_seen(outage, until, because), with_names=with_names, at=at)


def of_waiting(
    *, outage: Told, item: str, place: str, expected: datetime | None, with_names: bool, at: datetime
) -> Rehearsal:
    """Rehearse what the work waits for."""
    people = rows.people_below(node_id=outage.node_id)
    said = words.waiting(outage=outage, item=item, place=place, expected=expected, people=people)
    return rehearse(sayings=[said], seen=_seen(outage, item, place, expected), with_names=with_names, at=at)


def of_end(*, outage: Told, with_names: bool, at: datetime) -> Rehearsal:
    """Rehearse the end: to those who were told of the start. What is credited is not known before."""
    subjects = [f"outage:{key}" for key in queries.family(outage_id=outage.id)]
    told = notified.told_of(subjects=subjects, about="outage_start")
    people = [one for one in rows.people_below(node_id=outage.node_id) if one.party_id in told]
    said = words.restored(outage=outage, credited={}, people=people)
    return rehearse(sayings=[said], seen=_seen(outage), with_names=with_names, at=at)


def of_work(
    *, node: Chosen, title: str, begins_at: datetime, ends_at: datetime, with_names: bool, at: datetime
) -> Rehearsal:
    """Rehearse the word of planned work, as it goes out at its time."""
    work = Planned(0, "", node.node_id, title, begins_at, ends_at)
    said = words.planned(work=work, people=rows.people_below(node_id=node.node_id))
    seen = repr((node.name, title, begins_at, ends_at))
    return rehearse(sayings=[said], seen=seen, with_names=with_names, at=at)


def work_told_at(*, node: Chosen, begins_at: datetime, at: datetime) -> datetime:
    """Return when planned work is told: by the policy's days before, on a morning where the customers are."""
    law = COUNTRIES[node.areas[0].country] if node.areas else next(iter(COUNTRIES.values()))
    policy = operator.policy_at(at=at).policy.outages
    return ladder.planned_told_at(begins_at=begins_at, zone=law.ZONE, policy=policy, now=at)


def is_credited(*, outage: Told, at: datetime) -> bool:
    """Tell whether an outage that ends now has lasted so long that days are credited by themselves."""
    policy = operator.policy_at(at=at).policy.outages
    return ladder.is_compensated(since=outage.detected_at, until=at, policy=policy)


def _offers(*, outage: Told, until: datetime | None, people: list[Person], at: datetime) -> list[Saying]:
    """Return the offers that follow from a forecast that is far off, to those who had none, while there are routers."""
    policy = operator.policy_at(at=at).policy.outages
    is_long = until and ladder.is_long(detected_at=outage.detected_at, until=until, policy=policy)
    if not is_long or queries.routers_left(at=at) == 0:
        return []
    had = queries.offered(outage_ids=queries.family(outage_id=outage.id)) if outage.id else set()
    return words.loan_offer(outage=outage, people=rows.who_can_borrow(people=people, offered=had))


def _as_declared(node: Chosen, *, title: str, at: datetime) -> Told:
    return Told(0, node.name, title, node.node_id, rows.alarmed_at(node_id=node.node_id) or at, at, None, None)


def _seen(outage: Told, *said: object) -> str:
    """Return what a person has before their eyes: when anything was done about the outage since, it is another."""
    abouts = [f"outage:{key}" for key in queries.family(outage_id=outage.id)]
    done = journal.entries(about=abouts, kinds=KINDS)
    return repr((outage.id, len(done), said))
