"""What the editor takes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from varsel.outlets.notices.wording.checking import LONGEST


class TextsForm(forms.Form):
    """Two texts, and why they are changed."""

    short = forms.CharField(
        label=_("SMS"), max_length=LONGEST["short"], widget=forms.Textarea(attrs={"rows": 4}), strip=True
    )
    long = forms.CharField(
        label=_("E-mail and letter"),
        max_length=LONGEST["long"],
        widget=forms.Textarea(attrs={"rows": 22}),
        help_text=_("First the heading, then an empty line. Lines like “Label: value” become a list."),
    )
    because = forms.CharField(label=_("Why it is changed"), max_length=300)


class ApproveForm(forms.Form):
    """From when a draft holds; empty is at once."""

    from_at = forms.DateTimeField(
        label=_("In force from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("Empty: at once."),
    )


class PutBackForm(forms.Form):
    """Which version is to hold again (empty: the product's own), and why."""

    version = forms.CharField(required=False, max_length=64)
    because = forms.CharField(label=_("Why"), max_length=300)
