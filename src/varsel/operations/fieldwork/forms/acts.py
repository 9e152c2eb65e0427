"""What whoever does an order says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varsel.operations.fieldwork.pages.material import Part
from varsel.operations.fieldwork.sentences import STEPS, WAITS
from varsel.operations.outages.forms import Ahead, MomentField
from varsel.operations.stock import queries as stock

LONG, MANY, LONGEST = 200, 10_000, 60 * 24 * 14
SAID = ("on_the_way", "on_site", "night_work")
LEAVES = ("digging_permit", "cable_location", "property_access")
_READ = _("Customers read this.")


class Act(Ahead):
    """What is said of an order: under a key that the page made, by somebody who saw it stand so."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    standing = forms.CharField(widget=forms.HiddenInput, required=False)
    to = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Several forms stand on a page: what is the same in all of them needs no id.
        for name in ("key", "standing", "to"):
            self.fields[name].widget.attrs["id"] = False

    def given(self) -> dict[str, Any]:
        """Return what was written, without what the page carries along."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"key", "standing", "to"}}


class StepForm(Act):
    """What whoever has the order does now."""

    step = forms.ChoiceField(label=_("Now"), choices=[(one, STEPS[one]) for one in SAID])
    because = forms.CharField(label=_("Why"), required=False, max_length=LONG)


class MaterialForm(Act):
    """Something is missing: of the stock, or anything else."""

    item = forms.ChoiceField(label=_("What is missing"), required=False)
    what = forms.CharField(
        label=_("Something else"),
        required=False,
        max_length=LONG,
        help_text=_("Where it is not in the list. Customers read this."),
    )
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=MANY, initial=1)
    place = forms.CharField(
        label=_("From where"),
        required=False,
        max_length=LONG,
        widget=forms.TextInput(attrs={"list": "warehouses"}),
        help_text=_("Empty: the stock says from where and when it comes."),
    )
    expected = MomentField(label=_("Expected"), required=False, help_text=_("Empty where nobody knows."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", "–"), *items()]  # type: ignore[attr-defined]

    def clean_expected(self) -> datetime | None:
        """Refuse a moment that has passed."""
        return self.ahead("expected")

    def clean(self) -> dict[str, Any]:
        """Ask what is missing."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("item") and not said.get("what"):
            self.add_error("item", _("Say what is missing."))
        return said

    def given(self) -> dict[str, Any]:
        """Return the item of the stock, or what is missing in words."""
        said = super().given()
        item, what = said.pop("item"), said.pop("what")
        return said | {"kind": "material", "what": item or what}


class LeaveForm(Act):
    """Somebody else has to let the work go on."""

    kind = forms.ChoiceField(label=_("Waits for"), choices=[(one, WAITS[one]) for one in LEAVES])
    what = forms.CharField(label=_("For what, and where"), max_length=LONG, help_text=_READ)
    place = forms.CharField(
        label=_("From whom"), required=False, max_length=LONG, help_text=_("An authority, an owner.")
    )
    expected = MomentField(label=_("Expected"), required=False, help_text=_("Empty where nobody knows."))

    def clean_expected(self) -> datetime | None:
        """Refuse a moment that has passed."""
        return self.ahead("expected")


class PauseForm(Act):
    """The work rests."""

    what = forms.CharField(label=_("Why"), max_length=LONG, help_text=_READ)

    def given(self) -> dict[str, Any]:
        """Return it as something that is waited for."""
        return super().given() | {"kind": "pause"}


class GoOnForm(Act):
    """What was waited for is there."""

    wait_id = forms.IntegerField(widget=forms.HiddenInput)


class ExpectForm(GoOnForm):
    """What is waited for comes at another time."""

    expected = MomentField(label=_("Expected"), required=False, help_text=_("Empty where nobody knows."))

    def clean_expected(self) -> datetime | None:
        """Refuse a moment that has passed."""
        return self.ahead("expected")


class LeftForm(Act):
    """How long it still takes."""

    minutes_left = forms.IntegerField(label=_("Minutes of work that are left"), min_value=1, max_value=LONGEST)
    travel_minutes = forms.IntegerField(label=_("Minutes to get there"), min_value=0, max_value=LONGEST)


class FinishForm(Act):
    """The work is done: what it used, and what is left to do, if anything."""

    left_to_do = forms.CharField(
        label=_("What is left to do"),
        required=False,
        max_length=LONG,
        help_text=_("Empty where all of it is done. Otherwise it is done in part, and dispatch sees the rest."),
    )

    def __init__(self, *args: Any, parts: Sequence[Part], more: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.used = {f"used-{part.called.encode().hex()}": part.called for part in parts}
        for (name, _called), part in zip(self.used.items(), parts, strict=True):
            label = f"{part.name} ({part.unit})" if part.unit else part.name
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=MANY, initial=part.count)
        others = [(called, name) for called, name in more if called not in self.used.values()]
        if others:
            self.fields["other"] = forms.ChoiceField(
                label=_("Something else from the vehicle"), required=False, choices=[("", "–"), *others]
            )
            self.fields["other_count"] = forms.IntegerField(
                label=_("How many of it"), required=False, min_value=0, max_value=MANY
            )
        self.order_fields([*self.used, "other", "other_count"])

    def given(self) -> dict[str, Any]:
        """Return what was used by item, and what is left to do."""
        said = self.cleaned_data
        used = {called: said[name] for name, called in self.used.items()}
        if said.get("other") and said.get("other_count"):
            used[said["other"]] = said["other_count"]
        return {"used": used, "left_to_do": said["left_to_do"]}


class FailForm(Act):
    """The work could not be done."""

    because = forms.CharField(label=_("Why it could not be done"), max_length=LONG)


def items() -> list[tuple[str, str]]:
    """Return the items that the stock keeps, as choices."""
    return [(one.called, f"{one.name} ({one.called})") for one in stock.articles()]
