"""The words in which each product tells alarms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from varsel.surfaces.alarms.formats import alertmanager, librenms, tmf642, zabbix
from varsel.surfaces.alarms.told import Told


@dataclass(frozen=True, slots=True)
class Format:
    """How a product tells: `read` yields its words, `about` names what is down, `power` tells of the customer's own."""

    read: Callable[[Any, tzinfo], Iterator[Told]]
    about: tuple[str, ...]
    power: Mapping[str, Collection[str]]
    status: int = 202


FORMATS = {
    "alertmanager": Format(alertmanager.read, alertmanager.ABOUT, alertmanager.POWER),
    "librenms": Format(librenms.read, librenms.ABOUT, librenms.POWER),
    "zabbix": Format(zabbix.read, zabbix.ABOUT, zabbix.POWER),
    "tmf642": Format(tmf642.read, tmf642.ABOUT, tmf642.POWER, status=201),  # what a TM Forum listener answers
}
