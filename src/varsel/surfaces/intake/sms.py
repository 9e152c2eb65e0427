"""SMS that come in: receipts go to the proof of what was sent, words to whom they answer."""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from varsel.kit import clock
from varsel.outlets.notices import recalling
from varsel.outlets.notices import receipts as proof
from varsel.outlets.notices.channels import Gateway
from varsel.outlets.notices.channels.elks import account
from varsel.outlets.notices.channels.elks.gateway import ElksGateway
from varsel.outlets.notices.channels.inbound import Reply
from varsel.outlets.notices.channels.smpp import smsc
from varsel.outlets.notices.channels.smpp.gateway import SmppGateway
from varsel.outlets.notices.channels.smpp.heard import Note
from varsel.outlets.notices.replies import actions as replies


def way(*, url: str) -> Gateway | None:
    """Return the gateway for SMS at an address (VARSEL_SMS), already bound or binding; None where there is none.

    Each is a bind of its own: close it, unless it is to last as long as the process.

    :raises BadAddress: when the address is no SMPP gateway's.
    :raises BadAccount: when it is no 46elks account.
    """
    if not url:
        return None
    if url.startswith("elks:"):
        return ElksGateway(account=account.read(url=url))
    gateway = SmppGateway(smsc=smsc.read(url=url), listener=Listener(), now=clock.now)
    gateway.start()
    atexit.register(gateway.close)
    return gateway


class Listener:
    """Stores what an SMPP gateway sends. Called in the channel's own thread, which has a connection of its own."""

    def receipts(self, *, notes: Sequence[Note]) -> None:
        """Keep receipts and do what follows from them."""
        at = clock.now()
        with _own_connection():
            proof.note(receipts=recalling.recall(notes=notes, at=at), channel="sms", at=at)

    def reply(self, *, reply: Reply) -> None:
        """Keep a customer's words, once."""
        with _own_connection():
            replies.take(reply=reply, at=clock.now())


@contextmanager
def _own_connection() -> Iterator[None]:
    """Use this thread's connection; one that fails is closed, so that the next time begins with another."""
    try:
        yield
    except Exception:
        connection.close()
        raise
