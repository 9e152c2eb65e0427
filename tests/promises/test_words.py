"""Notices, attempts, warnings and proposals by raw SQL: nothing is told that was not handed over, then and there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

import builders
from promises.conftest import Owing
from promises.forging import LIMITED_AT, count, permit, put, refused, run
from promises.telling import DEMANDED_AT, Demanded, attempt, hand_over, notice, queued, warning

HOUR = timedelta(hours=1)
LONG_AGO = datetime(2026, 1, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def untold(policy: int) -> Demanded:
    """Give a demand that waits to be handed over."""
    return queued(builders.service(party_id=builders.customer()))


def test_a_notice_does_not_begin_as_told(untold: Demanded) -> None:
    row = notice(party_id=untold.warning.party_id, subject="invoice:1", at=DEMANDED_AT)
    told = {"state": "told", "told_at": DEMANDED_AT, "told_by": "email", "received_at": DEMANDED_AT}

    with refused(by="notices_notice_begins_queued"):
        put("notices_notice", **(row | told))
    put("notices_notice", **row)


def test_a_notice_is_not_made_in_the_past(untold: Demanded) -> None:
    row = {"party_id": untold.warning.party_id, "subject": "invoice:1"}

    with refused(by="notices_notice_not_backdated"):
        put("notices_notice", **notice(at=LONG_AGO, **row))
    with refused(by="notices_attempt_not_backdated"):
        put("notices_attempt", **attempt(notice_id=untold.word.id, at=LONG_AGO))


def test_a_notice_is_told_only_by_an_attempt_that_was_accepted_then(untold: Demanded) -> None:
    attempt_id = put("notices_attempt", **attempt(notice_id=untold.word.id, at=DEMANDED_AT))
    with refused(by="notice_told_by_an_attempt"):
        _tell(untold, at=DEMANDED_AT)

    run("UPDATE notices_attempt SET outcome = 'accepted', ended_at = %s WHERE id = %s", DEMANDED_AT, attempt_id)
    for at, channel in ((DEMANDED_AT + HOUR, "email"), (DEMANDED_AT, "letter")):
        with refused(by="notice_told_by_an_attempt"):
            _tell(untold, at=at, channel=channel)
    _tell(untold, at=DEMANDED_AT)


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({"outcome": "accepted", "ended_at": DEMANDED_AT}, "notices_attempt_begins_open"),
        ({"sha256": "0" * 64}, "attempt_holds_its_bytes"),
        ({"ended_at": DEMANDED_AT}, "attempt_ends_with_an_outcome"),
    ],
)
def test_an_attempt_begins_with_its_bytes_and_without_an_outcome(
    untold: Demanded, changes: dict[str, Any], by: str
) -> None:
    with refused(by=by):
        put("notices_attempt", **attempt(notice_id=untold.word.id, at=DEMANDED_AT, **changes))


def test_a_notice_has_no_two_live_attempts(untold: Demanded) -> None:
    first = put("notices_attempt", **attempt(notice_id=untold.word.id, at=DEMANDED_AT))
    for outcome in (None, "unknown", "accepted"):
        ended_at = DEMANDED_AT if outcome else None
        run("UPDATE notices_attempt SET outcome = %s, ended_at = %s WHERE id = %s", outcome, ended_at, first)
        with refused(by="attempt_at_most_one_live"):
            put("notices_attempt", **attempt(notice_id=untold.word.id, at=DEMANDED_AT))

    assert count("notices_attempt") == 1


def test_after_a_rejected_attempt_there_may_be_another(untold: Demanded) -> None:
    first = put("notices_attempt", **attempt(notice_id=untold.word.id, at=DEMANDED_AT))
    run("UPDATE notices_attempt SET outcome = 'rejected', ended_at = %s WHERE id = %s", DEMANDED_AT, first)

    put("notices_attempt", **attempt(notice_id=untold.word.id, at=DEMANDED_AT))

    for outcome in ("accepted", "unknown", None):
        with refused(by="notices_attempt_keeps_outcome"):
            run("UPDATE notices_attempt SET outcome = %s WHERE id = %s", outcome, first)


def test_what_was_told_stays_told(untold: Demanded) -> None:
    hand_over(untold)

    for column, value in (("state", "queued"), ("received_at", DEMANDED_AT + HOUR), ("told_by", "sms")):
        with refused(by="notices_notice_stays_told"):
            run(f"UPDATE notices_notice SET {column} = %s", value)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notices_notice SET facts = '{}'",
        "UPDATE notices_notice SET party_id = party_id",
        "UPDATE notices_notice SET subject = 'invoice:2'",
        "UPDATE notices_attempt SET content = 'other'",
        "UPDATE notices_attempt SET stated = '{}'",
        "UPDATE notices_attempt SET begun_at = begun_at",
        "DELETE FROM notices_attempt",
        "DELETE FROM notices_notice",
        "UPDATE arrears_warning SET ground = 'repeatedly_late'",
        "UPDATE arrears_warned_service SET amount_ore = 1",
        "DELETE FROM arrears_warned_service",
        "UPDATE arrears_deadline SET ends_at = told_at",
        "DELETE FROM arrears_deadline",
        "TRUNCATE arrears_deadline",
    ],
)
def test_the_words_themselves_are_not_rewritten(untold: Demanded, statement: str) -> None:
    with refused(by="permission"):
        run(statement)


def test_a_warning_is_told_by_no_other_word_than_its_own(two: tuple[Owing, Owing]) -> None:
    mine, other = (one.deadline for one in two)
    fresh = notice(party_id=mine.party_id, subject=f"invoice:{mine.invoice_id}", at=LIMITED_AT)
    own = {"invoice_id": mine.invoice_id, "party_id": mine.party_id, "at": LIMITED_AT}
    open_again = notice(party_id=1, subject="", about="service_reopened", at=LIMITED_AT)
    for wrong in (
        {"subject": f"invoice:{other.invoice_id}"},
        {"about": "service_reopened", "template": open_again["template"]},
        {"party_id": other.party_id},
    ):
        notice_id = put("notices_notice", **(fresh | {"ref": builders.key()} | wrong))
        with refused(by="warning_notice"):
            put("arrears_warning", **warning(notice_id=notice_id, **own))

    notice_id = put("notices_notice", **fresh)
    for wrong in ({"made_at": LIMITED_AT - HOUR}, {"ground": "repeatedly_late"}):
        with refused(by="warning_notice"):
            put("arrears_warning", **warning(notice_id=notice_id, **own, **wrong))
    with refused(by="warning_invoice_owner"):
        put("arrears_warning", **warning(notice_id=notice_id, **(own | {"invoice_id": other.invoice_id})))
    put("arrears_warning", **warning(notice_id=notice_id, **own))


@pytest.mark.parametrize(("due_on", "is_early"), [(date(2026, 3, 25), True), (date(2026, 3, 24), False)])
def test_an_invoice_is_not_demanded_before_it_is_due(owing: Owing, due_on: date, is_early: bool) -> None:
    party_id = owing.service.party_id
    invoice_id = builders.invoice(services=[owing.service], due_on=due_on, at=LIMITED_AT)
    row = notice(party_id=party_id, subject=f"invoice:{invoice_id}", at=LIMITED_AT)
    made = {"invoice_id": invoice_id, "notice_id": put("notices_notice", **row), "party_id": party_id}
    if is_early:
        with refused(by="warning_not_before_due"):
            put("arrears_warning", **warning(at=LIMITED_AT, **made))
    else:
        put("arrears_warning", **warning(at=LIMITED_AT, **made))


def test_a_proposal_is_not_approved_by_who_caused_it(owing: Owing) -> None:
    proposal_id = put("arrears_proposal", **_proposal(owing, caused_by="staff:7"))
    approve = "UPDATE arrears_proposal SET state = 'approved', approved_by = %s, approved_at = %s WHERE id = %s"

    with refused(by="proposal_approved_by_another"):
        run(approve, "staff:7", LIMITED_AT, proposal_id)
    with refused(by="proposal_acted_only_when_approved"):
        run("UPDATE arrears_proposal SET state = 'acted' WHERE id = %s", proposal_id)
    with refused(by="permission"):
        run("UPDATE arrears_proposal SET caused_by = 'staff:8' WHERE id = %s", proposal_id)
    run(approve, "staff:8", LIMITED_AT, proposal_id)


def test_a_proposal_begins_open_on_a_lawful_verdict_and_settles_once(owing: Owing) -> None:
    row = _proposal(owing, caused_by="feed")
    with refused(by="arrears_proposal_settled_once"):
        put("arrears_proposal", **(row | {"state": "approved", "approved_by": "staff:1", "approved_at": LIMITED_AT}))
    with refused(by="proposal_entry"):
        unlawful = permit(service=owing.service, at=LIMITED_AT, kind="restriction_considered", lawful=False)
        put("arrears_proposal", **(row | {"entry_id": unlawful}))

    proposal_id = put("arrears_proposal", **row)
    run("UPDATE arrears_proposal SET state = 'fallen' WHERE id = %s", proposal_id)
    with refused(by="arrears_proposal_settled_once"):
        run("UPDATE arrears_proposal SET state = 'open' WHERE id = %s", proposal_id)


def _tell(demanded: Demanded, *, at: datetime, channel: str = "email") -> None:
    run(
        "UPDATE notices_notice SET state = 'told', told_at = %s, told_by = %s, received_at = %s WHERE id = %s",
        at,
        channel,
        at,
        demanded.word.id,
    )


def _proposal(owing: Owing, *, caused_by: str) -> dict[str, Any]:
    return {
        "ref": builders.key(),
        "service_id": owing.service.id,
        "party_id": owing.service.party_id,
        "action": "limit",
        "entry_id": permit(service=owing.service, at=LIMITED_AT, kind="limiting_proposed"),
        "made_at": LIMITED_AT,
        "caused_by": caused_by,
        "state": "open",
    }
