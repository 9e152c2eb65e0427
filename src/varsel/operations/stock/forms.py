"""What people write of stock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varsel.operations.stock import importing, queries
from varsel.operations.stock.account import Article
from varsel.operations.stock.importing import BadListError, Covered
from varsel.operations.stock.pages import store_choices
from varsel.operations.stock.sentences import PLACES

LONG, MANY, BYTES = 200, 1_000_000, 2_000_000


class PlaceField(forms.TypedChoiceField):
    """A place, by its id."""

    def __init__(self, **more: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **more)

    def offer(self, kind: str | None = None) -> None:
        """Offer the places there are now."""
        self.choices = [("", "–"), *store_choices(stores=queries.stores(kind=kind))]


class ItemField(forms.ChoiceField):
    """An item, by its number."""

    def offer(self, *, has_serials: bool | None = None) -> None:
        """Offer the items there are now."""
        items = [one for one in queries.articles() if has_serials in (None, one.has_serials)]
        self.choices = [("", "–"), *((one.called, f"{one.name} ({one.called})") for one in items)]


class Offering(forms.Form):
    """A form whose places and items are those there are when it is shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for chosen in self.fields.values():
            if isinstance(chosen, PlaceField | ItemField):
                chosen.offer()


class ComeForm(Offering):
    """So many of an item came to a place."""

    item = ItemField(label=_("Item"))
    place_id = PlaceField(label=_("Place"))
    count = forms.IntegerField(label=_("How many came"), min_value=1, max_value=MANY)


class CountForm(Offering):
    """Somebody counted what lies at a place."""

    item = ItemField(label=_("Item"))
    place_id = PlaceField(label=_("Place"))
    count = forms.IntegerField(
        label=_("How many lie there"), min_value=0, max_value=MANY, help_text=_("All of them, also what is reserved.")
    )


class TransferForm(Offering):
    """So many go from one place to another."""

    item = ItemField(label=_("Item"))
    source_id = PlaceField(label=_("From"))
    target_id = PlaceField(label=_("To"))
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=MANY)
    serials = forms.CharField(
        label=_("Serial numbers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only of devices: scan them, one a line."),
    )

    def clean_serials(self) -> list[str]:
        """Return the numbers as they are entered."""
        return [text.strip().upper() for text in self.cleaned_data["serials"].splitlines() if text.strip()]

    def clean(self) -> dict[str, Any]:
        """Refuse to move from a place to itself, and other numbers of devices than are moved."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("source_id") and said.get("source_id") == said.get("target_id"):
            self.add_error("target_id", _("Choose another place than the one they come from."))
        if said.get("serials") and said.get("count") and len(said["serials"]) > said["count"]:
            self.add_error("serials", _("There are more serial numbers than are moved."))
        return said


class ExpectForm(Offering):
    """So many are on their way."""

    item = ItemField(label=_("Item"))
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=MANY)
    place_id = PlaceField(label=_("To"))
    sender_id = PlaceField(
        label=_("Sent from"), required=False, help_text=_("Empty where they were bought. They leave its shelf now.")
    )
    called = forms.CharField(label=_("Number of the order"), required=False, max_length=60)
    expected_at = forms.DateTimeField(
        label=_("Expected"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Work that waits for it is expected to go on then, and customers read that time."),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_expected_at(self) -> datetime:
        """Refuse a moment that has passed."""
        return ahead(moment=self.cleaned_data["expected_at"], now=self.now)

    def clean(self) -> dict[str, Any]:
        """Refuse to send from a place to itself."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("sender_id") and said.get("sender_id") == said.get("place_id"):
            self.add_error("sender_id", _("Choose another place than the one they go to."))
        return said


class AnewForm(forms.Form):
    """A delivery comes at another time, and why."""

    expected_at = forms.DateTimeField(
        label=_("Expected"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    because = forms.CharField(label=_("Why"), max_length=LONG)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_expected_at(self) -> datetime:
        """Refuse a moment that has passed."""
        return ahead(moment=self.cleaned_data["expected_at"], now=self.now)


class ArriveForm(forms.Form):
    """So many of a delivery came."""

    count = forms.IntegerField(
        label=_("How many came"), min_value=1, max_value=MANY, help_text=_("The rest is still on its way.")
    )


class CallOffForm(forms.Form):
    """The rest of a delivery does not come, and why."""

    because = forms.CharField(label=_("Why"), max_length=LONG)


class ItemForm(forms.Form):
    """An item that is kept."""

    called = forms.CharField(label=_("Number of the item"), max_length=60, help_text=_("As other systems call it."))
    name = forms.CharField(label=_("Name"), max_length=LONG)
    unit = forms.CharField(label=_("Unit"), max_length=20, initial="st", help_text=_("Pieces, metres, boxes."))
    low = forms.IntegerField(
        label=_("Order more at"),
        required=False,
        min_value=0,
        max_value=MANY,
        help_text=_("So many or fewer free in warehouses. Empty: nobody asks."),
    )
    has_serials = forms.BooleanField(label=_("Each piece may have a serial number"), required=False)


class PlaceForm(forms.Form):
    """A place where things lie."""

    called = forms.CharField(label=_("Name"), max_length=60, help_text=_("Of a vehicle: its number plate."))
    kind = forms.ChoiceField(label=_("Kind"), choices=list(PLACES.items()))


class DevicesForm(Offering):
    """Devices that came, with their numbers."""

    item = ItemField(label=_("Item"), help_text=_("Only what has serial numbers."))
    place_id = PlaceField(label=_("Place"))
    devices = forms.CharField(
        label=_("Devices"),
        max_length=BYTES,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("One a line: serial number; ICCID of the SIM; its number. The last two may be left out."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["item"]
        assert isinstance(chosen, ItemField)
        chosen.offer(has_serials=True)

    def clean_devices(self) -> list[Any]:
        """Read the list."""
        try:
            return list(importing.read_devices(text=self.cleaned_data["devices"]))
        except BadListError as bad:
            raise forms.ValidationError(str(bad)) from bad


class CoverageForm(forms.Form):
    """Where there is mobile coverage."""

    lines = forms.CharField(
        label=_("Where a mobile phone works"),
        max_length=BYTES,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("One a line: node or service; yes or no. A node's word holds for what hangs below it."),
    )

    def clean_lines(self) -> Covered:
        """Read the list."""
        try:
            return importing.read_coverage(text=self.cleaned_data["lines"])
        except BadListError as bad:
            raise forms.ValidationError(str(bad)) from bad


def ahead(*, moment: datetime, now: datetime) -> datetime:
    """Return a moment that lies ahead of now.

    :raises ValidationError: when it does not.
    """
    if moment <= now:
        raise forms.ValidationError(_("This has passed: choose a later moment."))
    return moment


def first_item(*, item: Article | None) -> dict[str, object]:
    """Return what a form about an item begins with."""
    if item is None:
        return {}
    said = {"called": item.called, "name": item.name, "unit": item.unit}
    return {**said, "low": item.low, "has_serials": item.has_serials}
