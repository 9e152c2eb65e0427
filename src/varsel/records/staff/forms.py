"""What a person chooses for their own screen."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from varsel.records.staff.models import User


class Preferences(forms.ModelForm):  # type: ignore[type-arg]
    """Language, colours, density and keys."""

    class Meta:
        model = User
        fields = ["language", "color_scheme", "density", "shortcuts"]
        labels = {
            "language": _("Language"),
            "color_scheme": _("Colours"),
            "density": _("Tables"),
            "shortcuts": _("Single-key shortcuts"),
        }
        help_texts = {"shortcuts": _("Press ? on any page to see them.")}
