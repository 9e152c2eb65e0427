"""The call list: who could not be reached otherwise is rung, and that counts as told."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from varsel.kit import ids
from varsel.outlets.notices import outcomes, proof
from varsel.outlets.notices.models import Attempt, Notice, State
from varsel.outlets.notices.outcomes import Arrived
from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.settling import CALL
from varsel.records.clocks import actions as clocks
from varsel.records.clocks.queries import Due
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind


class NotToBeRung(Exception):
    """The customer is not on the call list for this word, or a telephone call does not stand for it."""


@transaction.atomic(durable=True)
def rung(*, notice_id: int, said: str, actor: str, at: datetime) -> None:
    """Write down that a customer was rung and told what a notice says; `said` in the words that were used.

    :raises NotToBeRung: a word that is not on the list, or whose receipt starts a time that law gives: a call is no
        proof of it, so the customer needs an address that works.
    """
    notice = Notice.objects.select_for_update().filter(id=notice_id, state=State.UNREACHED).first()
    if notice is None:
        raise NotToBeRung(f"word {notice_id} is not on the call list: look at it again")
    if PURPOSES[notice.about].starts_time:
        raise NotToBeRung("a call does not stand for this word: ask for an address, and it goes out by itself")
    attempt = _call(notice, said=said, actor=actor, at=at)
    Attempt.objects.filter(id=attempt.id).update(outcome="accepted", ended_at=at)
    outcomes.tell(arrived=[_arrived(notice, attempt, at=at)], at=at)
    clocks.keep(kind=CALL, about=f"notice:{notice.id}", at=at)
    facts = {"notice": notice.id, "about": notice.about, "channel": "phone"}
    kind = Kind.CUSTOMER_INFORMED
    journal.write(at=at, kind=kind, about=notice.subject, actor=actor, party=notice.party_id, facts=facts)


@transaction.atomic(durable=True)
def ran_out(*, due: Due, at: datetime) -> None:
    """Note that a customer was not rung in time. They stay on the list."""
    clocks.break_duty(clock_id=due.id, at=at)


def _call(notice: Notice, *, said: str, actor: str, at: datetime) -> Attempt:
    content = said.strip().encode()
    if not content:
        raise NotToBeRung("write what was said: it is the proof")
    return Attempt.objects.create(
        ref=ids.new(at=at),
        notice=notice,
        channel="phone",
        address="",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        owner=actor,
        begun_at=at,
    )


def _arrived(notice: Notice, attempt: Attempt, *, at: datetime) -> Arrived:
    return Arrived(
        notice_id=notice.id,
        about=notice.about,
        subject=notice.subject,
        party_id=notice.party_id,
        channel="phone",
        sha256=attempt.sha256,
        stated={},
        at=at,
        received_at=proof.received_at(country=notice.country, channel="phone", letter_days=0, at=at),
    )
