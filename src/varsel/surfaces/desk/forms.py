"""What people write to the desk itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.records.ledger import queries as ledger
from varsel.records.ledger.queries import Billed
from varsel.records.ledger.suspense import Stray


class ShowForm(forms.Form):
    """Why a protected identity is to be shown."""

    because = forms.CharField(
        label=_("Why do you need to see it?"),
        min_length=5,
        max_length=500,
        help_text=_("Your name, the time and your reason are kept."),
    )


DISCARDED: dict[str, Promise] = {
    "twice": _("it is in the register already, under another name"),
    "not_ours": _("it is not ours"),
    "test": _("it was a test"),
    "corrected": _("it was corrected at its source and comes anew"),
}


class DiscardForm(forms.Form):
    """Why a row that waits is let go: a choice, so that the journal names nobody."""

    because = forms.ChoiceField(label=_("Because"), choices=list(DISCARDED.items()))


class PlaceForm(forms.Form):
    """The invoice that a payment was for."""

    invoice = forms.CharField(
        label=_("Invoice number"),
        max_length=64,
        help_text=_("As it stands on the invoice. You see what it does before anything is done."),
    )

    def __init__(self, *args: Any, payment: Stray, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.payment = payment

    def clean_invoice(self) -> Billed:
        """Return the invoice that bears the number."""
        number = self.cleaned_data["invoice"]
        billed = ledger.invoice_called(number=number)
        if billed is None:
            raise forms.ValidationError(
                _("No invoice has the number %(number)s. Look at the invoice, or search for the customer.")
                % {"number": number}
            )
        if billed.currency != self.payment.currency:
            raise forms.ValidationError(
                _("%(number)s is in %(invoice)s, and this payment in %(payment)s: money stays in its currency.")
                % {"number": number, "invoice": billed.currency, "payment": self.payment.currency}
            )
        return billed
