"""What a text may not leave out: facts and words that the law, or the customer's choice, wants said."""

from __future__ import annotations

import re
from collections.abc import Mapping

from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.wording import files

PLACEHOLDER = re.compile(r"\(\(([a-z_]+)\)\)", re.ASCII)
Words = Mapping[str, Mapping[str, str]]  # what is to be said → by language, as a pattern

_DEBT = ("late_payer_warning", "service_limited", "service_closed")
_TIME: Words = {"more time": {"sv": "mer tid", "nb": "mer tid", "en": "more time"}}
_PERSON: Words = {"a person reviews it": {"sv": "person", "nb": "person", "en": "person"}}
_DISPUTE: Words = {"how to object": {"sv": "bestrid", "nb": "bestrid", "en": "dispute"}}
_CALLS: Words = {"emergency calls work": {"sv": "nödsamtal", "nb": "nødanrop", "en": "emergency"}}
_FREE: Words = {"toll-free calls work": {"sv": "avgiftsfri", "nb": "gratisn", "en": "toll-free"}}
_STOP: Words = {"how to stop offers": {"sv": "STOPP", "nb": "STOPP", "en": "STOP"}}


def facts(*, about: str, variant: str, length: str) -> frozenset[str]:
    """Return the placeholders that a text must hold.

    What the law wants said is all that the product's own text says; else who speaks, how to reach them and, in the
    long text of an offer, how to get no more.
    """
    purpose = PURPOSES[about]
    if purpose.kind == "legal":
        own = files.template(about=about, variant=variant, language="en", length=length)
        return frozenset(PLACEHOLDER.findall(own))
    leave = {"unsubscribe"} if purpose.kind == "offer" and length == "long" else set()
    return frozenset({"operator", "phone"} | leave)


def words(*, about: str, variant: str, length: str) -> Words:
    """Return what a text must say in words of its own, by language."""
    if PURPOSES[about].kind == "offer":
        return _STOP if length == "short" else {}
    if about not in ("payment_demand", *_DEBT) or variant == "life_line":
        return {}
    both = {**_TIME, **_PERSON, **_CALLS}
    return both if length == "short" else {**both, **_DISPUTE, **_FREE}
