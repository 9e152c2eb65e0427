"""Verbs: the only place that writes staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.staff.models import Role, RoleName, User


@transaction.atomic
def add_user(
    *, email: str, name: str, roles: Iterable[str], password: str, language: str, actor: str, at: datetime
) -> int:
    """Add a person and return the key. The address counts as proved: whoever adds the person answers for it.

    :raises ValueError: when an address, name, role or password will not do, or the address is taken.
    """
    user = User(email=email.strip().lower(), name=name.strip(), language=language, added_at=at)
    try:
        validate_email(user.email)
        validate_password(password, user)
        user.set_password(password)
        user.full_clean(exclude={"left_at"})
    except ValidationError as error:
        raise ValueError(f"{email}: " + " ".join(error.messages)) from error
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    _tell(Kind.STAFF_ADDED, user_id=user.pk, actor=actor, at=at)
    set_roles(user_id=user.pk, roles=roles, actor=actor, at=at)
    return user.pk


@transaction.atomic
def set_roles(*, user_id: int, roles: Iterable[str], actor: str, at: datetime) -> None:
    """Let the person hold exactly these roles from now on; those held already keep their date.

    What was given and taken is told to the journal, and by whom; where nothing changes, nothing is.

    :raises ValueError: when a role is not known.
    """
    wanted = frozenset(roles)
    unknown = wanted - frozenset(RoleName.values)
    if unknown:
        raise ValueError(f"no such role: {', '.join(sorted(unknown))}; use {', '.join(RoleName.values)}")
    User.objects.select_for_update().get(pk=user_id)  # two changes at once follow each other
    held = Role.objects.filter(user_id=user_id)
    before = frozenset(held.values_list("role", flat=True))
    held.exclude(role__in=wanted).delete()
    Role.objects.bulk_create(Role(user_id=user_id, role=role, given_at=at) for role in sorted(wanted - before))
    if wanted != before:
        facts = {"given": sorted(wanted - before), "taken": sorted(before - wanted)}
        _tell(Kind.ROLE_SET, user_id=user_id, actor=actor, at=at, facts=facts)


@transaction.atomic
def deactivate(*, user_id: int, actor: str, at: datetime) -> None:
    """End a person's work here: roles are taken, sessions no longer count, the name stays in the journal."""
    set_roles(user_id=user_id, roles=(), actor=actor, at=at)
    if User.objects.filter(pk=user_id, is_active=True).update(is_active=False, left_at=at):
        _tell(Kind.STAFF_LEFT, user_id=user_id, actor=actor, at=at)


@transaction.atomic
def enrol_totp(*, user_id: int, secret: str, at: datetime) -> None:
    """Give the person an authenticator app with this secret (base32), in place of an earlier one."""
    Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).delete()
    sealed = {"secret": get_adapter().encrypt(secret)}
    Authenticator.objects.create(user_id=user_id, type=Authenticator.Type.TOTP, data=sealed, created_at=at)


@transaction.atomic
def note_sign_in(*, user_id: int, at: datetime) -> None:
    """Tell the journal that a person has signed in, with all the steps that it takes."""
    _tell(Kind.SIGNED_IN, user_id=user_id, actor=f"staff:{user_id}", at=at)


def set_language(*, user_id: int, language: str) -> None:
    """Keep the person's choice of language."""
    User.objects.filter(pk=user_id).update(language=language)


def _tell(kind: Kind, *, user_id: int, actor: str, at: datetime, facts: Mapping[str, Any] | None = None) -> None:
    journal.write(at=at, kind=kind, about=f"staff:{user_id}", actor=actor, facts=facts)
