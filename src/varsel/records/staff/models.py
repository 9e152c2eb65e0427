"""People who work here, and their roles. Rights follow from roles (roles.py); there is nobody above them."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """The languages of the desk."""

    EN = "en", "English"
    SV = "sv", "Svenska"
    NB = "nb", "Norsk bokmål"


class ColorScheme(models.TextChoices):
    """How light the pages are."""

    AUTO = "auto", _("as the device is set")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


class Density(models.TextChoices):
    """How close the rows of a table lie."""

    NORMAL = "normal", _("normal")
    COMPACT = "compact", _("compact")


class RoleName(models.TextChoices):
    """What a person may be here."""

    AGENT = "agent", _("customer service")
    NOC = "noc", _("network operations")
    DISPATCHER = "dispatcher", _("dispatch")
    TECHNICIAN = "technician", _("technician")
    COLLECTIONS = "collections", _("collections")
    COMPLAINTS = "complaints", _("complaints")
    PRESS = "press", _("press")
    FINANCE = "finance", _("finance")
    DPO = "dpo", _("data protection")
    ADMIN = "admin", _("administration of staff")


class User(AbstractBaseUser):
    """A person who may sign in while active. Never deleted: the journal refers to the key."""

    email = models.TextField(unique=True)  # always in lower case: one person, one address
    name = models.TextField()
    language = models.TextField(choices=Language.choices, default=Language.EN)
    color_scheme = models.TextField(choices=ColorScheme.choices, default=ColorScheme.AUTO)
    density = models.TextField(choices=Density.choices, default=Density.NORMAL)
    shortcuts = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = BaseUserManager()
    USERNAME_FIELD = "email"

    class Meta:
        db_table = "staff_user"
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="staff_user_email_in_lower_case"),
            models.CheckConstraint(condition=models.Q(email__contains="@"), name="staff_user_email_is_an_address"),
            models.CheckConstraint(condition=~models.Q(name=""), name="staff_user_has_a_name"),
            models.CheckConstraint(condition=models.Q(language__in=Language.values), name="staff_user_language"),
            models.CheckConstraint(condition=models.Q(color_scheme__in=ColorScheme.values), name="staff_user_scheme"),
            models.CheckConstraint(condition=models.Q(density__in=Density.values), name="staff_user_density"),
            models.CheckConstraint(
                condition=models.Q(is_active=True, left_at__isnull=True)
                | models.Q(is_active=False, left_at__isnull=False),
                name="staff_user_is_active_or_left",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A role that a person holds."""

    user = models.ForeignKey(User, on_delete=models.DO_NOTHING, related_name="roles")
    role = models.TextField(choices=RoleName.choices)
    given_at = models.DateTimeField()

    class Meta:
        db_table = "staff_role"
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="staff_role_once"),
            models.CheckConstraint(condition=models.Q(role__in=RoleName.values), name="staff_role_is_known"),
        ]

    def __str__(self) -> str:
        return self.role
