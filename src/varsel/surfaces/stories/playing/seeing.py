"""What is seen: each expectation looks from outside, and answers what it saw and whether that is as expected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from varsel.law.calendar import start_of_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import explain
from varsel.operations.arrears import queries as arrears
from varsel.operations.complaints import queries as cases
from varsel.operations.complaints.queries import Wanted
from varsel.operations.fieldwork import queries as fieldwork
from varsel.operations.outages import queries as outages
from varsel.outlets.access.actions import intended_now
from varsel.outlets.access.profile import Profile
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.outlets.notices import queries as notices
from varsel.outlets.notices.queries import Word
from varsel.records.agreements import queries as agreements
from varsel.records.clocks import queries as clocks
from varsel.records.journal import queries as journal
from varsel.records.ledger import queries as ledger
from varsel.surfaces.stories.playing.stage import Stage

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """Whether an expectation held, and what was there."""

    ok: bool
    saw: Any


@dataclass(frozen=True, slots=True)
class Look:
    """The moment of looking: `since` is where the look back begins."""

    stage: Stage
    at: datetime
    since: datetime


def access(*, look: Look, fields: Fields) -> Seen:
    """Each service's level, as restricted and as its line really is."""
    keys = {name: look.stage.services[name] for name in fields}
    levels = restrictions.levels(service_ids=list(keys.values()))
    saw = {name: levels[key] + _unless_installed(look=look, service_id=key) for name, key in keys.items()}
    return Seen(ok=saw == dict(fields), saw=saw)


def told(*, look: Look, fields: Fields) -> Seen:
    """What a customer was told, so many times."""
    words = _words(look=look, fields=fields)
    chosen = [word for word in words if _matches(word=word, by=fields["by"], says=fields["says"])]
    return Seen(ok=len(chosen) == fields["times"], saw=[_shown(word=word, look=look) for word in words])


def not_told(*, look: Look, fields: Fields) -> Seen:
    """That a customer was not told."""
    words = _words(look=look, fields=fields)
    return Seen(ok=not words, saw=[_shown(word=word, look=look) for word in words])


def browse(*, look: Look, fields: Fields) -> Seen:
    """What a plain captive-portal probe from the line gets."""
    profile = _profile(look=look, service_id=look.stage.services[fields["service"]])
    saw = "own_pages" if profile["reach"] != "all" else "terms_page" if profile["signpost"] else "internet"
    return Seen(ok=saw == fields["sees"], saw=saw)


def call(*, look: Look, fields: Fields) -> Seen:
    """Whether a call goes through."""
    name = fields["service"]
    profile = _profile(look=look, service_id=look.stage.services[name])
    barred = profile["calls"].get(name) == "free_only" or profile["reach"] != "all"
    saw = not barred or COUNTRIES[look.stage.country].is_free_call(number=fields["to"])
    return Seen(ok=saw == fields["allowed"], saw=saw)


def outage(*, look: Look, fields: Fields) -> Seen:
    """An outage and whom it touches."""
    found = outages.called(name=fields["id"])
    node_id = found.node_id if found else look.stage.nodes.get(fields["id"], 0)
    state = "none" if found is None else "restored" if found.ended_at else "open"
    saw = {"state": state, "affected": len(outages.affected(node_id=node_id))}
    expected = {key: fields[key] for key in saw if fields[key] is not None}
    return Seen(ok=expected.items() <= saw.items(), saw=saw)


def status(*, look: Look, fields: Fields) -> Seen:
    """What the public page says of an outage: the crew, what it waits for, until when it is expected to last."""
    found = outages.called(name=fields["outage"])
    if found is None:
        return Seen(ok=False, saw=None)
    now = outages.status(outage_id=found.id, at=look.at)
    saw = {
        "crew": now.crew.state if now.crew else None,
        "waiting_for": now.waiting_for.item if now.waiting_for else None,
        "forecast": look.stage.local(at=now.forecast.until) if now.forecast else None,
    }
    return Seen(ok=all(fields[key] in (None, value) for key, value in saw.items()), saw=saw)


def owes(*, look: Look, fields: Fields) -> Seen:
    """What a customer owes in all."""
    saw = ledger.owes(party_id=look.stage.customers[fields["customer"]])
    return Seen(ok=saw == fields["amount"], saw=saw)


def credit_note(*, look: Look, fields: Fields) -> Seen:
    """A credit note of this amount about this."""
    rows = ledger.credits_of(party_id=look.stage.customers[fields["customer"]])
    about = _subjects(look=look, name=fields["about"]) if fields["about"] else None
    fits = [row for row in rows if fields["amount"] in (None, row.amount) and (about is None or row.about in about)]
    return Seen(ok=bool(fits), saw=[f"{row.amount} {row.about}" for row in rows])


def call_list(*, look: Look, fields: Fields) -> Seen:
    """A customer who is to be rung."""
    rows = [row for row in notices.call_list() if row.party_id == look.stage.customers[fields["customer"]]]
    return Seen(ok=any(fields["about"] in (None, row.about) for row in rows), saw=[row.about for row in rows])


def why(*, look: Look, fields: Fields) -> Seen:
    """The rules that the explanation of the present level names."""
    saw = explain.explain(service_id=look.stage.services[fields["service"]], at=look.at).cites
    return Seen(ok=set(fields["cites"]) <= set(saw), saw=list(saw))


def in_journal(*, look: Look, fields: Fields) -> Seen:
    """These entries, in this order; others may stand between."""
    party = look.stage.customers.get(fields["about"])
    entries = journal.entries(about=_subjects(look=look, name=fields["about"]), party=party)
    kinds = [entry.kind for entry in entries]
    rest = iter(kinds)
    return Seen(ok=all(kind in rest for kind in fields["kinds"]), saw=kinds)


def proposed(*, look: Look, fields: Fields) -> Seen:
    """A limiting or closing that waits for a clerk."""
    key = look.stage.services[fields["service"]]
    saw = [row.action for row in arrears.proposals(limit=10_000) if row.service_id == key]
    return Seen(ok=bool(saw) and fields["action"] in (None, *saw), saw=saw)


def duty(*, look: Look, fields: Fields) -> Seen:
    """Something that is owed until a day or a moment, and what became of it."""
    rows = clocks.duties(about=_subjects(look=look, name=fields["about"]))
    mine = [row for row in rows if row.kind == fields["kind"]]
    fits = [
        row
        for row in mine
        if fields["state"] in (None, row.state) and _is_due(row.due_at, due=fields["due"], stage=look.stage)
    ]
    saw = [f"{row.kind} due {look.stage.local(at=row.due_at):%Y-%m-%d %H:%M} {row.state}" for row in mine]
    return Seen(ok=bool(fits), saw=saw)


def complaints(*, look: Look, fields: Fields) -> Seen:
    """How many complaints were received."""
    wanted = Wanted(
        authority=fields["authority"] or "",
        category=fields["category"] or "",
        caused_by=_subjects(look=look, name=fields["about"]) if fields["about"] else None,
        first=fields["from"],
        last=fields["to"],
    )
    saw = cases.count(wanted=wanted)
    return Seen(ok=saw == fields["count"], saw=saw)


def _is_due(due_at: datetime, *, due: date | datetime | None, stage: Stage) -> bool:
    """Tell whether an instant is the expected one: a day stands for its whole day, and ends with it."""
    if due is None or isinstance(due, datetime):
        return due is None or due_at == stage.instant(local=due)
    return due_at == start_of_day(due + timedelta(days=1), COUNTRIES[stage.country].ZONE)


def _words(*, look: Look, fields: Fields) -> list[Word]:
    since = look.stage.instant(local=fields["since"]) if fields["since"] else look.since
    words = notices.words_to(party_id=look.stage.customers[fields["customer"]])
    return [
        word
        for word in words
        if word.told_at and since <= word.told_at <= look.at and fields["about"] in (None, word.about)
    ]


def _matches(*, word: Word, by: Collection[str] | None, says: Collection[Any]) -> bool:
    text = word.text.replace("\u00a0", " ").replace("\u202f", " ")
    return (by is None or word.told_by in by) and all(
        one in text if isinstance(one, str) else one.search(text) for one in says
    )


def _shown(*, word: Word, look: Look) -> str:
    assert word.told_at
    return f"{look.stage.local(at=word.told_at):%Y-%m-%d %H:%M} {word.about} by {word.told_by}"


def _profile(*, look: Look, service_id: int) -> Mapping[str, Any]:
    line_id = agreements.service(service_id=service_id).line_id
    return look.stage.lines.read_back(line_id=line_id) or Profile().to_json()


def _unless_installed(*, look: Look, service_id: int) -> str:
    """Return what to say of a line that is not as its services' levels make it."""
    having = agreements.service(service_id=service_id)
    real = look.stage.lines.read_back(line_id=having.line_id)
    wanted = intended_now(line_id=having.line_id, at=look.at).to_json()
    return "" if (real or Profile().to_json()) == wanted else " (not installed)"


def _subjects(*, look: Look, name: str) -> list[str]:
    """Return what the journal calls a thing of the story."""
    stage = look.stage
    if name in stage.services:
        return explain.journal_subjects(service_id=stage.services[name])
    if name in stage.customers:
        return [f"party:{stage.customers[name]}"]
    if name in stage.invoices:
        return [f"invoice:{stage.invoices[name]}"]
    if name in stage.complaints:
        return [f"complaint:{stage.complaints[name]}"]
    if argued := arrears.dispute_called(external_id=name):
        return [f"invoice:{argued.invoice_id}"]
    if booked := fieldwork.called(name=name):
        return [booked.about]
    return outages.subjects_called(name=name)


SEE: Mapping[str, Callable[..., Seen]] = {
    "access": access,
    "told": told,
    "not_told": not_told,
    "browse": browse,
    "call": call,
    "outage": outage,
    "status": status,
    "owes": owes,
    "credit_note": credit_note,
    "call_list": call_list,
    "why": why,
    "journal": in_journal,
    "proposed": proposed,
    "duty": duty,
    "complaints": complaints,
}
