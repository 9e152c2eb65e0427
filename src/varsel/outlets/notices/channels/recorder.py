"""A gateway that only records: stories, rehearsals and tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from varsel.outlets.notices.channels import Message, Outcome


class Recorder:
    """Accepts everything, except for addresses that were told to bounce."""

    receipts = False

    def __init__(self) -> None:
        self.handed: list[Message] = []
        self._bouncing: set[tuple[str, str]] = set()

    def bounce(self, *, channel: str, address: str) -> None:
        """Let this address fail from now on."""
        self._bouncing.add((channel, address))

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Record the messages and accept them, or reject them where they bounce."""
        for message in messages:
            yield message.ref, self._take(message)

    def _take(self, message: Message) -> Outcome:
        if (message.channel, message.address) in self._bouncing:
            return Outcome(answer="rejected", because="bounced")
        self.handed.append(message)
        return Outcome(answer="accepted", gateway_refs=(f"recorded-{len(self.handed)}",))
