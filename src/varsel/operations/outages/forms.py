"""What people write of outages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varsel.operations.outages import ladder, queries
from varsel.operations.outages.sentences import CONFIDENCE, CREW
from varsel.records.network import queries as network
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer

LONG = 200


class MomentField(forms.DateTimeField):
    """A moment on the desk's clock, chosen to the minute."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class Ahead(forms.Form):
    """A form about what lies ahead of now."""

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def ahead(self, name: str) -> datetime | None:
        """Return a moment that the form asks for.

        :raises ValidationError: when it does not lie ahead.
        """
        moment: datetime | None = self.cleaned_data[name]
        if moment is not None and moment <= self.now:
            raise forms.ValidationError(_("This has passed: choose a later moment."))
        return moment


class EstimateForm(Ahead):
    """A new expected time, and why."""

    until = MomentField(label=_("Expected to last until"))
    earliest = MomentField(label=_("At the earliest"), required=False, help_text=_("Empty where the end is no window."))
    confidence = forms.ChoiceField(label=_("How sure is it?"), choices=list(CONFIDENCE.items()), initial="medium")
    because = forms.CharField(
        label=_("Why"), max_length=LONG, help_text=_("Customers and everybody read this. No names and no numbers.")
    )

    def clean_until(self) -> datetime | None:
        """Refuse a moment that has passed."""
        return self.ahead("until")

    def clean(self) -> dict[str, Any]:
        """Refuse a window that ends before it begins."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("earliest") and said.get("until") and said["earliest"] > said["until"]:
            self.add_error("earliest", _("The window ends before it begins."))
        return said


class WaitingForm(Ahead):
    """What the work waits for."""

    item = forms.CharField(
        label=_("The work waits for"),
        max_length=LONG,
        help_text=_("Material, a digging permit, cable location, access to a property. Customers read this."),
    )
    place = forms.CharField(
        label=_("From where"), required=False, max_length=LONG, help_text=_("A warehouse, an authority, an owner.")
    )
    expected = MomentField(label=_("Expected"), required=False, help_text=_("Empty where nobody knows."))

    def clean_expected(self) -> datetime | None:
        """Refuse a moment that has passed."""
        return self.ahead("expected")


class CrewForm(forms.Form):
    """What the crew does now."""

    state = forms.ChoiceField(label=_("The crew"), choices=list(CREW.items()))
    because = forms.CharField(
        label=_("Why"), required=False, max_length=LONG, help_text=_("Needed where the work is paused.")
    )

    def clean(self) -> dict[str, Any]:
        """Ask why nobody works: everybody reads that they do not."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("state") == "paused" and not said.get("because"):
            self.add_error("because", _("Say why the work is paused."))
        return said


class EndForm(forms.Form):
    """Nothing is asked: an outage is over, or it is not."""


class ReceiptForm(forms.Form):
    """The number of the regulator's receipt."""

    step = forms.CharField(widget=forms.HiddenInput)
    receipt = forms.CharField(label=_("Number of the receipt"), max_length=100)


class LoanForm(forms.Form):
    """Who takes a router, or brings one back."""

    customer = forms.CharField(label=_("Customer number"), max_length=60)

    def clean_customer(self) -> Customer:
        """Find the customer."""
        found = parties.by_number(number=self.cleaned_data["customer"].strip())
        if found is None:
            raise forms.ValidationError(_("No customer has this number."))
        return found


class HandForm(LoanForm):
    """A router goes to a customer: signed for, or as a parcel. The number comes last: a scanner sends the form."""

    signed_by = forms.CharField(label=_("Who signed for it"), required=False, max_length=LONG)
    tracking = forms.CharField(
        label=_("Or number of the parcel"), required=False, max_length=60, help_text=_("Where it is sent.")
    )
    serial = forms.CharField(label=_("Serial number"), max_length=60, help_text=_("Scan it."))

    def clean(self) -> dict[str, Any]:
        """Ask for one proof: who signed, or which parcel."""
        said: dict[str, Any] = super().clean() or {}
        if bool(said.get("signed_by")) == bool(said.get("tracking")):
            self.add_error("signed_by", _("Write who signed for it, or the number of the parcel."))
        said["how"] = "parcel" if said.get("tracking") else "in_person"
        return said


class BackForm(forms.Form):
    """A router is back at a place. The serial number comes last: a scanner sends the form."""

    place_id = forms.TypedChoiceField(label=_("To"), coerce=int)
    serial = forms.CharField(label=_("Serial number"), max_length=60, help_text=_("Scan it."))

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["place_id"]
        assert isinstance(chosen, forms.TypedChoiceField)
        chosen.choices = list(places)


class LostForm(forms.Form):
    """A router does not come back, and why."""

    because = forms.CharField(
        label=_("Why"), max_length=LONG, help_text=_("What was tried, and when. The customer pays nothing.")
    )


class NodeForm(Ahead):
    """A form about a node, which the address or a hidden field names."""

    node = forms.CharField(widget=forms.HiddenInput)

    def clean_node(self) -> str:
        """Refuse a node that the register does not have."""
        name: str = self.cleaned_data["node"]
        if network.node_id(external_id=name) is None:
            raise forms.ValidationError(_("No node is called so."))
        return name


class DeclareForm(NodeForm):
    """An outage that somebody declares by hand."""

    title = forms.CharField(
        label=_("What happened, and where"),
        required=False,
        max_length=LONG,
        help_text=_("As customers read it; empty: the municipality."),
    )
    expected = MomentField(
        label=_("Expected to last until"), required=False, help_text=_("Empty where nobody knows yet.")
    )

    def clean_expected(self) -> datetime | None:
        """Refuse a moment that has passed."""
        return self.ahead("expected")


class PlanForm(NodeForm):
    """Work that is planned. What would be too late to announce is refused here, and again by the act."""

    title = forms.CharField(label=_("What is done"), max_length=LONG, help_text=_("Customers read this."))
    called = forms.CharField(label=_("Number of the work"), max_length=60, help_text=_("As other systems call it."))
    begins_at = MomentField(
        label=_("Begins"), help_text=_("At least 24 hours from now: whoever is touched is told before.")
    )
    ends_at = MomentField(label=_("Ends"))

    def clean_called(self) -> str:
        """Refuse a number that another work has."""
        called: str = self.cleaned_data["called"].strip()
        if queries.planned_called(name=called) is not None:
            raise forms.ValidationError(_("There is planned work with this number already."))
        return called

    def clean_begins_at(self) -> datetime:
        """Refuse work that can no longer be announced in time."""
        begins_at: datetime = self.cleaned_data["begins_at"]
        if not ladder.is_told_in_time(begins_at=begins_at, at=self.now):
            raise forms.ValidationError(
                _("Too late to announce: planned work is announced at least 24 hours before it begins.")
            )
        return begins_at

    def clean(self) -> dict[str, Any]:
        """Refuse work that ends before it begins."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("begins_at") and said.get("ends_at") and said["ends_at"] <= said["begins_at"]:
            self.add_error("ends_at", _("It ends before it begins."))
        return said
