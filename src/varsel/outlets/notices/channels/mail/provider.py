"""E-mail by a provider's API, through django-anymail: Mailgun, Postmark, Amazon SES and a dozen more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import requests
from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from anymail.message import AnymailMessage
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from varsel.outlets.notices.channels import Message, Outcome
from varsel.outlets.notices.channels.mail.addresses import BadAddress, Ours
from varsel.outlets.notices.channels.mail.composing import compose

_TAKEN = {"sent", "queued"}
_KEPT = (
    "Message-ID",
    "References",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Language",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
)
_AGAIN = {408, 425, 429}  # too early, too many: the provider took nothing
_CLOSED = {401, 402, 403}  # it does not let us in: a person must see to it, and nothing was taken


class Provider:
    """A gateway for e-mail. What the provider takes counts as received unless its webhook says otherwise."""

    receipts = False

    def __init__(self, *, backend: str, ours: Ours) -> None:
        """`backend`: an anymail backend, `anymail.backends.mailgun.EmailBackend`; its keys are in the settings."""
        self._connection: BaseEmailBackend = get_connection(backend)
        self._ours = ours

    def hand_over(self, *, messages: Sequence[Message]) -> Iterator[tuple[str, Outcome]]:
        """Hand over one after the other on a kept connection; an answer that was lost is not given."""
        self._connection.open()
        try:
            for message in messages:
                outcome = self._hand_over(message)
                if outcome is not None:
                    yield message.ref, outcome
        finally:
            self._connection.close()

    def _hand_over(self, message: Message) -> Outcome | None:
        try:
            mail = as_anymail(message=message, ours=self._ours)
        except BadAddress as wrong:
            return Outcome(answer="rejected", because=str(wrong))
        try:
            self._connection.send_messages([mail])
        except AnymailRecipientsRefused as refused:
            return Outcome(answer="rejected", because=_short(refused))
        except AnymailAPIError as failed:
            return _meant(failed)
        status = mail.anymail_status.recipients[message.address.lower()]
        if status.status in _TAKEN:
            return Outcome(answer="accepted", gateway_refs=(str(status.message_id),))
        return Outcome(answer="rejected", because=f"the provider says: {status.status}")


def as_anymail(*, message: Message, ours: Ours) -> AnymailMessage:
    """Return the e-mail of a hand-over for anymail: the same words and headers as a relay gets.

    :raises BadAddress: when it can't be sent there.
    """
    made = compose(message=message, ours=ours)
    plain, page = made.get_body(("plain",)), made.get_body(("html",))
    assert plain
    assert page
    mail = AnymailMessage(
        subject=made["Subject"],
        body=plain.get_content(),
        from_email=str(made["From"]),
        to=[message.address.lower()],
        reply_to=[made["Reply-To"]],
        headers={name: str(made[name]) for name in _KEPT if name in made},
    )
    mail.attach_alternative(page.get_content(), "text/html")
    mail.metadata = {"ref": message.ref}
    mail.track_clicks = mail.track_opens = False
    return mail


def _meant(failed: AnymailAPIError) -> Outcome | None:
    """Say what a failed call means; None where nobody knows whether the provider took the message."""
    code = failed.status_code
    if code in _AGAIN or code in _CLOSED:
        return Outcome(answer="deferred", because=_short(failed))
    if code is not None and 400 <= code < 500:
        return Outcome(answer="rejected", because=_short(failed), permanent=False)
    cause = failed.__cause__
    if isinstance(cause, requests.ConnectTimeout) or _never_connected(cause):
        return Outcome(answer="deferred", because=f"{type(cause).__name__}: the provider can't be reached")
    return None


def _never_connected(cause: BaseException | None) -> bool:
    """Tell whether the connection was not even made: then nothing can have been taken."""
    return isinstance(cause, requests.ConnectionError) and "NewConnectionError" in repr(cause)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
