"""Handing SMS over by HTTPS, on connections that are kept. A lost answer is unknown, and is never asked again."""

from __future__ import annotations

import base64
import http.client
import json
import queue
import select
import ssl
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from urllib.parse import urlencode

from varsel.outlets.notices.channels import Message, Outcome
from varsel.outlets.notices.channels.elks.account import Account
from varsel.outlets.notices.channels.smpp.parts import Unsendable, recipient

PATH = "/a1/sms"
_LATER = {401, 402, 408, 425, 429, 503}  # not taken, and not for the message's sake
_REFUSED = range(400, 500)


class ElksGateway:
    """A gateway for the channel "sms". What it accepts counts once the provider has told that it arrived."""

    receipts = True

    def __init__(self, *, account: Account) -> None:
        self._account = account
        self._idle: queue.LifoQueue[_Line] = queue.LifoQueue()
        self._pool = ThreadPoolExecutor(max_workers=account.connections, thread_name_prefix="elks")

    def close(self) -> None:
        """End, when what has begun is through."""
        self._pool.shutdown()
        while not self._idle.empty():
            self._idle.get().close()

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Hand SMS over, urgent ones first, a few at a time; what could not begin in two seconds is deferred."""
        until = time.monotonic() + self._account.patience
        ordered = sorted(messages, key=lambda one: not one.urgent)
        asked: dict[Future[Outcome | None], str] = {
            self._pool.submit(self._hand_over, one, until): one.ref for one in ordered
        }
        for done in as_completed(asked):
            outcome = done.result()
            if outcome:
                yield asked[done], outcome

    def _hand_over(self, message: Message, until: float) -> Outcome | None:
        """Hand one over; None when nobody knows whether it went."""
        if time.monotonic() > until:
            return Outcome("deferred", because="the provider is slow")
        try:
            recipient(number=message.address)
            form = self._form(message)
        except (Unsendable, UnicodeDecodeError) as error:
            return Outcome("rejected", because=str(error), permanent=isinstance(error, Unsendable))
        try:
            line = self._line()
        except OSError as error:
            return Outcome("deferred", because=f"not connected: {error}")
        try:
            answer = line.post(form)
        except (OSError, http.client.HTTPException):
            line.close()
            return None
        self._idle.put(line)
        return _outcome(*answer)

    def _form(self, message: Message) -> str:
        account = self._account
        return urlencode(
            {
                "from": account.senders.get(message.country) or account.senders[""],
                "to": message.address,
                "message": message.content.decode(),
                "whendelivered": f"{account.told}/delivered/{message.ref}/",
            }
        )

    def _line(self) -> _Line:
        """Return a kept connection; a new one when it was quiet for long or the other side has closed it.

        :raises OSError: when none can be made.
        """
        try:
            line = self._idle.get_nowait()
        except queue.Empty:
            return _Line(account=self._account)
        if line.is_fresh:
            return line
        line.close()
        return _Line(account=self._account)


class _Line:
    """One kept connection.

    :raises OSError: when it can't be made.
    """

    def __init__(self, *, account: Account) -> None:
        self._account, self._used = account, time.monotonic()
        timeout = account.answer_within
        if account.tls:
            context = ssl.create_default_context()
            self._http: http.client.HTTPConnection = http.client.HTTPSConnection(
                account.host, account.port, timeout=timeout, context=context
            )
        else:
            self._http = http.client.HTTPConnection(account.host, account.port, timeout=timeout)
        self._http.connect()
        words = base64.b64encode(f"{account.user}:{account.password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {words}", "Content-Type": "application/x-www-form-urlencoded"}

    @property
    def is_fresh(self) -> bool:
        """Tell whether a request would reach the provider, as far as can be told."""
        if self._http.sock is None or time.monotonic() - self._used > self._account.fresh_for:
            return False
        readable, _, _ = select.select([self._http.sock], [], [], 0)
        return not readable  # what can be read before we ask is the other side's farewell

    def post(self, form: str) -> tuple[int, bytes]:
        """Ask, and return the answer.

        :raises OSError: when nobody knows whether it came.
        :raises http.client.HTTPException: likewise.
        """
        self._http.request("POST", PATH, body=form, headers=self._headers)
        answer = self._http.getresponse()
        body = answer.read(100_000)
        self._used = time.monotonic()
        return answer.status, body

    def close(self) -> None:
        """Close it."""
        self._http.close()


def _outcome(status: int, body: bytes) -> Outcome | None:
    """Say what an answer means. After an error of the provider's own nobody knows."""
    said = " ".join(body[:200].decode("utf-8", "replace").split())
    if status in _LATER:
        return Outcome("deferred", because=f"HTTP {status} {said}".strip())
    if status in _REFUSED:
        blamed = "'to'" in said or '"to"' in said or "to number" in said.lower()
        return Outcome("rejected", because=f"HTTP {status} {said}".strip(), permanent=blamed)
    if status != http.HTTPStatus.OK:
        return None
    return _accepted(body)


def _accepted(body: bytes) -> Outcome | None:
    try:
        told = json.loads(body)
        given, state = str(told["id"]), str(told.get("status", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if state == "failed":
        return Outcome("rejected", gateway_refs=(given,), because="the provider says that it failed", permanent=False)
    return Outcome("accepted", gateway_refs=(given,))
