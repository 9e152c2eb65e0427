"""A text as a customer would get it, on every channel. Nothing is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from varsel.outlets.notices.letters import envelopes, print_house, senders
from varsel.outlets.notices.letters.typesetting import Letter, pictures
from varsel.outlets.notices.versions import queries as versions
from varsel.outlets.notices.wording import Text, Texts, fill, gsm7, samples, typed
from varsel.outlets.notices.wording.abouts import ABOUTS
from varsel.outlets.notices.wording.blocks import Block, FactList, Heading, blocks
from varsel.outlets.notices.wording.gsm7 import Length
from varsel.records.agreements import queries as agreements
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer

MADE_UP_ADDRESS = ("Hamngatan 2", "593 30 Västervik")
MARK = "0000-0000-0000"


@dataclass(frozen=True, slots=True)
class Preview:
    """One language: the SMS with what it takes, the signs that break it and those made plain; the long text's parts."""

    language: str
    version: str
    sms: Sequence[tuple[str, bool]]  # pieces of the SMS, and whether each breaks GSM-7
    takes: Length
    replaced: Sequence[tuple[str, str]]
    subject: str
    parts: Sequence[tuple[str, Block]]


def preview(*, texts: Texts, customer: Customer | None) -> Preview:
    """Return what a customer, or one who is made up, would read.

    :raises WordingError: when the text can't be made.
    """
    facts = facts_for(texts=texts, customer=customer)
    sms = fill(texts=texts, channel="sms", facts=facts).body
    long = fill(texts=texts, channel="email", facts=facts)
    takes = gsm7.length(text=sms)
    return Preview(
        language=texts.language,
        version=texts.version,
        sms=_marked(sms, broken={one.sign for one in takes.breaks}),
        takes=takes,
        replaced=gsm7.replaced(text=texts.short),
        subject=long.subject,
        parts=[(_kind(one), one) for one in blocks(body=long.body)],
    )


def letter(*, texts: Texts, customer: Customer | None, on: date) -> list[bytes]:
    """Return the pages of the letter as pictures.

    :raises WordingError: when the text can't be made.
    """
    text: Text = fill(texts=texts, channel="letter", facts=facts_for(texts=texts, customer=customer))
    country = customer.country if customer else _country(texts.language)
    made = Letter(
        mark=MARK,
        language=texts.language,
        on=on,
        title=text.subject,
        blocks=blocks(body=text.body),
        address=_address(customer),
    )
    return pictures(letter=made, sender=senders.operator(), envelope=envelopes.of_country(country=country), ppi=90)


def facts_for(*, texts: Texts, customer: Customer | None) -> Mapping[str, Any]:
    """Return a customer's own facts: those of the last such notice, else their services and samples of the rest."""
    country = customer.country if customer else _country(texts.language)
    facts = dict(samples.facts(about=texts.about, variant=texts.variant, country=country))
    own: dict[str, Any] = {
        "operator": typed.text(settings.OPERATOR_NAME),
        "phone": typed.text(settings.OPERATOR_PHONE),
    }
    if customer:
        said = versions.said_to(party_id=customer.id, about=texts.about, variant=texts.variant)
        hidden = {"customer"} if customer.protected_identity else set()  # it may hold the name
        known = {name: value for name, value in said.items() if "pay_by" not in value and name not in hidden}
        own |= {"customer": typed.text(customer.number), **_services(customer), **known}
    return facts | {name: value for name, value in own.items() if name in ABOUTS[texts.about, texts.variant]}


def _services(customer: Customer) -> dict[str, Any]:
    had = agreements.services_of(party_ids=[customer.id])
    if not had:
        return {}
    return {
        "service": typed.service(had[0].kind, had[0].external_id),
        "services": typed.services([(one.kind, one.external_id) for one in had[:3]]),
    }


def _address(customer: Customer | None) -> tuple[str, ...]:
    """Return the lines of the window; a protected identity shows neither name nor address."""
    if customer is None:
        return ("Anna Andersson", *MADE_UP_ADDRESS)
    if customer.protected_identity:
        return ("•••", "•••", "•••")
    reach = parties.reach(party_id=customer.id).get("letter")
    place = reach.value if reach else ", ".join(MADE_UP_ADDRESS)
    return print_house.address(name=customer.name, place=place)


def _country(language: str) -> str:
    return {"nb": "NO"}.get(language, "SE")


def _marked(text: str, *, broken: set[str]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    for sign in text:
        is_broken = sign in broken
        if pieces and pieces[-1][1] == is_broken:
            pieces[-1] = (pieces[-1][0] + sign, is_broken)
        else:
            pieces.append((sign, is_broken))
    return pieces


def _kind(block: Block) -> str:
    return "heading" if isinstance(block, Heading) else "facts" if isinstance(block, FactList) else "text"
