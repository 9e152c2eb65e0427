"""In whatever order and however often words arrive, the alarms that stand are the same: by a naive oracle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from surfaces.alarms.sayings import AT, alert, tell
from varsel.surfaces.alarms import rows
from varsel.surfaces.alarms.models import Alarm

Word = tuple[str, int, bool]  # alarm, second, whether it was raised
WORDS = st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 6), st.booleans()), min_size=1, max_size=12)


def _naive(words: Sequence[Word]) -> dict[str, tuple[datetime | None, datetime | None]]:
    """Tell by the definition: the last clearing, and the first raising after it."""
    found = {}
    for key in {word[0] for word in words}:
        clears = [second for name, second, is_raised in words if name == key and not is_raised]
        cleared = max(clears, default=None)
        raises = [
            second for name, second, is_raised in words
            if name == key and is_raised and (cleared is None or second > cleared)
        ]  # fmt: skip
        raised = min(raises, default=None)
        found[key] = (_at(raised), _at(cleared))
    return found


def _at(second: int | None) -> datetime | None:
    return None if second is None else AT + timedelta(seconds=second)


def _folded(words: Sequence[Word], cuts: Sequence[int]) -> dict[str, tuple[datetime | None, datetime | None]]:
    """Let words come in, folded after each of these, and undo all of it."""
    with transaction.atomic():
        for number, (key, second, is_raised) in enumerate(words):
            tell(alert(key, at=AT + timedelta(seconds=second), up=not is_raised, key=key), at=AT)
            if number in cuts:
                rows.fold()
        rows.fold()
        found = {one.key: (one.raised_at, one.cleared_at) for one in Alarm.objects.all()}
        transaction.set_rollback(True)
    return found


@pytest.mark.usefixtures("db")
@settings(max_examples=60)
@given(words=WORDS, data=st.data())
def test_any_order_and_repetition_gives_the_same_alarms(words: list[Word], data: st.DataObject) -> None:
    told = data.draw(st.permutations(words)) + data.draw(st.lists(st.sampled_from(words), max_size=4))
    cuts = data.draw(st.sets(st.integers(0, len(told))))

    assert _folded(told, sorted(cuts)) == _naive(words)
