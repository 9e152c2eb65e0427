"""A gateway into a folder: one file a message, for whatever carries it on."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from varsel.outlets.notices.channels import Message, Outcome

_SUFFIX = {"sms": "sms.txt", "email": "email.txt", "letter": "letter.txt"}


class Spool:
    """Writes each message to `folder/channel/reference.….txt`: the address in the first line, then the content."""

    receipts = False

    def __init__(self, *, folder: Path) -> None:
        self._folder = folder

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Write the messages, one file each, and answer when the disk has it."""
        for message in messages:
            yield message.ref, self._write(message)

    def _write(self, message: Message) -> Outcome:
        """Write a file that appears whole or not at all; one that is there already is the same message."""
        target = self._folder / message.channel / f"{message.ref}.{_SUFFIX[message.channel]}"
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        with part.open("wb") as file:
            file.write(message.address.replace("\n", ", ").encode() + b"\n\n" + message.content)
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
        _keep_names(folder=target.parent)
        return Outcome(answer="accepted", gateway_refs=(target.name,))


def _keep_names(*, folder: Path) -> None:
    """Have the disk keep the names in a folder: else a file that was accepted could be gone after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
