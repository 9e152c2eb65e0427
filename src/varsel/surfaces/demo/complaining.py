"""Complaints that the demo operator's customers took to an authority."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from varsel.law.calendar import at_local
from varsel.operations.complaints import actions as complaints
from varsel.operations.complaints.actions import Filed
from varsel.operations.complaints.queries import COUNTRIES
from varsel.records.ledger import queries as ledger
from varsel.surfaces.demo.playing import ZONE, Event
from varsel.surfaces.demo.registering import Customer


@dataclass(slots=True)
class Complaint:
    """One complaint; without an outcome it is open today."""

    number: int
    authority: str
    category: str
    outcome: str
    received_on: date
    agent: str
    key: int = 0

    @property
    def country(self) -> str:
        """Return in which country its authority is."""
        return COUNTRIES[self.authority]

    def events(self, *, customer: Customer) -> Iterator[Event]:
        """Yield what happens to it until today: received, answered within two weeks, decided within four."""
        received = at_local(self.received_on, time(9, 40), ZONE)
        yield Event(received, lambda at: self._receive(customer, at))
        if self.outcome:
            yield Event(received + timedelta(days=13), self._answer)
            yield Event(received + timedelta(days=27), self._decide)

    def _receive(self, customer: Customer, at: datetime) -> None:
        unpaid = [one for one in ledger.invoices_of(party_ids=[customer.party_id]) if one.open_ore]
        about = unpaid[0].about if unpaid and self.category == "invoice" else ""
        filed = Filed(
            external_id=f"D-complaint-{self.number}",
            authority=self.authority,
            received_on=self.received_on,
            category=self.category,
            reference=f"{self.authority} {self.received_on:%Y}-{100 + self.number}",
            caused_by=about,
            party_id=customer.party_id,
            answer_by=self.received_on + timedelta(days=21),
        )
        self.key = complaints.receive(filed=filed, actor=self.agent, at=at)

    def _answer(self, at: datetime) -> None:
        complaints.reach_out(complaint_id=self.key, outcome="interested", actor=self.agent, at=at)
        complaints.answer(complaint_id=self.key, actor=self.agent, at=at)

    def _decide(self, at: datetime) -> None:
        complaints.decide(complaint_id=self.key, outcome=self.outcome, actor=self.agent, at=at)
