"""Typed values in words: each kind is checked as it is read, and shown in the customer's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list

from varsel.kit.money import LOCALES, in_words
from varsel.law.countries import COUNTRIES

LONGEST_TEXT = 200  # characters
MOST_NUMBER = 999_999
AMOUNT = re.compile(r"[0-9]{1,9}\.[0-9]{2}", re.ASCII)
CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
POSTAL_CODE = re.compile(r"[0-9]{3} ?[0-9]{2}|[0-9]{4}", re.ASCII)  # Sweden has five figures, Norway four
LINK = re.compile(r"https?://[A-Za-z0-9.-]{1,100}(:[0-9]{1,5})?/[A-Za-z0-9._~/=&?%-]{0,100}", re.ASCII)
DAY_PATTERN = {"sv": "d MMMM y", "nb": "d. MMMM y", "en": "d MMMM y"}
DAY_OF_YEAR = {"sv": "d MMMM", "nb": "d. MMMM", "en": "d MMMM"}
MOMENTS = {"sv": "{day} kl. {at:%H:%M}", "nb": "{day} kl. {at:%H:%M}", "en": "{day} at {at:%H:%M}"}
ZONES = frozenset(law.ZONE for law in COUNTRIES.values())
DAYS = {"sv": ("dag", "dagar"), "nb": ("dag", "dager"), "en": ("day", "days")}
HOURS = {"sv": ("timme", "timmar"), "nb": ("time", "timer"), "en": ("hour", "hours")}
SERVICES = {
    "sv": {"internet": "internet", "telephony": "telefoni", "mobile": "mobil", "tv": "tv"},
    "nb": {"internet": "internett", "telephony": "telefoni", "mobile": "mobil", "tv": "TV"},
    "en": {"internet": "internet", "telephony": "telephone", "mobile": "mobile", "tv": "TV"},
}


class Kind(StrEnum):
    """What a fact is. Days and hours are numbers that are shown with their unit."""

    MONEY = "money"
    DATE = "date"
    TEXT = "text"
    NUMBER = "number"
    DAYS = "days"
    HOURS = "hours"
    SERVICE = "service"
    SERVICES = "services"
    ADDRESS = "address"
    LINK = "link"
    MOMENT = "moment"


def shown(*, kind: Kind, value: Any, language: str) -> str:
    """Return a typed value as the language writes it.

    :raises ValueError: when the value is not of that kind, or would be blank.
    """
    return SHOW[kind](value, language)


def _money(value: Any, language: str) -> str:
    amount, currency = _fields(value, "money", "currency")
    if not _matches(AMOUNT, amount) or not _matches(CURRENCY, currency):
        raise ValueError(f"{value!r} is not money; write it as 399.00 with a currency of three letters")
    return in_words(ore=int(amount.replace(".", "")), currency=currency, language=language)


def _date(value: Any, language: str) -> str:
    (day,) = _fields(value, "date")
    if not _matches(DAY, day):
        raise ValueError(f"{day!r} is not a day; write it as 2026-04-17")
    return format_date(date.fromisoformat(day), DAY_PATTERN[language], locale=LOCALES[language])


def _text(value: Any, language: str) -> str:
    (text,) = _fields(value, "text")
    return _clean(text)


def _number(value: Any, language: str) -> str:
    return str(_whole(value))


def _days(value: Any, language: str) -> str:
    return _counted(_whole(value), DAYS[language])


def _hours(value: Any, language: str) -> str:
    return _counted(_whole(value), HOURS[language])


def _service(value: Any, language: str) -> str:
    (service,) = _fields(value, "service")
    return _named(service, language)


def _services(value: Any, language: str) -> str:
    (services,) = _fields(value, "services")
    if not isinstance(services, list) or not services:
        raise ValueError(f"{services!r} is not a list of services with at least one in it")
    names = [_named(service, language) for service in services]
    return names[0] if len(names) == 1 else format_list(names, locale=LOCALES[language])


def _address(value: Any, language: str) -> str:
    """Show where something is: street, postal code and town, each of them there."""
    (address,) = _fields(value, "address")
    street, postal_code, town = _fields(address, "street", "postal_code", "town")
    if not _matches(POSTAL_CODE, postal_code):
        raise ValueError(f"{postal_code!r} is not a postal code; write it as 593 30 or 5003")
    return f"{_clean(street)}, {postal_code} {_clean(town)}"


def _moment(value: Any, language: str) -> str:
    """Show an instant as a local day and clock time: `5 september kl. 20:00`."""
    instant, zone = _fields(value, "moment", "zone")
    if not isinstance(instant, str) or not isinstance(zone, str) or zone not in ZONES:
        raise ValueError(f"{value!r} is not a moment; write it in UTC, with the zone that it is shown in")
    local = datetime.fromisoformat(instant)
    if local.utcoffset() is None:
        raise ValueError(f"{instant!r} has no time zone; write it in UTC")
    local = local.astimezone(ZoneInfo(zone))
    return MOMENTS[language].format(day=format_date(local, DAY_OF_YEAR[language], locale=LOCALES[language]), at=local)


def _link(value: Any, language: str) -> str:
    """Show a link as it is followed: with its scheme, without blanks, and nothing in it that could end it early."""
    (link,) = _fields(value, "link")
    if not _matches(LINK, link):
        raise ValueError(f"{link!r} is not a link; write it as https://host/path")
    return str(link)


SHOW: dict[Kind, Callable[[Any, str], str]] = {
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DAYS: _days,
    Kind.HOURS: _hours,
    Kind.SERVICE: _service,
    Kind.SERVICES: _services,
    Kind.ADDRESS: _address,
    Kind.LINK: _link,
    Kind.MOMENT: _moment,
}


def _fields(value: Any, *names: str) -> tuple[Any, ...]:
    if not isinstance(value, Mapping) or len(value) != len(names) or not all(name in value for name in names):
        raise ValueError(f"{value!r} is not of the form {{{', '.join(names)}}}")
    return tuple([value[name] for name in names])


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _whole(value: Any) -> int:
    (number,) = _fields(value, "number")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MOST_NUMBER:
        raise ValueError(f"{number!r} is not a whole number from 0 to {MOST_NUMBER}")
    return number


def _counted(number: int, units: tuple[str, str]) -> str:
    one, many = units
    return f"{number} {one if number == 1 else many}"


def _named(service: Any, language: str) -> str:
    kind, name = _fields(service, "kind", "name")
    known = SERVICES[language]
    if not isinstance(kind, str) or kind not in known:
        raise ValueError(f"{kind!r} is not a kind of service; known: {', '.join(known)}")
    return f"{known[kind]} ({_clean(name)})"


def _is_seen(sign: str) -> bool:
    return not unicodedata.category(sign).startswith("C")


def _clean(value: Any) -> str:
    """Return a text on one line, without signs that are not seen, so that no header or line can be slipped in."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not text")  # noqa: TRY004 - callers catch one error for all kinds
    return _on_one_line(value)


@lru_cache(maxsize=1024)  # a bulk says the operator's name and number to everybody
def _on_one_line(value: str) -> str:
    one_line = " ".join(value.split())
    seen = one_line if one_line.isprintable() else "".join(sign for sign in one_line if _is_seen(sign))
    short = unicodedata.normalize("NFC", seen).strip()[:LONGEST_TEXT]
    if not short:
        raise ValueError("the text is empty")
    return short
