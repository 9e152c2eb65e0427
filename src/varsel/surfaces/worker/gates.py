"""The gateways in a process's hands: made when words first really leave, and closed when they no longer do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from varsel.outlets.notices.channels import Gateway


@dataclass(slots=True)
class Gates:
    """Gateways by channel. Ask and close them with the mode kept (shadow.mode): nobody else has them in hand then."""

    make: Callable[[], Mapping[str, Gateway]]
    _made: Mapping[str, Gateway] | None = None
    _alone: dict[int, threading.Lock] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def real(self) -> Mapping[str, Gateway]:
        """Return the gateways that words really leave by."""
        with self._guard:
            if self._made is None:
                self._made = self.make()
                self._alone = {id(gateway): threading.Lock() for gateway in self._made.values()}
            return self._made

    def alone(self, gateway: Gateway) -> threading.Lock:
        """Return what is held by who calls a gateway: one thread at a time, also where it serves several channels."""
        return self._alone[id(gateway)]

    def close(self) -> None:
        """Say goodbye where there is somebody to say it to; the next who asks gets new ones."""
        with self._guard:
            made, self._made = self._made or {}, None
        for gateway in {id(one): one for one in made.values()}.values():
            if hasattr(gateway, "close"):
                gateway.close()
