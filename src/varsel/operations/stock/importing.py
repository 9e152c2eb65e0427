"""Lists that people bring: devices with their numbers, and where there is mobile coverage. One error names its line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO

from django.utils.translation import gettext as _
from stdnum import luhn

from varsel.operations.stock.actions import New
from varsel.records.agreements import queries as agreements
from varsel.records.network import queries as network

MOST = 10_000
_ICCID = re.compile(r"89[0-9]{16,18}", re.ASCII)
_CHECKED = 19  # so long with its check digit (ITU-T E.118)
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
_WORDS = {"yes": True, "ja": True, "true": True, "1": True, "no": False, "nej": False, "nei": False, "false": False}
_WORDS["0"] = False


class BadListError(Exception):
    """A list that can't be read: the message says in which line, what is wrong, and what to write."""


@dataclass(slots=True)
class Covered:
    """What a list says: for nodes and for services, by id."""

    nodes: dict[int, bool] = field(default_factory=dict)
    services: dict[int, bool] = field(default_factory=dict)


def read_devices(*, text: str) -> list[New]:
    """Return the devices of a list: a line each, `serial; ICCID; number`, the last two may be left out.

    :raises BadListError: when a line is none, or a number stands twice.
    """
    found: list[New] = []
    seen: set[str] = set()
    for number, cells in _lines(text):
        device = _device(number, cells)
        for said in filter(None, device):
            if said in seen:
                raise BadListError(_("Line %(line)s: %(value)s stands twice.") % {"line": number, "value": said})
            seen.add(said)
        found.append(device)
    if not found:
        raise BadListError(_("There is no line in it: write one device a line."))
    return found


def read_coverage(*, text: str) -> Covered:
    """Return what a list says of mobile coverage: a line each, `node or service; yes or no`.

    :raises BadListError: when a line is none, or names what the register does not have.
    """
    covered = Covered()
    for number, cells in _lines(text):
        if len(cells) != 2 or cells[1].lower() not in _WORDS:
            raise BadListError(
                _("Line %(line)s: write a node or a service, a semicolon, and yes or no.") % {"line": number}
            )
        is_there = _WORDS[cells[1].lower()]
        node_id, service = network.node_id(external_id=cells[0]), agreements.service_called(external_id=cells[0])
        if node_id is not None:
            covered.nodes[node_id] = is_there
        elif service is not None:
            covered.services[service.id] = is_there
        else:
            said = {"line": number, "value": cells[0]}
            raise BadListError(_("Line %(line)s: no node and no service is called %(value)s.") % said)
    if not covered.nodes and not covered.services:
        raise BadListError(_("There is no line in it: write one node or service a line."))
    return covered


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"), start=1):
        if number > MOST:
            raise BadListError(_("More than %(most)s lines: bring them in parts.") % {"most": MOST})
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            yield number, stripped


def _device(line: int, cells: list[str]) -> New:
    serial, iccid, number = ((cell.upper().replace(" ", "") or None) for cell in (*cells, "", "")[:3])
    said = {"line": line, "value": iccid or number or ""}
    if not serial or len(cells) > 3:
        raise BadListError(_("Line %(line)s: write the serial number, the ICCID and the number of the SIM.") % said)
    if iccid and not is_iccid(text=iccid):
        raise BadListError(
            _("Line %(line)s: %(value)s is no ICCID; its digits do not check out. Scan it again.") % said
        )
    if number and not _NUMBER.fullmatch(number):
        said["value"] = number
        raise BadListError(_("Line %(line)s: %(value)s is no number: write it with + and the country.") % said)
    return New(serial=serial, iccid=iccid, number=number)


def is_iccid(*, text: str) -> bool:
    """Tell whether it is the number of a SIM: 89, then 16 to 18 digits, the last of 19 or 20 a check digit (E.118)."""
    return bool(_ICCID.fullmatch(text)) and (len(text) < _CHECKED or luhn.is_valid(text))
