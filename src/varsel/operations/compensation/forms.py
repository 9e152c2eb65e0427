"""What people write when they decide a case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varsel.operations.compensation import ladder
from varsel.operations.compensation.refusals import SENTENCES

LONG = 200
MOST = 1_000_000


class DecideForm(forms.Form):
    """How much a customer gets, and why it is not more."""

    amount = forms.DecimalField(
        label=_("Compensation, in kronor"),
        min_value=0,
        max_value=MOST,
        max_digits=12,
        decimal_places=2,
        help_text=_("What the visit that did not take place has cost the customer. 0 rejects the case."),
    )
    claimed = forms.DecimalField(
        label=_("What the customer asked for"),
        required=False,
        min_value=0,
        max_value=MOST,
        max_digits=12,
        decimal_places=2,
        help_text=_("Empty where no sum was said. Whoever gets less is told who can try it."),
    )
    because = forms.CharField(
        label=_("Why not more"),
        required=False,
        max_length=LONG,
        help_text=_("The customer reads this. Needed where the customer gets nothing, or less than was asked for."),
    )

    def __init__(self, *args: Any, standard: Decimal | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standard = standard
        self.fields["amount"].initial = standard

    def clean_amount(self) -> Decimal:
        """Refuse less than what everybody was promised; nothing at all is a rejection."""
        amount: Decimal = self.cleaned_data["amount"]
        if self.standard is not None and 0 < amount < self.standard:
            raise forms.ValidationError(str(SENTENCES["below-standard"]))
        return amount

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where the customer is to hear it."""
        said: dict[str, Any] = super().clean() or {}
        known = {"amount", "claimed", "because"} <= said.keys()
        if (
            known
            and not said["because"]
            and ladder.outcome(amount=said["amount"], claimed=said["claimed"]) != "granted"
        ):
            self.add_error("because", str(SENTENCES["not-lawful"]))
        return said
