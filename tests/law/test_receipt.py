from __future__ import annotations

from datetime import UTC, datetime

import pytest

from varsel.law.receipt import presumed_receipt

SENT = datetime(2026, 3, 27, 8, 0, tzinfo=UTC)  # 09:00 in Stockholm, two days before summer time


def received(*, channel="letter", sent_at=SENT, letter_days=3):
    return presumed_receipt(channel=channel, sent_at=sent_at, letter_days=letter_days, zone="Europe/Stockholm")


@pytest.mark.parametrize("channel", ["sms", "email", "portal", "phone", "visit"])
def test_all_but_letters_are_received_when_sent(channel):
    assert received(channel=channel) == SENT


def test_a_letter_is_received_at_the_same_clock_time_days_later():
    assert received() == datetime(2026, 3, 30, 7, 0, tzinfo=UTC)
    assert received(letter_days=0) == SENT


def test_a_letter_presumed_received_in_a_skipped_hour_moves_forward():
    sent_at = datetime(2026, 3, 28, 1, 30, tzinfo=UTC)
    assert received(sent_at=sent_at, letter_days=1) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_letter_sent_late_in_the_evening_counts_from_its_local_day():
    assert received(sent_at=datetime(2026, 6, 1, 22, 30, tzinfo=UTC)) == datetime(2026, 6, 4, 22, 30, tzinfo=UTC)


def test_what_can_not_be_is_refused():
    with pytest.raises(ValueError, match="unknown channel 'Letter'"):
        received(channel="Letter")
    with pytest.raises(ValueError, match="letter_days is -1"):
        received(letter_days=-1)
    with pytest.raises(ValueError, match="no time zone"):
        received(channel="sms", sent_at=datetime(2026, 3, 27, 8))  # noqa: DTZ001 (the mistake under test)
