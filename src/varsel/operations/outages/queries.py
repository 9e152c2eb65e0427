"""Which outages there are, what is said of them, and what waits because of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from varsel.kit.reading import fetch
from varsel.operations.outages.account import Awaited, Foretold, Judged, Lent, Planned, Status, Told, Work
from varsel.operations.outages.models import Crew, Forecast, Loan, Offer, Outage, PlannedWork, Reported, Waiting
from varsel.operations.stock import queries as shelves
from varsel.records.network import queries as network
from varsel.records.operator import queries as operator

__all__ = [
    "Awaited",
    "Foretold",
    "Judged",
    "Lent",
    "Planned",
    "Status",
    "Told",
    "Work",
    "affected",
    "all_of",
    "called",
    "crew",
    "ended_loans",
    "family",
    "forecasts",
    "history",
    "judged",
    "latest_of",
    "loan",
    "loan_of_device",
    "loans",
    "loans_of",
    "may_borrow",
    "offered",
    "open_loans",
    "open_now",
    "open_on_lines",
    "out",
    "outage",
    "planned",
    "planned_after",
    "planned_called",
    "reported",
    "routers_left",
    "running_out",
    "status",
    "subjects_called",
]


_BELOW = """
    WITH RECURSIVE below (id) AS (
        SELECT id FROM network_node WHERE id = %(node)s
        UNION SELECT node.id FROM network_node AS node JOIN below ON node.parent_id = below.id)
    SELECT DISTINCT service.party_id FROM below JOIN network_line AS line ON line.node_id = below.id
        JOIN agreements_service AS service ON service.line_id = line.id
    ORDER BY service.party_id"""
ROUTER = "4g-router"
_OPEN = Q(ended_at__isnull=True, merged_into__isnull=True)


def outage(*, outage_id: int) -> Told:
    """Return one outage."""
    return _told(Outage.objects.get(id=outage_id))


def called(*, name: str) -> Told | None:
    """Return the latest outage that a name means; if one took it over, that one."""
    row = _called(name).order_by("-id").first()
    return _told(row.merged_into or row) if row else None


def subjects_called(*, name: str) -> list[str]:
    """Return how the journal speaks of all that a name ever meant: outages, what they took over, planned work."""
    tops = {top or key for key, top in _called(name).values_list("id", "merged_into_id")}
    ids = sorted({key for top in tops for key in family(outage_id=top)})
    works = PlannedWork.objects.filter(called=name).values_list("id", flat=True)
    return [f"outage:{key}" for key in ids] + [f"planned:{key}" for key in works]


def latest_of(*, node_id: int) -> Told | None:
    """Return the node's latest outage, if one was ever declared; if one took it over, that one."""
    row = Outage.objects.filter(node_id=node_id).order_by("-id").first()
    return _told(row.merged_into or row) if row else None


def all_of(*, node_id: int) -> list[Told]:
    """Return all outages that the node ever had, oldest first."""
    return [_told(row) for row in Outage.objects.filter(node_id=node_id).order_by("id")]


def affected(*, node_id: int) -> list[int]:
    """Return the ids of the customers with a service below a node, in order."""
    return [row[0] for row in fetch(statement=_BELOW, values={"node": node_id})]


def open_now() -> list[Told]:
    """Return the open outages, newest first; those that another took over are part of it."""
    return [_told(row) for row in Outage.objects.filter(_OPEN).order_by("-id")]


def history(*, since: datetime) -> list[Told]:
    """Return the outages that ended since an instant, newest first."""
    rows = Outage.objects.filter(merged_into__isnull=True, ended_at__gte=since).order_by("-ended_at", "-id")
    return [_told(row) for row in rows]


def family(*, outage_id: int) -> list[int]:
    """Return the ids of an outage and of those that it took over."""
    rows = Outage.objects.filter(Q(id=outage_id) | Q(merged_into=outage_id))
    return sorted(rows.values_list("id", flat=True))


def open_on_lines(*, line_ids: Collection[int]) -> Mapping[int, list[Told]]:
    """Return for each line its open outages: those of any node that it hangs on."""
    by_node = {row.node_id: _told(row) for row in Outage.objects.filter(_OPEN)}
    if not by_node:
        return {line_id: [] for line_id in line_ids}
    above = network.nodes_above(line_ids=line_ids)
    return {line_id: [by_node[node] for node in sorted(above[line_id]) if node in by_node] for line_id in line_ids}


def forecasts(*, outage_id: int) -> list[Foretold]:
    """Return all that was ever said of the end of an outage and of those that it took over, oldest first."""
    rows = Forecast.objects.filter(outage__in=family(outage_id=outage_id)).order_by("id")
    return [_foretold(row) for row in rows]


def judged(*, since: datetime) -> list[Judged]:
    """Return every forecast of the outages that ended since an instant, with how good it was; oldest first."""
    rows = Forecast.objects.filter(outage__ended_at__gte=since).order_by("id")
    found = rows.values_list("outage_id", "made_at", "until", "outage__ended_at")
    return [Judged(outage, made_at, until, ended_at) for outage, made_at, until, ended_at in found if ended_at]


def crew(*, outage_id: int) -> list[Work]:
    """Return what the crew did, oldest first."""
    rows = Crew.objects.filter(outage__in=family(outage_id=outage_id)).order_by("id")
    return [Work(state=row.state, because=row.because, at=row.at) for row in rows]


def status(*, outage_id: int, at: datetime) -> Status:
    """Return what is to be said of an outage now."""
    said, done = forecasts(outage_id=outage_id), crew(outage_id=outage_id)
    waits = Waiting.objects.filter(outage__in=family(outage_id=outage_id), over_at__isnull=True).order_by("-id").first()
    seen = outage(outage_id=outage_id)
    return Status(
        outage=seen,
        crew=done[-1] if done else None,
        waiting_for=Awaited(waits.item, waits.place, waits.expected, waits.at) if waits else None,
        forecast=said[-1] if said else None,
        is_overdue=bool(said) and seen.ended_at is None and said[-1].until <= at,
    )


def running_out(*, within: timedelta, at: datetime) -> list[tuple[Told, Foretold]]:
    """Return the open outages whose forecast runs out so soon, the soonest first: somebody is to say a new one."""
    found = [(one, said[-1]) for one in open_now() if (said := forecasts(outage_id=one.id))]
    soon = [(one, said) for one, said in found if at < said.until <= at + within]
    return sorted(soon, key=lambda pair: pair[1].until)


def planned_called(*, name: str) -> Planned | None:
    """Return the planned work of a name."""
    row = PlannedWork.objects.filter(called=name).first()
    return _planned(row) if row else None


def planned(*, work_id: int) -> Planned:
    """Return one planned work."""
    return _planned(PlannedWork.objects.get(id=work_id))


def planned_after(*, at: datetime) -> list[Planned]:
    """Return planned work that is not over, the first to begin first."""
    return [_planned(row) for row in PlannedWork.objects.filter(ends_at__gt=at).order_by("begins_at", "id")]


def routers_left(*, at: datetime) -> int | None:
    """Return how many routers are left: those counted in warehouses, else the policy's; None is as many as wanted."""
    counted, chosen = shelves.count(item=ROUTER), operator.policy_at(at=at).policy.outages.loan_stock
    if counted is not None or chosen is None:
        return counted
    return max(0, chosen - out())


def offered(*, outage_ids: Collection[int]) -> set[int]:
    """Return the customers who were offered a router in any of these outages."""
    return set(Offer.objects.filter(outage__in=list(outage_ids)).values_list("party_id", flat=True))


def loans(*, outage_ids: Collection[int]) -> list[Lent]:
    """Return the routers that were lent in these outages, in their order."""
    rows = Loan.objects.filter(outage__in=list(outage_ids)).order_by("id")
    return [_lent(row) for row in rows]


def out() -> int:
    """Return how many routers are out."""
    return Loan.objects.filter(back_at__isnull=True).count()


def loans_of(*, party_id: int) -> list[tuple[Lent, Told]]:
    """Return the routers that a customer has, or had, each with its outage; newest first."""
    rows = Loan.objects.filter(party_id=party_id).select_related("outage").order_by("-id")
    return [(_lent(row), _told(row.outage)) for row in rows]


def open_loans() -> list[tuple[Lent, Told]]:
    """Return the routers that customers have, or are to get, each with its outage; what is out longest first."""
    rows = Loan.objects.filter(back_at__isnull=True, lost_at__isnull=True).select_related("outage__merged_into")
    return [(_lent(row), _told(row.outage.merged_into or row.outage)) for row in rows.order_by("out_at", "id")]


def ended_loans(*, since: datetime) -> list[tuple[Lent, Told]]:
    """Return the routers that came back, or were written off, since an instant; newest first."""
    rows = Loan.objects.filter(Q(back_at__gte=since) | Q(lost_at__gte=since)).select_related("outage__merged_into")
    return [(_lent(row), _told(row.outage.merged_into or row.outage)) for row in rows.order_by("-id")]


def loan(*, loan_id: int) -> Lent | None:
    """Return one loan."""
    row = Loan.objects.filter(id=loan_id).first()
    return _lent(row) if row else None


def loan_of_device(*, device_id: int) -> Lent | None:
    """Return the open loan of a device."""
    row = Loan.objects.filter(device_id=device_id, back_at__isnull=True, lost_at__isnull=True).first()
    return _lent(row) if row else None


def may_borrow(*, party_id: int) -> Told | None:
    """Return the open outage in which a customer was offered a router; None where none was."""
    rows = Offer.objects.filter(party_id=party_id).select_related("outage__merged_into").order_by("-at")
    tops = [row.outage.merged_into or row.outage for row in rows]
    return next((_told(row) for row in tops if row.ended_at is None), None)


def reported(*, outage_id: int) -> dict[str, str]:
    """Return the steps that the regulator got, with the numbers of the receipts."""
    return dict(Reported.objects.filter(outage=outage_id).values_list("step", "receipt"))


def _called(name: str) -> QuerySet[Outage]:
    """Return what was declared by this name, and where it is a node's, the later outages of that node.

    A node's name means an outage only from the first that had it: what was declared by hand has the id it was given.
    """
    named, node_id = Outage.objects.filter(called=name), network.node_id(external_id=name)
    first = named.filter(node_id=node_id).order_by("id").first() if node_id is not None else None
    return Outage.objects.filter(Q(called=name) | Q(node_id=node_id, id__gt=first.id)) if first else named


def _told(row: Outage) -> Told:
    return Told(
        id=row.id,
        called=row.called,
        title=row.title,
        node_id=row.node_id,
        detected_at=row.detected_at,
        declared_at=row.declared_at,
        ended_at=row.ended_at,
        merged_into=row.merged_into_id,
    )


def _foretold(row: Forecast) -> Foretold:
    return Foretold(
        earliest=row.earliest,
        until=row.until,
        confidence=row.confidence,
        because=row.because,
        made_at=row.made_at,
        made_by=row.made_by,
    )


def _lent(row: Loan) -> Lent:
    return Lent(**{one.name: getattr(row, one.name) for one in fields(Lent)})


def _planned(row: PlannedWork) -> Planned:
    return Planned(
        id=row.id,
        called=row.called,
        node_id=row.node_id,
        title=row.title,
        begins_at=row.begins_at,
        ends_at=row.ends_at,
    )
