"""A gateway that only records: stories, rehearsals and tests."""

from __future__ import annotations

from varsel.outlets.notices.channels import Message, Outcome


class Recorder:
    """Accepts everything, except for addresses that were told to bounce."""

    def __init__(self) -> None:
        self.handed: list[Message] = []
        self._bouncing: set[tuple[str, str]] = set()

    def bounce(self, *, channel: str, address: str) -> None:
        """Let this address fail from now on."""
        self._bouncing.add((channel, address))

    def hand_over(self, *, message: Message) -> Outcome:
        """Record the message and accept it, or reject it where it bounces."""
        if (message.channel, message.address) in self._bouncing:
            return Outcome(accepted=False, because="bounced")
        self.handed.append(message)
        return Outcome(accepted=True, gateway_ref=f"recorded-{len(self.handed)}")
