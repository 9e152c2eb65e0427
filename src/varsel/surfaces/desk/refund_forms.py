"""What people write about money that goes back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varsel.records.ledger.accounts import BadAccount, account
from varsel.surfaces.desk.refunds import SCHEMES


class PayOutForm(forms.Form):
    """The account that a customer gave to be paid on."""

    scheme = forms.ChoiceField(label=_("What the customer gave"), choices=list(SCHEMES.items()))
    account = forms.CharField(
        label=_("Its number"),
        max_length=50,
        help_text=_("As the customer gave it, with or without blanks. Its check digits are looked at."),
    )

    def clean(self) -> dict[str, Any]:
        """Look at the check digits."""
        given = super().clean() or {}
        if given.get("scheme") and given.get("account"):
            try:
                account(scheme=given["scheme"], text=given["account"])
            except BadAccount:
                wrong = _("This is no such number: a digit is wrong, missing or too many. Ask the customer again.")
                self.add_error("account", wrong)
        return given


class MeantForm(forms.Form):
    """The payment that the bank took back, by its number here."""

    payment = forms.IntegerField(label=_("Number of the payment"), min_value=1, max_value=2**62)
