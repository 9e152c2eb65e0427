"""Days and instants as people of a language write them: weekday and date always, the clock where it matters."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from babel.dates import format_date, format_time

from varsel.kit.money import LOCALES

DAY = {"sv": "EEE d MMM y", "nb": "EEE d. MMM y", "en": "EEE d MMM y"}
CLOCK = {"sv": "'kl.' HH.mm", "nb": "'kl.' HH.mm", "en": "HH:mm"}


def day_in_words(*, day: date, language: str) -> str:
    """Return a civil day: `fre 20 nov. 2026`."""
    return format_date(day, DAY[language], locale=LOCALES[language])


def instant_in_words(*, instant: datetime, zone: tzinfo, language: str) -> str:
    """Return an instant in the zone's local time: `fre 20 nov. 2026 kl. 08.43`.

    :raises ValueError: when the instant carries no zone of its own.
    """
    if instant.tzinfo is None:
        raise ValueError(f"{instant}: an instant needs a zone; give it in UTC")
    local = instant.astimezone(zone)
    clock = format_time(local.timetz(), CLOCK[language], tzinfo=zone, locale=LOCALES[language])
    joint = ", " if language == "en" else " "
    return day_in_words(day=local.date(), language=language) + joint + clock
