"""What the demo's customers and clerks do of themselves, and what they do when something has happened to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from varsel.kit import money
from varsel.law.calendar import at_local, local_day
from varsel.law.countries import COUNTRIES
from varsel.operations.arrears import actions as arrears
from varsel.operations.arrears import queries as proposed
from varsel.operations.outages import actions as outages
from varsel.outlets.access.restrictions import queries as restrictions
from varsel.records.journal import queries as journal
from varsel.records.journal.kinds import Kind
from varsel.records.ledger import actions as ledger
from varsel.records.ledger import queries as billed
from varsel.records.network import queries as network
from varsel.surfaces.demo import names, registering
from varsel.surfaces.demo.complaining import Complaint
from varsel.surfaces.demo.fielding import Fieldwork
from varsel.surfaces.demo.history import History
from varsel.surfaces.demo.paying import Paid, pay
from varsel.surfaces.demo.playing import ZONE, Event
from varsel.surfaces.demo.registering import Customer
from varsel.surfaces.demo.stocking import Store

APPROVES_AT, PAYS_UP_AT, STRAYS_AT = time(10, 30), time(15), time(15, 10)
_STRAY = (  # money whose owner nobody knows: how many days ago, with which reference, how much
    (40, "1234567897", "399.00"), (33, "70000123", "449.00"), (26, "fiber", "399.00"), (19, "55555", "812.50"),
    (15, "1000000", "349.00"), (12, "", "1299.00"), (9, "kund 4711", "399.00"), (6, "", "249.00"), (3, "9", "99.00"),
)  # fmt: skip
_COMPLAINTS = (  # to whom, how many days ago, of what, what became of it
    ("ARN", 70, "invoice", "rejected"), ("KO", 48, "terms", "dismissed"), ("BKN", 44, "outage", "upheld"),
    ("ARN", 9, "invoice", ""), ("BKN", 6, "invoice", ""), ("KO", 2, "handling", ""),
)  # fmt: skip


@dataclass(slots=True)
class Life:
    """One run of the demo. `clerk` and `agent` are how the journal calls them."""

    customers: Sequence[Customer]  # who live an own life
    history: History
    today: datetime
    clerk: str
    agent: str
    paying_up: set[int] = field(default_factory=set)  # who has begun to pay again
    disputes: dict[int, int] = field(default_factory=dict)  # party to dispute

    def events(self) -> Iterator[Event]:
        """Yield what happens on days that are known beforehand."""
        for moment in self.history.moments():
            yield Event(moment, self.history.write_moment)
        for back, reference, amount in _STRAY:
            stray = Paid("SE", reference, Decimal(amount))
            yield Event(at_local(self._day(back), STRAYS_AT, ZONE), _pays([stray]))
        for customer in self.customers:
            yield from self._own(customer=customer)
        yield from self._outages()
        yield from Store(today=self.today, actor=self.agent).events()
        yield from Fieldwork(customers=self.customers, today=self.today, actor=self.agent).events()
        yield from self._complaints()
        yield Event(at_local(self._day(6), time(5), ZONE), lambda at: registering.correct(at=at))

    def look_again(self) -> None:
        """Let arrears look at all whom the open outage touches: most came back to the ledger after it began."""
        since = self.today - timedelta(days=1)
        for told in journal.between(since=since, until=self.today, kinds={Kind.OUTAGE_DECLARED.value}):
            arrears.consider_outage(clock_id=0, entry=told, at=self.today)

    def each_day(self) -> list[tuple[time, Callable[[datetime], None]]]:
        """Return what happens on every business day, with its hour."""
        return [(APPROVES_AT, self._approve), (PAYS_UP_AT, self._pay_up)]

    def _own(self, *, customer: Customer) -> Iterator[Event]:
        """Yield what one customer brings about beside invoices and payments."""
        habit = customer.person.habit
        if habit.disputes and customer.person.owing:
            opened = self._day(customer.person.owing - 9)
            yield Event(at_local(opened, time(11), ZONE), _for(self._dispute, customer))
            if habit.disputes != "open":
                yield Event(at_local(opened + timedelta(days=8), time(11), ZONE), _for(self._settle, customer))
        if habit.hold:
            yield Event(at_local(self._day(6), time(13), ZONE), _for(self._hold, customer))
        if habit.used:
            yield Event(self.today - timedelta(minutes=30), _for(self._use, customer))

    def _outages(self) -> Iterator[Event]:
        """Yield one outage that is over and one that is open now."""
        mended, broken = (network.node_id(external_id=name) for name in (names.MENDED, names.BROKEN))
        assert mended is not None
        assert broken is not None
        begun = at_local(self._day(38), time(7, 20), ZONE)
        yield Event(begun, lambda at: outages.raise_alarm(node_id=mended, at=at))
        yield Event(begun + timedelta(hours=6), lambda at: outages.clear_alarm(node_id=mended, at=at, actor=self.agent))
        yield Event(self.today - timedelta(hours=5), lambda at: outages.raise_alarm(node_id=broken, at=at))

    def _complaints(self) -> Iterator[Event]:
        """Yield complaints to the authorities: each is received, those of long ago are answered and decided."""
        for number, (authority, back, category, outcome) in enumerate(_COMPLAINTS, start=1):
            made = Complaint(number, authority, category, outcome, self._day(back), self.agent)
            whose = [one for one in self.customers if one.person.country == made.country and one.person.owing]
            if whose:
                yield from made.events(customer=whose[number * 7 % len(whose)])

    def _dispute(self, customer: Customer, at: datetime) -> None:
        open_one = next(one for one in billed.invoices_of(party_ids=[customer.party_id]) if one.open_ore)
        self.disputes[customer.party_id] = arrears.open_dispute(
            external_id=f"{customer.person.external_id}-dispute",
            invoice_id=open_one.id,
            amount=None,
            because="had no service in the weeks that are billed",
            actor=self.agent,
            at=at,
        )

    def _settle(self, customer: Customer, at: datetime) -> None:
        outcome = customer.person.habit.disputes
        assert outcome
        arrears.settle_dispute(dispute_id=self.disputes[customer.party_id], outcome=outcome, actor=self.agent, at=at)

    def _hold(self, customer: Customer, at: datetime) -> None:
        habit = customer.person.habit
        assert habit.hold
        until = local_day(self.today, ZONE) + timedelta(days=12)
        because = f"asked for time: {habit.name}"
        arrears.set_hold(
            party_id=customer.party_id, kind=habit.hold, until=until, because=because, actor=self.agent, at=at
        )

    def _use(self, customer: Customer, at: datetime) -> None:
        for service_id, one in customer.services:
            if one.credit_limit and customer.person.habit.used:
                amount = one.credit_limit * Decimal(str(customer.person.habit.used))
                ledger.record_usage(
                    service_id=service_id,
                    party_id=customer.party_id,
                    kind="call",
                    amount=amount,
                    made_at=at - timedelta(hours=1),
                    at=at,
                    actor="switch",
                )

    def _approve(self, at: datetime) -> None:
        """Let the clerk approve what was proposed before today, as each customer's habit says."""
        by_party = {one.party_id: one for one in self.customers}
        looked_at = [
            one.ref
            for one in proposed.proposals(limit=2000)
            if one.action in by_party[one.party_id].person.habit.approves
            and local_day(one.made_at, ZONE) < local_day(at, ZONE)
        ]
        if batch := arrears.freeze(refs=looked_at, actor=self.clerk, at=at):  # who is refused is looked at tomorrow
            arrears.approve_batch(ref=batch, but=(), actor=self.clerk, at=at)

    def _pay_up(self, at: datetime) -> None:
        """Let those pay who have been limited, closed or proposed for long enough, and go on paying."""
        self.paying_up |= self._moved(at=at)
        countries = {one.party_id: one.person.country for one in self.customers}
        due = [
            Paid(countries[invoice.party_id], invoice.ocr, money.from_ore(ore=invoice.open_ore))
            for invoice in billed.invoices_of(party_ids=self.paying_up)
            if invoice.open_ore and invoice.due_on <= local_day(at, ZONE) + timedelta(days=3)
        ]
        pay(paid=due, at=at)

    def _moved(self, *, at: datetime) -> set[int]:
        """Return those to whom it happened long enough ago that they pay up, of those who do."""
        sleeping = [one for one in self.customers if one.person.habit.pays_up and one.party_id not in self.paying_up]
        waiting = {one.party_id: one.made_at for one in proposed.proposals(limit=2000)}
        rows = restrictions.open_on(service_ids=[key for one in sleeping for key in one.service_ids])
        levels = {(row.service_id, row.level): row.begins_at for row in rows}
        moved = set()
        for one in sleeping:
            assert one.person.habit.pays_up
            what, days = one.person.habit.pays_up
            since = [levels[key, what] for key in one.service_ids if (key, what) in levels]
            since += [waiting[one.party_id]] if what == "proposed" and one.party_id in waiting else []
            if any(at - begun >= timedelta(days=days) for begun in since):
                moved.add(one.party_id)
        return moved

    def _day(self, back: int) -> date:
        """Return the bank day so many days back, or the next one."""
        day = local_day(self.today, ZONE) - timedelta(days=back)
        return COUNTRIES["SE"].CALENDAR.roll_forward(day)


def _for(do: Callable[[Customer, datetime], None], customer: Customer) -> Callable[[datetime], None]:
    return lambda at: do(customer, at)


def _pays(paid: Sequence[Paid]) -> Callable[[datetime], None]:
    return lambda at: pay(paid=paid, at=at)
