"""Who may do what."""

from __future__ import annotations

import pytest

from varsel.records.staff.gates import requires
from varsel.records.staff.models import RoleName
from varsel.records.staff.roles import MATRIX, WORDS, may, rights


def test_every_right_has_a_word_and_a_role() -> None:
    assert set(WORDS) == set(MATRIX)
    assert all(MATRIX.values())


def test_one_role_that_may_is_enough() -> None:
    assert may(roles=["press", "collections"], verb="approve_restriction")
    assert not may(roles=["press", "agent"], verb="approve_restriction")


def test_nobody_without_a_role_may_do_anything() -> None:
    assert rights(roles=()) == frozenset()


def test_whoever_collects_neither_lifts_the_cap_nor_settles_disputes() -> None:
    assert rights(roles=["collections"]).isdisjoint({"lift_cap", "settle_dispute"})


def test_whoever_gives_roles_sees_no_customers() -> None:
    assert rights(roles=["admin"]) == {"view_desk", "manage_staff", "view_wording"}


def test_protected_identities_are_for_few() -> None:
    assert {role for role in RoleName if may(roles=[role], verb="unmask_protected")} == {"complaints", "dpo"}


def test_an_unknown_right_is_an_error_and_not_a_closed_door() -> None:
    with pytest.raises(ValueError, match="'fly' is no right"):
        may(roles=["admin"], verb="fly")
    with pytest.raises(ValueError, match="'fly' is no right"):
        requires("fly")
