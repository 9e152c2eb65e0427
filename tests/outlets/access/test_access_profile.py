"""What a line lets through follows from the levels of its services, every combination of them."""

from __future__ import annotations

from itertools import product

import pytest

from varsel.outlets.access.profile import OnLine, Profile, derive, gives_back

INTERNET = ("open", "signposted", "limited", "closed")
CALLS = ("open", "limited", "closed", "outgoing_barred")
SEEN = {  # an internet service's level, and what it makes of the line's data
    "open": (None, None, "all"),
    "signposted": (None, None, "all"),
    "limited": (10, 2, "all"),
    "closed": (10, 2, "garden"),
}
OPENNESS = {"open": 3, "signposted": 3, "limited": 2, "closed": 1}


def _derive(*levels: tuple[str, str], functional_down: int = 10) -> Profile:
    services = [OnLine(key=f"S{place}", kind=kind, level=level) for place, (kind, level) in enumerate(levels)]
    return derive(services=services, functional_down=functional_down)


@pytest.mark.parametrize(("data", "calls"), list(product(INTERNET, CALLS)))
def test_data_follows_the_internet_service_and_calls_follow_their_own(data: str, calls: str) -> None:
    profile = _derive(("internet", data), ("telephony", calls))

    assert (profile.down, profile.up, profile.reach) == SEEN[data]
    assert profile.calls == ({} if calls == "open" else {"S1": "free_only"})


@pytest.mark.parametrize(("one", "other"), list(product(INTERNET, INTERNET)))
def test_two_internet_services_on_a_line_share_what_the_freer_has(one: str, other: str) -> None:
    profile = _derive(("internet", one), ("internet", other))

    assert (profile.down, profile.up, profile.reach) == SEEN[max(one, other, key=OPENNESS.__getitem__)]


@pytest.mark.parametrize(("one", "other"), list(product(CALLS, CALLS)))
def test_calls_of_one_service_never_touch_those_of_another(one: str, other: str) -> None:
    profile = _derive(("telephony", one), ("mobile", other))

    assert set(profile.calls) == {key for key, level in (("S0", one), ("S1", other)) if level != "open"}
    assert (profile.down, profile.reach) == (None, "all")


@pytest.mark.parametrize("level", ["limited", "closed"])
def test_a_limited_line_has_all_of_functional_internet(level: str) -> None:
    assert _derive(("internet", level), functional_down=12).down == 12


@pytest.mark.parametrize("services", [(), (("tv", "open"),), (("telephony", "open"), ("tv", "open"))])
def test_a_line_with_nothing_restricted_is_open(services: tuple[tuple[str, str], ...]) -> None:
    assert _derive(*services) == Profile()


@pytest.mark.parametrize(
    ("old", "new", "gives"),
    [
        ("open", "limited", False),
        ("limited", "closed", False),
        ("closed", "limited", True),
        ("limited", "open", True),
        ("closed", "open", True),
        ("open", "open", True),
    ],
)
def test_raising_is_told_from_lowering(old: str, new: str, gives: bool) -> None:
    was, now = _derive(("internet", old)), _derive(("internet", new))

    assert gives_back(old=was.to_json(), new=now) is gives


def test_giving_here_and_taking_there_is_no_raising() -> None:
    was = _derive(("internet", "limited"), ("telephony", "open"))
    now = _derive(("internet", "open"), ("telephony", "limited"))

    assert not gives_back(old=was.to_json(), new=now)
    assert gives_back(old=None, new=Profile())
