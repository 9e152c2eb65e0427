"""What the regulator is told of an outage: owed where a threshold is passed, kept by the number of a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from varsel.law.calendar import local_day, start_of_day
from varsel.law.countries import COUNTRIES, Country
from varsel.law.incident import Disruption, Share
from varsel.operations.outages import queries, rows
from varsel.operations.outages.actions.count import count_population
from varsel.operations.outages.models import Reported, Threshold
from varsel.operations.outages.refusals import Refused
from varsel.records.clocks import actions as clocks
from varsel.records.clocks import queries as owed
from varsel.records.clocks.queries import Due
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind

WEIGH = "weigh_incident"
REPORTS = ("regulator_notice", "regulator_report", "regulator_final")


def weigh_later(*, outage_id: int, at: datetime) -> None:
    """Have an outage weighed against the thresholds, when those whom it touches have been told."""
    clocks.remind(kind=WEIGH, about=f"outage:{outage_id}", due_at=at)


@transaction.atomic(durable=True)
def weigh(*, due: Due, at: datetime) -> None:
    """Owe the regulators what law asks for, counted from the declaration, where a threshold is passed.

    All that is dark in an area counts together, by whatever outage.
    """
    if not clocks.take(clock_id=due.id, at=at):
        return
    outage = queries.outage(outage_id=int(due.about.removeprefix("outage:")))
    count_population()
    for code, disruption in _disruptions(outage.node_id).items():
        law = COUNTRIES[code]
        on = local_day(outage.declared_at, law.ZONE)
        reasons = law.notifiable(facts=disruption, on=on)
        if reasons:
            ground = ", ".join(reason.code for reason in reasons)
            _owe(due.about, law.owed_to_regulator(aware_at=outage.declared_at, on=on), law=law, ground=ground)


def _disruptions(node_id: int) -> dict[str, Disruption]:
    alarms = rows.countries_with_life_lines(node_id=node_id)
    shares: dict[str, list[Share]] = {}
    for area in rows.areas(node_id=node_id):
        of, name = ("municipality", area.municipality) if area.municipality else ("country", area.country)
        shares.setdefault(area.country, []).append(Share(of, name, area.affected, area.customers))  # type: ignore[arg-type]
    return {
        code: Disruption(shares=tuple(some), life_line=code in alarms, own=_own(code)) for code, some in shares.items()
    }


def _own(country: str) -> Mapping[str, Decimal]:
    chosen = Threshold.objects.filter(country=country).order_by("id").values_list("area", "share")
    return {**COUNTRIES[country].OWN_THRESHOLDS, **dict(chosen)}


def _owe(about: str, steps: Mapping[str, datetime], *, law: Country, ground: str) -> None:
    standing = {duty.kind for duty in owed.duties(about=[about])}
    for kind, due_at in steps.items():
        if kind not in standing:
            clocks.owe(kind=kind, about=about, due_at=due_at, owed_to=law.REGULATOR, ground=ground)


@transaction.atomic(durable=True)
def report_to_regulator(*, outage_id: int, step: str, receipt: str, actor: str, at: datetime) -> None:
    """Write down that the regulator got a step, with the number of its receipt; late is written down too.

    :raises Refused: not-found, when it is not owed; not-lawful, without a receipt; already-closed.
    """
    about = f"outage:{outage_id}"
    duty = next((one for one in owed.duties(about=[about]) if one.kind == step), None)
    if duty is None:
        raise Refused(code="not-found")
    if not receipt.strip():
        raise Refused(code="not-lawful")
    if Reported.objects.filter(outage_id=outage_id, step=step).exists():
        raise Refused(code="already-closed")
    Reported.objects.create(outage_id=outage_id, step=step, receipt=receipt.strip(), at=at, by=actor)
    clocks.keep(kind=step, about=about, at=at)
    if step == "regulator_report":
        _owe_final(about, regulator=duty.owed_to, at=at)
    facts = {"step": step, "receipt": receipt.strip(), "regulator": duty.owed_to}
    journal.write(at=at, kind=Kind.REGULATOR_TOLD, about=about, actor=actor, facts=facts)


def _owe_final(about: str, *, regulator: str, at: datetime) -> None:
    law = next(law for law in COUNTRIES.values() if regulator == law.REGULATOR)
    last = law.final_report_by(reported_on=local_day(at, law.ZONE))
    if last is not None:
        due_at = start_of_day(last + timedelta(days=1), law.ZONE)
        _owe(about, {"regulator_final": due_at}, law=law, ground="final report")


@transaction.atomic(durable=True)
def unreported(*, due: Due, at: datetime) -> None:
    """Note that the regulator was not told in time."""
    clocks.break_duty(clock_id=due.id, at=at)


@transaction.atomic(durable=True)
def set_threshold(*, country: str, area: str, share: Decimal, actor: str, at: datetime) -> None:
    """Choose the share of an area's customers above which the operator reports, where law gives no number."""
    Threshold.objects.create(country=country, area=area, share=share, at=at, by=actor)
    facts = {"country": country, "area": area, "share": str(share)}
    journal.write(at=at, kind=Kind.THRESHOLD_SET, about="thresholds", actor=actor, facts=facts)
