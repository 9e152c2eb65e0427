"""What people write of complaints."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varsel.operations.complaints import queries
from varsel.operations.complaints.sentences import AUTHORITIES, CATEGORIES, CONTACTS, OUTCOMES
from varsel.records.ledger import queries as ledger
from varsel.records.ledger.queries import Billed
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReceiveForm(forms.Form):
    """A complaint as the authority sent it; customer and invoice are named by their numbers."""

    authority = forms.ChoiceField(label=_("Authority"), choices=list(AUTHORITIES.items()))
    reference = forms.CharField(label=_("The authority's number"), max_length=60)
    received_on = forms.DateField(label=_("Received on"), widget=DAY)
    category = forms.ChoiceField(label=_("Category"), choices=list(CATEGORIES.items()))
    customer = forms.CharField(
        label=_("Customer number"), required=False, max_length=60, help_text=_("Empty where nobody knows who it is.")
    )
    invoice = forms.CharField(
        label=_("Invoice"),
        required=False,
        max_length=60,
        help_text=_("At ARN and Brukerklagenemnda the unpaid part of it is then frozen until the case is decided."),
    )
    answer_by = forms.DateField(
        label=_("Answer by"), required=False, widget=DAY, help_text=_("The last day that the authority gave, if any.")
    )

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today

    def clean_received_on(self) -> date:
        """Refuse a day that has not come: it would count in the wrong quarter."""
        received_on: date = self.cleaned_data["received_on"]
        if received_on > self.today:
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return received_on

    def clean_customer(self) -> Customer | None:
        """Find the customer."""
        number = self.cleaned_data["customer"].strip()
        found = parties.by_number(number=number) if number else None
        if number and found is None:
            raise forms.ValidationError(_("No customer has this number."))
        return found

    def clean_invoice(self) -> Billed | None:
        """Find the invoice."""
        number = self.cleaned_data["invoice"].strip()
        found = ledger.invoice_called(number=number) if number else None
        if number and found is None:
            raise forms.ValidationError(_("No invoice has this number."))
        return found

    def clean(self) -> dict[str, Any]:
        """Hold the fields against each other."""
        said: dict[str, Any] = super().clean() or {}
        authority, reference = said.get("authority", ""), said.get("reference", "")
        invoice, customer = said.get("invoice"), said.get("customer")
        if reference and queries.with_reference(authority=authority, reference=reference):
            self.add_error("reference", _("A complaint with this number is here already."))
        if invoice and customer and invoice.party_id != customer.id:
            self.add_error("invoice", _("This invoice is another customer's."))
        if invoice and authority and invoice.country != queries.COUNTRIES[authority]:
            self.add_error("invoice", _("This authority is not for the country of this invoice."))
        if said.get("answer_by") and said.get("received_on") and said["answer_by"] < said["received_on"]:
            self.add_error("answer_by", _("This day lies before the complaint was received."))
        return said


class ContactForm(forms.Form):
    """An attempt to reach who complained."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=list(CONTACTS.items()))


class DecideForm(forms.Form):
    """How the case ended."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=list(OUTCOMES.items()))
