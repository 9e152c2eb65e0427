"""What the outbox calls things, what happened to a message, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Standing:
    """How a state of a message is shown: a key of the state language, its word, what happened, what to do."""

    state: str
    word: Promise
    happened: Promise
    then: Promise | str = ""


STATES: dict[str, Standing] = {
    "queued": Standing(
        "planned", _("waits to be sent"), _("It waits for its moment, for a sender, or for a stop to be lifted.")
    ),
    "handed": Standing(
        "open", _("sent, no receipt yet"), _("The gateway has it. It counts as told when the receipt says so.")
    ),
    "told": Standing("kept", _("told"), _("It arrived, and counts.")),
    "unknown": Standing(
        "unknown",
        _("nobody knows"),
        _("It was handed over and no certain answer came. It may have arrived, so it is not sent again by itself."),
        _("Ask the gateway or the customer, and write down what you found."),
    ),
    "unreached": Standing(
        "broken",
        _("reached nobody"),
        _("Every way to the customer was tried or is missing; none worked."),
        _("Ring the customer, or have a better address registered."),
    ),
    "bounced": Standing(
        "broken",
        _("came back"),
        _("It was told and did not arrive after all. From then on nothing leans on it."),
        _("The words that replace it stand on its page. A better address lets the next ones through."),
    ),
    "dropped": Standing(
        "dropped", _("not sent"), _("It was no longer true, or no longer needed, before it could be said.")
    ),
}
CHANNELS: dict[str, Promise] = {
    "sms": _("SMS"),
    "email": _("e-mail"),
    "letter": _("letter"),
    "phone": _("telephone"),
    "": _("all channels"),
}
OUTCOMES: dict[str, tuple[str, Promise]] = {
    "accepted": ("kept", _("accepted by the gateway")),
    "rejected": ("broken", _("rejected by the gateway")),
    "deferred": ("held", _("put off by the gateway")),
    "unknown": ("unknown", _("no certain answer")),
    "": ("open", _("in the sender's hands")),
}
RECEIPTS: dict[str, tuple[str, Promise]] = {
    "accepted": ("open", _("on its way")),
    "delivered": ("kept", _("delivered")),
    "expired": ("broken", _("given up by the gateway")),
    "failed": ("broken", _("did not arrive")),
    "unknown": ("unknown", _("the gateway does not know")),
}
LANGUAGES: dict[str, Promise] = {
    "sv": _("Swedish"),
    "nb": _("Norwegian (bokmål)"),
    "nn": _("Norwegian (nynorsk)"),
    "en": _("English"),
    "fi": _("Finnish"),
}
BY_RECEIPT = _("The gateway's receipt says that it was delivered: it counts from that moment.")
BY_HAND_OVER = _("This channel gives no receipts: it counts from the moment when it was accepted.")
BY_CALL = _("It was said in a telephone call: it counts from then.")
BY_DAYS = _(
    "No receipt tells when a letter is read: it counts as received %(days)s days after it was handed over"
    " (the operator's policy)."
)
