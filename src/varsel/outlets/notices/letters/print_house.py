"""Letters as a channel: words typeset, stored with their batch, then handed over to the print house."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import category
from uuid import UUID

from django.db import transaction

from varsel.kit import ids
from varsel.kit.copying import copy_in, next_ids
from varsel.law.calendar import local_day
from varsel.outlets.notices.channels import Message, Outcome
from varsel.outlets.notices.letters import envelopes
from varsel.outlets.notices.letters.envelopes import Envelope
from varsel.outlets.notices.letters.handing import NotHandedOver, Way
from varsel.outlets.notices.letters.manifest import FILE, Row, manifest
from varsel.outlets.notices.letters.marks import mark
from varsel.outlets.notices.letters.models import Batch, Print
from varsel.outlets.notices.letters.typesetting import Letter, NotPrintable, Sender, Sheet, typeset
from varsel.outlets.notices.wording.blocks import blocks
from varsel.records.operator import queries as operator

PRINT = {"id": "int8", "batch_id": "int8", "position": "int4", "attempt_ref": "uuid", "mark": "text", "pages": "int4"}
PRINT |= {"content": "bytea", "sha256": "text"}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whose name stands in the window, and how lists show it."""

    name: str
    shown_name: str


@dataclass(frozen=True, slots=True)
class _Set:
    """A letter that was typeset."""

    message: Message
    recipient: Recipient
    sheet: Sheet

    @property
    def ref(self) -> UUID:
        return UUID(self.message.ref)


class PrintHouse:
    """A gateway for letters. What it accepts counts as received after the days that the rules give the post."""

    receipts = False

    def __init__(
        self,
        *,
        way: Way,
        sender: Sender,
        recipients: Callable[..., Mapping[str, Recipient]],
        now: Callable[[], datetime],
    ) -> None:
        """`recipients` tells by our references to whom letters go; `now` is asked once a batch."""
        self._way, self._sender, self._recipients, self._now = way, sender, recipients, now

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Typeset and hand over, a batch a country; a letter that can't be printed is refused alone."""
        at, names = self._now(), self._recipients(refs=[one.ref for one in messages])
        for country in sorted({one.country for one in messages}):
            envelope, on = envelopes.of_country(country=country), local_day(at, operator.country(code=country).zone)
            ready = []
            for message in (one for one in messages if one.country == country):
                try:
                    sheet = self._typeset(message, names[message.ref].name, envelope=envelope, on=on)
                except NotPrintable as refused:
                    yield message.ref, Outcome(answer="rejected", because=f"not printed: {refused}")
                else:
                    ready.append(_Set(message=message, recipient=names[message.ref], sheet=sheet))
            yield from self._send(ready, envelope=envelope, country=country, at=at)

    def ask(self, *, refs: Sequence[str]) -> Iterator[tuple[str, Outcome]]:
        """Say what became of letters whose answer was lost: accepted in a batch that went out, deferred if in none."""
        known = {
            str(one.attempt_ref): one for one in Print.objects.filter(attempt_ref__in=refs).select_related("batch")
        }
        for ref in refs:
            if ref not in known:
                yield ref, Outcome(answer="deferred", because="it was never printed")
            elif known[ref].batch.handed_over_at:
                yield ref, _accepted(batch=known[ref].batch, position=known[ref].position)

    def _typeset(self, message: Message, name: str, *, envelope: Envelope, on: date) -> Sheet:
        return typeset(letter=letter(message=message, name=name, on=on), sender=self._sender, envelope=envelope)

    def _send(
        self, ready: Sequence[_Set], *, envelope: Envelope, country: str, at: datetime
    ) -> Iterator[tuple[str, Outcome]]:
        if not ready:
            return
        batch, files = _store(ready, envelope=envelope, country=country, at=at)
        try:
            self._way.put(name=batch.name, files=files)
        except NotHandedOver as refused:
            yield from ((one.message.ref, Outcome(answer="deferred", because=str(refused))) for one in ready)
            return
        Batch.objects.filter(id=batch.id).update(handed_over_at=at)
        for position, one in enumerate(ready, start=1):
            yield one.message.ref, _accepted(batch=batch, position=position)


def letter(*, message: Message, name: str, on: date) -> Letter:
    """Return a message as the letter of a day."""
    title, _, body = message.content.decode().partition("\n\n")
    return Letter(
        mark=mark(attempt_ref=UUID(message.ref)),
        language=message.language,
        on=on,
        title=title,
        blocks=blocks(body=body),
        address=address(name=name, place=message.address),
    )


def address(*, name: str, place: str) -> tuple[str, ...]:
    """Return the lines for the window: the name over the place, which is given in lines or with commas."""
    parts = [name, *(part for line in place.splitlines() for part in line.split(","))]
    return tuple(shown for part in parts if (shown := _shown(part)))


def _shown(line: str) -> str:
    """Return a line without signs that are not seen: one of them could turn what stands behind it around."""
    return " ".join("".join(sign for sign in line if category(sign) not in ("Cc", "Cf")).split())


def _accepted(*, batch: Batch, position: int) -> Outcome:
    return Outcome(answer="accepted", gateway_refs=(f"{batch.name}/{position}",))


@transaction.atomic(durable=True)
def _store(ready: Sequence[_Set], *, envelope: Envelope, country: str, at: datetime) -> tuple[Batch, dict[str, bytes]]:
    """Store the batch with its letters before it leaves; return it with the files that leave."""
    ref = ids.new(at=at)
    rows = [_row(one, position=number, envelope=envelope) for number, one in enumerate(ready, start=1)]
    listed = manifest(rows=rows)
    batch = Batch.objects.create(
        ref=ref,
        name=f"{at:%Y%m%dT%H%M%SZ}-{country}-{ref.hex[-6:]}",
        country=country,
        envelope=envelope.name,
        made_at=at,
        manifest=listed,
        manifest_sha256=hashlib.sha256(listed).hexdigest(),
    )
    keys = next_ids(table="letters_print", count=len(rows))
    printed = (
        (key, batch.id, row.position, one.ref, row.mark, row.pages, one.sheet.content, row.sha256)
        for key, row, one in zip(keys, rows, ready, strict=True)
    )
    copy_in(table="letters_print", columns=PRINT, rows=printed)
    files = {row.file: one.sheet.content for row, one in zip(rows, ready, strict=True)}
    return batch, files | {FILE: listed}


def _row(one: _Set, *, position: int, envelope: Envelope) -> Row:
    return Row(
        position=position,
        mark=mark(attempt_ref=one.ref),
        recipient=one.recipient.shown_name,
        country=one.message.country,
        language=one.message.language,
        envelope=envelope.name,
        pages=one.sheet.pages,
        sha256=hashlib.sha256(one.sheet.content).hexdigest(),
    )
