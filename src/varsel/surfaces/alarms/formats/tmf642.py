"""TM Forum 642 Alarm Management v4: an alarm, a list of alarms, or an event that brings one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Any

from varsel.surfaces.alarms.told import NotTold, Told, mapping, moment, text

ABOUT = ("alarmedObject", "alarmedObjectName")
POWER = {"probableCause": ("powerProblem", "powerProblems", "lossOfPower", "dyingGasp")}
EVENTS = ("AlarmCreateEvent", "AlarmAttributeValueChangeEvent", "AlarmStateChangeEvent", "AlarmDeleteEvent")
_STATES = {"raised": True, "updated": True, "cleared": False}


def read(body: Any, zone: tzinfo) -> Iterator[Told]:
    """Yield what is told. An event about something else (an acknowledgement) tells nothing.

    :raises NotTold: when it is no alarm.
    """
    del zone  # instants have theirs
    if isinstance(body, list):
        if not body:
            raise NotTold("the list is empty")
        for number, one in enumerate(body):
            yield _alarm(mapping(one, where=f"[{number}]"), f"[{number}]")
        return
    told = mapping(body, where="the body")
    if "eventType" not in told:
        yield _alarm(told, "the alarm")
    elif told["eventType"] in EVENTS:
        yield _of_event(told)
    elif not str(told["eventType"]).endswith("Event"):
        raise NotTold(f"eventType {told['eventType']!r} is none of TMF642")


def _of_event(told: Mapping[str, Any]) -> Told:
    event = mapping(told.get("event"), where="event")
    alarm = dict(mapping(event.get("alarm"), where="event.alarm"))
    if told["eventType"] == "AlarmDeleteEvent":  # what is not there any more does not stand
        alarm |= {"state": "cleared", "alarmClearedTime": alarm.get("alarmClearedTime") or told.get("eventTime")}
    if not alarm.get("alarmChangedTime"):
        alarm["alarmChangedTime"] = told.get("eventTime")
    return _alarm(alarm, "event.alarm")


def _alarm(alarm: Mapping[str, Any], where: str) -> Told:
    state = text(of=alarm, name="state", where=where).lower()
    if state not in _STATES:
        raise NotTold(f"{where}: state {state!r} is none of raised, updated, cleared")
    stands = _STATES[state] and alarm.get("perceivedSeverity") != "cleared"
    field = "alarmRaisedTime" if stands else "alarmClearedTime"
    when = alarm.get(field) or (None if stands else alarm.get("alarmChangedTime"))
    source = text(of=alarm, name="sourceSystemId", where=where, default="")
    name = "externalAlarmId" if alarm.get("externalAlarmId") else "id"
    return Told(
        key=f"{source}/{text(of=alarm, name=name, where=where)}",
        is_raised=stands,
        at=moment(when, where=f"{where}: {field}"),
        labels=_labels(alarm, where),
        words=text(of=alarm, name="specificProblem", where=where, default=""),
    )


def _labels(alarm: Mapping[str, Any], where: str) -> dict[str, str]:
    object_ = mapping(alarm.get("alarmedObject"), where=f"{where}: alarmedObject")
    found = {"alarmedObject": text(of=object_, name="id", where=f"{where}: alarmedObject")}
    if object_.get("name"):
        found["alarmedObjectName"] = text(of=object_, name="name", where=f"{where}: alarmedObject")
    for name in ("alarmType", "probableCause", "perceivedSeverity", "sourceSystemId"):
        if alarm.get(name):
            found[name] = text(of=alarm, name=name, where=where)
    return found
