"""E-mail that comes in: reports go to the proof of what was sent, words to whom they answer. Nobody is answered."""

from __future__ import annotations

from datetime import datetime

from varsel.outlets.notices import receipts
from varsel.outlets.notices.channels.mail import incoming
from varsel.outlets.notices.replies import actions as replies


def take(*, content: bytes, at: datetime) -> str:
    """Take one e-mail, as the mail server got it, and return in a word what it was.

    :raises NoMail: when it is none.
    """
    heard = incoming.read(content=content, at=at)
    if heard.receipts:
        receipts.note(receipts=heard.receipts, channel="email", at=at)
        return "report"
    if heard.reply is None:
        return "report about nothing of ours"
    new = replies.take(reply=heard.reply, ref=heard.ref, automatic=heard.automatic, at=at)
    if new is None:
        return "known"
    return "automatic" if heard.automatic else "reply"
