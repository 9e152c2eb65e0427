"""What the live page shows: what is dark, what runs out first, and who is to do what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from varsel.operations.outages import queries, rows
from varsel.operations.outages.account import Told
from varsel.operations.outages.rows import Latest, Touched
from varsel.outlets.notices import queries as notified
from varsel.records.clocks import queries as clocks
from varsel.records.clocks.queries import Duty
from varsel.records.journal.kinds import Kind
from varsel.records.network import queries as network
from varsel.records.operator import queries as operator

STEPS = ("regulator_notice", "regulator_report", "regulator_final")
# What the journal says of an outage itself; words to customers are told there one by one, and counted elsewhere.
KINDS = tuple(kind.value for kind in Kind if kind.value.startswith(("outage_", "regulator_")))
SOON = timedelta(hours=24)  # before a regulator is to have something
LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody is to do next (a key of NEXT), until when; `is_late`: that has passed, `is_soon`: it is near."""

    code: str
    at: datetime
    is_late: bool
    is_soon: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An outage on the list."""

    outage: Told
    name: str
    municipality: str
    touched: Touched
    said: Latest
    duties: tuple[Duty, ...]  # to regulators, not yet done
    step: Step | None
    is_soon: bool  # the forecast runs out, has run out, or there is none

    @property
    def state(self) -> str:
        """Return how it stands, in the state language."""
        if self.outage.ended_at is not None:
            return "kept"
        if self.step is not None and self.step.is_late:
            return "broken"
        is_near = self.step is not None and self.step.is_soon
        return "waiting_material" if self.said.item else "due_soon" if is_near else "open"

    @property
    def needs(self) -> frozenset[str]:
        """Return the filters under which it stands."""
        held = {"forecast": self.is_soon, "duty": bool(self.duties), "waiting": self.said.item is not None}
        return frozenset(key for key, is_so in (held | {"telecare": bool(self.touched.telecare)}).items() if is_so)


@dataclass(frozen=True, slots=True)
class Coming:
    """Planned work on the list: whom it touches, and how many of them have no word yet."""

    work: queries.Planned
    name: str
    municipality: str
    touched: Touched
    unsaid: int
    is_now: bool
    is_announced: bool


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How good forecasts were: how many, how many of them were kept, and by how much the others were passed mostly."""

    forecasts: int
    kept: int
    late_by: timedelta  # half of those that were not kept were passed by less


def accuracy(*, at: datetime) -> Accuracy | None:
    """Return how good the forecasts of the outages were that ended lately; None, where nothing was foretold."""
    judged = queries.judged(since=at - LOOK_BACK)
    late = [one.late_by.total_seconds() for one in judged if not one.was_kept]
    typical = timedelta(seconds=median(late)) if late else timedelta(0)
    return Accuracy(len(judged), len(judged) - len(late), typical) if judged else None


def open_rows(*, at: datetime) -> list[Row]:
    """Return the open outages, what runs out first at the top."""
    return sorted(_rows(queries.open_now(), at=at), key=_urgency)


def over_rows(*, at: datetime) -> list[Row]:
    """Return the outages that ended lately, newest first."""
    return _rows(queries.history(since=at - LOOK_BACK), at=at)


def row(*, outage: Told, at: datetime) -> Row:
    """Return one outage as the list has it."""
    return _rows([outage], at=at)[0]


def planned_rows(*, at: datetime) -> list[Coming]:
    """Return planned work that is not over, the first to begin first."""
    works = queries.planned_after(at=at)
    nodes = [one.node_id for one in works]
    touched, places = rows.touched(node_ids=nodes), network.places_of(node_ids=nodes)
    said = _said([one.about for one in works])
    return [
        Coming(
            work=one,
            name=places[one.node_id][0],
            municipality=places[one.node_id][1],
            touched=touched.get(one.node_id, Touched()),
            unsaid=said.get(one.about, (0, 0))[1],
            is_now=one.begins_at <= at,
            is_announced=one.about in said,
        )
        for one in works
    ]


def _said(subjects: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return by subject how many words there are, and how many of them nobody got yet."""
    found = {}
    for subject in subjects:
        counts = [(state, count) for _, _, state, count in notified.counted_about(subjects=[subject])]
        if counts:
            open_ = sum(count for state, count in counts if state not in {"told", "dropped"})
            found[subject] = (sum(count for _, count in counts), open_)
    return found


def _rows(outages: Sequence[Told], *, at: datetime) -> list[Row]:
    keys, nodes = [one.id for one in outages], [one.node_id for one in outages]
    touched, places = rows.touched(node_ids=nodes), network.places_of(node_ids=nodes)
    said, duties = rows.latest(outage_ids=keys), _duties(keys)
    margin = timedelta(minutes=operator.policy_at(at=at).policy.outages.estimate_reminder_minutes)
    return [
        _row(one, places[one.node_id], touched.get(one.node_id, Touched()), said[one.id], duties[one.id], margin, at)
        for one in outages
    ]


def _row(
    outage: Told,
    place: tuple[str, str],
    touched: Touched,
    said: Latest,
    duties: tuple[Duty, ...],
    margin: timedelta,
    at: datetime,
) -> Row:
    is_open = outage.ended_at is None
    return Row(
        outage=outage,
        name=place[0],
        municipality=place[1],
        touched=touched,
        said=said,
        duties=duties,
        step=next_step(outage=outage, said=said, duties=duties, margin=margin, at=at),
        is_soon=is_open and (said.until is None or said.until <= at + margin),
    )


def next_step(*, outage: Told, said: Latest, duties: Sequence[Duty], margin: timedelta, at: datetime) -> Step | None:
    """Return what is to be done first: what was due first. Without a forecast, one has been missing since it began.

    `margin` is how long before its end a forecast is to be said anew.
    """
    moments = [(duty.due_at, duty.kind) for duty in duties]
    if outage.ended_at is None:
        moments.append((said.until, "say_anew") if said.until else (outage.declared_at, "say_until"))
        moments += [(said.expected, "ask_after")] if said.expected else []
    if not moments:
        return None
    due_at, code = min(moments)
    before = SOON if code in STEPS else margin
    return Step(code, due_at, is_late=due_at <= at and code != "say_until", is_soon=due_at <= at + before)


def _duties(outage_ids: Sequence[int]) -> dict[int, tuple[Duty, ...]]:
    """Return what regulators are owed because of these outages and what they took over, and have not got."""
    families = rows.families(outage_ids=outage_ids)
    tops = {f"outage:{key}": top for top, keys in families.items() for key in keys}
    found: dict[int, list[Duty]] = {key: [] for key in outage_ids}
    for duty in clocks.duties(about=list(tops)):
        if duty.kind in STEPS and not _is_done(duty):
            found[tops[duty.about]].append(duty)
    return {key: tuple(some) for key, some in found.items()}


def _is_done(duty: Duty) -> bool:
    if duty.state != "broken":
        return duty.state != "open"
    return duty.kind in queries.reported(outage_id=int(duty.about.removeprefix("outage:")))


def _urgency(one: Row) -> tuple[datetime, int]:
    return (one.step.at if one.step else one.outage.declared_at, -one.outage.id)
