"""What people write to the desk itself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ShowForm(forms.Form):
    """Why a protected identity is to be shown."""

    because = forms.CharField(
        label=_("Why do you need to see it?"),
        min_length=5,
        max_length=500,
        help_text=_("Your name, the time and your reason are kept."),
    )
