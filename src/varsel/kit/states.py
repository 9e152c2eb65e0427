"""The state language: what every surface says, and shows, about the state of a thing.

Four cues always go together: an icon, a word, a colour and a pattern, so that no one of them is needed to understand.
Red is never used for a late payment: a service that is limited or closed for it is shown in the colours of waiting.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Shown:
    """How one state is shown: a symbol of icons.svg, a tone and a pattern of varsel.css, and its word."""

    icon: str
    tone: str
    pattern: str
    word: Promise


STATES: dict[str, Shown] = {
    "working": Shown(icon="check", tone="success", pattern="plain", word=_("working")),
    "disturbed": Shown(icon="half", tone="warning", pattern="dotted", word=_("disturbed")),
    "down": Shown(icon="cross", tone="danger", pattern="hatched", word=_("down")),
    "planned": Shown(icon="clock", tone="violet", pattern="plain", word=_("planned")),
    "waiting_material": Shown(icon="hourglass", tone="sea", pattern="plain", word=_("waiting for material")),
    "unknown": Shown(icon="question", tone="neutral", pattern="plain", word=_("not known")),
    "signposted": Shown(icon="sign", tone="info", pattern="plain", word=_("signposted")),
    "limited": Shown(icon="half", tone="sea", pattern="dotted", word=_("limited")),
    "closed": Shown(icon="bar", tone="sea", pattern="hatched", word=_("closed")),
    "outgoing_barred": Shown(icon="bar", tone="sea", pattern="dotted", word=_("outgoing calls barred")),
    "open": Shown(icon="clock", tone="info", pattern="plain", word=_("open")),
    "due_soon": Shown(icon="hourglass", tone="warning", pattern="dotted", word=_("due soon")),
    "kept": Shown(icon="check", tone="success", pattern="plain", word=_("kept")),
    "broken": Shown(icon="cross", tone="danger", pattern="hatched", word=_("broken")),
    "dropped": Shown(icon="bar", tone="neutral", pattern="plain", word=_("dropped")),
    "held": Shown(icon="pause", tone="violet", pattern="plain", word=_("on hold")),
}


def shown(*, state: str) -> Shown:
    """Return how the state is shown.

    :raises ValueError: when the state is none of STATES.
    """
    if state not in STATES:
        raise ValueError(f"{state!r} is no state of the state language: {', '.join(STATES)}")
    return STATES[state]
