"""What people write into the outbox."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 2 * 1024 * 1024
CHANNELS = [("", _("all channels")), ("sms", _("SMS")), ("email", _("e-mail")), ("letter", _("letter"))]


class ShowForm(forms.Form):
    """Why the words to a protected identity are to be shown."""

    because = forms.CharField(
        label=_("Why do you need to see it?"),
        min_length=5,
        max_length=500,
        help_text=_("Your name, the time and your reason are kept."),
    )


class ResolveForm(forms.Form):
    """What a person found out about a message of which nobody knows."""

    because = forms.CharField(
        label=_("What did you find out, and from whom?"),
        min_length=3,
        max_length=500,
        help_text=_("It is kept with the message, as proof."),
    )
    arrived = forms.ChoiceField(choices=[("yes", _("It arrived")), ("no", _("It did not arrive"))])


class StopForm(forms.Form):
    """What is stopped, or let go again, and why."""

    channel = forms.ChoiceField(label=_("What"), choices=CHANNELS, required=False)
    because = forms.CharField(
        label=_("Why?"), min_length=3, max_length=300, help_text=_("Everybody here reads it while it holds.")
    )


class RungForm(forms.Form):
    """What was said in a call."""

    said = forms.CharField(
        label=_("What was said, and by whom it was heard"),
        min_length=5,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is the proof that the customer was told: write the words that you used."),
    )


class HandledForm(forms.Form):
    """What was done about a reply."""

    said = forms.CharField(label=_("What was done?"), min_length=3, max_length=500)


class ReturnedForm(forms.Form):
    """A file of letters that came back."""

    file = forms.FileField(
        label=_("File of returned letters"),
        help_text=_("CSV with the columns mark, returned, reason: a letter a line. All of it is taken, or nothing."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is no list that somebody typed or scanned."""
        given: UploadedFile[Any] = self.cleaned_data["file"]
        if given.size and given.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB: send it in pieces."))
        return given
