"""Zabbix, media type webhook: its script posts the macros of one event as JSON.

    {"event_id": "{EVENT.ID}", "event_value": "{EVENT.VALUE}", "host": "{HOST.HOST}", "event_name": "{EVENT.NAME}",
     "event_date": "{EVENT.DATE}", "event_time": "{EVENT.TIME}",
     "event_recovery_date": "{EVENT.RECOVERY.DATE}", "event_recovery_time": "{EVENT.RECOVERY.TIME}"}

`event_timestamp` and `event_recovery_timestamp` (seconds since 1970) overtake the dates, which say no zone. A macro
that has no value comes as it is written, in braces, or as *UNKNOWN*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

from varsel.surfaces.alarms.told import NotTold, Told, mapping, moment, text

ABOUT = ("host", "host_name")
POWER = {"cause": ("dying-gasp", "power")}
_VALUES = {"1": True, "0": False}


def read(body: Any, zone: tzinfo) -> Iterator[Told]:
    """Yield what an event tells.

    :raises NotTold: when it is none.
    """
    event = {key: value for key, value in mapping(body, where="the body").items() if _has_value(value)}
    value = text(of=event, name="event_value", where="the event")
    if value not in _VALUES:
        raise NotTold(f"the event: event_value {value!r} is neither 1 (problem) nor 0 (recovery)")
    part = "event" if _VALUES[value] else "event_recovery"
    names = [name for name in event if isinstance(event[name], str) and len(event[name]) <= 500]
    yield Told(
        key=text(of=event, name="event_id", where="the event"),
        is_raised=_VALUES[value],
        at=_at(event, part, zone),
        labels={name: text(of=event, name=name, where="the event") for name in names},
        words=text(of=event, name="event_name", where="the event", default=""),
    )


def _at(event: Mapping[str, Any], part: str, zone: tzinfo) -> datetime:
    if f"{part}_timestamp" in event:
        return moment(str(event[f"{part}_timestamp"]), where=f"the event: {part}_timestamp")
    day = text(of=event, name=f"{part}_date", where="the event").replace(".", "-")
    clock = text(of=event, name=f"{part}_time", where="the event")
    return moment(f"{day}T{clock}", where=f"the event: {part}_date and {part}_time", zone=zone)


def _has_value(value: object) -> bool:
    return not (
        isinstance(value, str) and (value in {"", "*UNKNOWN*"} or (value.startswith("{") and value.endswith("}")))
    )
