"""Questions about staff."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from varsel.records.staff.models import Role, User
from varsel.records.staff.roles import MATRIX

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes alone are no second factor


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here, or did."""

    id: int
    email: str
    name: str
    language: str
    is_active: bool
    roles: frozenset[str]


def roles_of(*, user_id: int) -> frozenset[str]:
    """Return the roles a person holds; somebody who has left holds none."""
    return frozenset(Role.objects.filter(user_id=user_id, user__is_active=True).values_list("role", flat=True))


def person(*, email: str) -> Person | None:
    """Return the person with this address, in any writing of it."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        return None
    roles = roles_of(user_id=user.pk)
    return Person(user.pk, user.email, user.name, user.language, user.is_active, roles)


def names(*, ids: frozenset[int]) -> dict[int, str]:
    """Return the names of people by key, also of those who have left."""
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def has_second_factor(*, user_id: int) -> bool:
    """Say whether the person has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=FACTORS).exists())


def who_grants() -> list[str]:
    """Return the names of those who can give roles, in order of name."""
    granting = Role.objects.filter(role__in=MATRIX["manage_staff"], user__is_active=True)
    return sorted(set(granting.values_list("user__name", flat=True)))


def who_may(*, verb: str) -> frozenset[int]:
    """Return the keys of those who have not left and may do this."""
    rows = Role.objects.filter(role__in=MATRIX[verb], user__is_active=True)
    return frozenset(rows.values_list("user_id", flat=True))
