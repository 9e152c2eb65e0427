"""What people write to arrears."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from varsel.operations.arrears.sentences import HOLDS

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONGEST = 500


class HoldForm(forms.Form):
    """A pause of collection."""

    kind = forms.ChoiceField(label=_("What for"), choices=list(HOLDS.items()))
    until = forms.DateField(
        label=_("To the end of"), widget=DAY, help_text=_("Nothing is demanded or restricted meanwhile.")
    )
    because = forms.CharField(
        label=_("Because"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        help_text=_("In your own words, in a sentence or two."),
    )

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today

    def clean_until(self) -> date:
        """Refuse a day that has passed: such a hold would pause nothing."""
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise forms.ValidationError(_("Choose today or a later day."))
        return until


class DisputeForm(forms.Form):
    """An amount that the customer does not accept."""

    amount = forms.DecimalField(
        label=_("How much of it"),
        required=False,
        min_value=1,
        max_digits=12,
        decimal_places=2,
        help_text=_("In kronor. Leave it empty when all that is unpaid is disputed."),
    )
    because = forms.CharField(
        label=_("What the customer says"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        help_text=_("In a sentence or two."),
    )


class SettleForm(forms.Form):
    """How a dispute ends."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[
            ("upheld", _("The customer is right: the amount is credited")),
            ("rejected", _("The invoice is right: the amount is demanded anew, with full time to pay")),
        ],
    )


class DebitFailureForm(forms.Form):
    """A direct debit that failed, and through whom."""

    failed_on = forms.DateField(label=_("Failed on"), widget=DAY)
    caused_by = forms.ChoiceField(
        label=_("Caused by"),
        choices=[("bank", _("the bank")), ("operator", _("us")), ("customer", _("the customer"))],
        help_text=_("What the bank or we caused never counts as a late payment."),
    )


class CapForm(forms.Form):
    """To how many services a day the cap is lifted."""

    cap = forms.IntegerField(label=_("New cap for today"), max_value=1_000_000)

    def __init__(self, *args: object, above: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["cap"].widget.attrs.update({"min": above + 1, "class": "ds-input"})
        self.above = above

    def clean_cap(self) -> int:
        """Refuse what would lift nothing."""
        cap: int = self.cleaned_data["cap"]
        if cap <= self.above:
            raise forms.ValidationError(_("Choose more than today's cap."))
        return cap
