"""The demo's customers, drawn from a seed: the same seed, the same people."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from varsel.surfaces.demo import names
from varsel.surfaces.demo.habits import IN_TIME, Habit, habit_of

PREFIX = "D-"  # how every customer of the demo is called; a real operator's never are
_PRICE = {
    "SE": {"internet": (349, 399, 449), "telephony": (79, 99), "mobile": (199, 249), "tv": (129, 189)},
    "NO": {"internet": (549, 620, 699), "telephony": (99, 119), "mobile": (249, 299), "tv": (199, 249)},
}
_EXTRAS: tuple[tuple[str, ...], ...] = (*[()] * 9, ("tv",), ("telephony",), ("mobile",), ("telephony", "tv"))
_CLAUSES_SINCE = 2016  # older contracts have no clause on maintenance
_BOXES = ((2021, "fiber-box-3"), (2014, "fiber-box-2"), (0, "fiber-box-1"))  # what was put in from which year on


def called(*, number: int) -> str:
    """Return what other systems call a customer."""
    return f"{PREFIX}{10_000 + number}"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A service as the customer has it; `price` a month, in kronor of the country."""

    external_id: str
    kind: str
    price: Decimal
    credit_limit: Decimal | None


@dataclass(frozen=True, slots=True)
class Person:
    """A customer of the demo.

    `phase` is the day of its billing month, 0 to 29 days before today; `owing` how many days the oldest unpaid invoice
    has been due.
    """

    number: int
    country: str
    kind: str
    name: str
    language: str
    contacts: Mapping[str, str]
    protected: bool
    node: str
    address: str
    services: tuple[Subscription, ...]
    habit: Habit
    owing: int | None
    phase: int
    signed_on: date

    @property
    def external_id(self) -> str:
        """Return what other systems call the customer."""
        return called(number=self.number)

    @property
    def lives(self) -> bool:
        """Tell whether there is more to say of somebody than that the invoices are paid."""
        return self.habit is not IN_TIME

    @property
    def by_post(self) -> bool:
        """Tell whether invoices go by post, for a fee: nothing else is known of how to reach them."""
        return set(self.contacts) == {"letter"}

    @property
    def clauses(self) -> str:
        """Return what the contract contains, as the register writes it."""
        return "notice operation-and-maintenance price" if self.signed_on.year >= _CLAUSES_SINCE else "notice price"

    @property
    def box(self) -> str:
        """Return what is installed at the end of the line: the older the contract, the older the box."""
        return next(kind for since, kind in _BOXES if self.signed_on.year >= since)


def people(*, size: int, seed: int) -> list[Person]:
    """Return so many people, seven of ten in Sweden."""
    chance = random.Random(seed)  # noqa: S311  the same people every time is the point
    countries = ["NO"] * (size * 3 // 10) + ["SE"] * (size - size * 3 // 10)
    chance.shuffle(countries)
    return [_person(number=number, country=country, chance=chance) for number, country in enumerate(countries, start=1)]


def _person(*, number: int, country: str, chance: random.Random) -> Person:
    habit = habit_of(number=number)
    kind = chance.choices(("consumer", "business", "association"), (90, 8, 2))[0]
    last = chance.choice(names.LAST[country])
    name = f"{chance.choice(names.FIRST[country])} {last}"
    if kind != "consumer":
        name = chance.choice(names.COMPANY[country][kind]).format(last)
    place = chance.choice([place for place, (of, *_) in names.PLACES.items() if of == country])
    address = names.address(place=place, street=chance.choice(names.STREET[country]), number=number * 7)
    own = {"SE": "sv", "NO": "nb"}[country]
    owing = habit.owing_in(country=country)
    owing = None if owing is None else owing + number % 2  # not all on one day
    return Person(
        number=number,
        country=country,
        kind=kind,
        name=name,
        language="en" if chance.random() < 0.08 else own,
        contacts=_contacts(number=number, country=country, name=name, address=address, habit=habit, chance=chance),
        protected=kind == "consumer" and number % 40 == 3,
        node=f"acc-{place}-{1 + chance.randrange(names.ACCESS_NODES)}",
        address=address,
        services=tuple(_services(number=number, country=country, habit=habit, chance=chance)),
        habit=habit,
        owing=owing,
        phase=chance.randrange(30) if owing is None else owing % 30,
        signed_on=date(2009 + number % 15, 1 + number % 12, 1 + number % 28),
    )


def _contacts(
    *, number: int, country: str, name: str, address: str, habit: Habit, chance: random.Random
) -> dict[str, str]:
    """Return how somebody is reached: most by everything, some by letter alone, the unreachable by nothing."""
    every = {
        "sms": names.phone(country=country, number=number),
        "email": names.email(name=name, number=number),
        "letter": f"{name}\n" + address.replace(", ", "\n"),
    }
    kept = chance.choices((("sms", "email", "letter"), ("sms", "email"), ("email",), ("letter",)), (50, 25, 15, 10))[0]
    return {channel: every[channel] for channel in kept} if habit.reachable else {}


def _services(*, number: int, country: str, habit: Habit, chance: random.Random) -> list[Subscription]:
    extras = chance.choice(_EXTRAS)
    if habit.used is not None and "mobile" not in extras:
        extras = (*extras, "mobile")
    return [
        Subscription(
            external_id=f"{called(number=number)}-{kind}",
            kind=kind,
            price=Decimal(chance.choice(_PRICE[country][kind])),
            credit_limit=Decimal(500) if kind == "mobile" else None,
        )
        for kind in ("internet", *extras)
    ]
