"""What is written for everybody, in each language."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from varsel.outlets.notices.feed.actions import LONGEST_BODY, LONGEST_TITLE, Story
from varsel.outlets.notices.feed.queries import LANGUAGES

NAMES = {"sv": _("Swedish"), "nb": _("Norwegian"), "en": _("English")}


class NewsForm(forms.Form):
    """A title and a text in each language."""

    despite = forms.CharField(
        label=_("Why a number or an address may be in it"),
        required=False,
        max_length=200,
        help_text=_("Only if it is nobody's own. It is kept with the news."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for language in LANGUAGES:
            title = _("Title in %(language)s") % {"language": NAMES[language]}
            body = _("Text in %(language)s") % {"language": NAMES[language]}
            self.fields[f"title_{language}"] = forms.CharField(label=title, max_length=LONGEST_TITLE)
            self.fields[f"body_{language}"] = forms.CharField(
                label=body, max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 5})
            )
        self.order_fields([*(f"{part}_{one}" for one in LANGUAGES for part in ("title", "body")), "despite"])

    def stories(self) -> dict[str, Story]:
        """Return what was written, by language."""
        given = self.cleaned_data
        return {one: Story(title=given[f"title_{one}"], body=given[f"body_{one}"]) for one in LANGUAGES}


class WithdrawForm(forms.Form):
    """Why news are withdrawn, in each language: everybody reads it in their place."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for language in LANGUAGES:
            label = _("Why, in %(language)s") % {"language": NAMES[language]}
            self.fields[f"why_{language}"] = forms.CharField(label=label, max_length=500)

    def because(self) -> dict[str, str]:
        """Return why, by language."""
        return {one: self.cleaned_data[f"why_{one}"] for one in LANGUAGES}
