"""What the desk writes of orders and visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.forms.acts import LONG, LONGEST, MANY, items
from varsel.operations.fieldwork.queries import Free
from varsel.operations.fieldwork.sentences import PRIORITIES, SKILLS
from varsel.operations.outages.forms import MomentField

ROWS = 3  # items that a new order offers room for


class BecauseForm(forms.Form):
    """Why an order is taken back, called off or not taken."""

    because = forms.CharField(label=_("Why"), max_length=LONG)


class AssignForm(forms.Form):
    """Who does an order, and when. Who is offered is chosen by the page; skills and times are asked for by the act.

    `key` is the page's; `seen` is how the order stood on it: one that somebody else has given meanwhile stays theirs.
    """

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, empty_value=None)
    who = forms.ChoiceField(label=_("Who"))
    begins_at = MomentField(label=_("From"))
    ends_at = MomentField(label=_("To"))

    def __init__(self, *args: Any, choices: Sequence[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("begins_at") and said.get("ends_at") and said["ends_at"] <= said["begins_at"]:
            self.add_error("ends_at", _("It ends before it begins."))
        return said

    def given(self) -> dict[str, Any]:
        """Return who: a technician, or a contractor as a whole; and when; and what the page carries along."""
        kind, _colon, key = str(self.cleaned_data["who"]).partition(":")
        who = {"technician_id" if kind == "t" else "crew_id": int(key)}
        return who | {name: self.cleaned_data[name] for name in ("begins_at", "ends_at", "key", "seen")}


class OrderForm(forms.Form):
    """A new work order, under a key that the page made. What it is about stands in the address."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    description = forms.CharField(
        label=_("What is to be done"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    address = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=LONG,
        help_text=_("Empty: the address of the service, or the node."),
    )
    priority = forms.TypedChoiceField(label=_("Priority"), coerce=int, choices=list(PRIORITIES.items()), initial=2)
    minutes_left = forms.IntegerField(label=_("Minutes of work"), min_value=1, max_value=LONGEST, initial=60)
    travel_minutes = forms.IntegerField(label=_("Minutes to get there"), min_value=0, max_value=LONGEST, initial=20)
    skills = forms.MultipleChoiceField(
        label=_("Skills that it demands"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skills"].choices = list(skill_choices().items())  # type: ignore[attr-defined]
        chosen = [("", "–"), *items()]
        self.rows = []
        for number in range(1, ROWS + 1):
            item, count = f"item_{number}", f"count_{number}"
            self.fields[item] = forms.ChoiceField(label=_("Item"), required=False, choices=chosen)
            self.fields[count] = forms.IntegerField(label=_("How many"), required=False, min_value=1, max_value=MANY)
            self.rows.append((self[item], self[count]))

    def given(self) -> dict[str, Any]:
        """Return what was written, with the items and how many of each."""
        said = self.cleaned_data
        needs: dict[str, int] = {}
        for number in range(1, ROWS + 1):
            if said[f"item_{number}"]:
                name = said[f"item_{number}"]
                needs[name] = needs.get(name, 0) + (said[f"count_{number}"] or 1)
        names = ("key", "description", "address", "priority", "minutes_left", "travel_minutes", "skills")
        return {name: said[name] for name in names} | {"items": needs}


class WindowForm(forms.Form):
    """Which of the windows that are offered a customer takes."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    begins_at = forms.TypedChoiceField(
        coerce=datetime.fromisoformat,
        error_messages={"invalid_choice": _("This window is no longer free: choose another.")},
    )

    def __init__(self, *args: Any, windows: Sequence[Free], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(one.begins_at.isoformat(), one.begins_at.isoformat()) for one in windows]
        self.fields["begins_at"].choices = chosen  # type: ignore[attr-defined]


class CallOffForm(forms.Form):
    """Who calls a visit off."""

    by = forms.ChoiceField(choices=[("customer", ""), ("operator", "")])


def skill_choices() -> Mapping[str, str | Promise]:
    """Return the skills that an order can demand, with their words."""
    return {**SKILLS, **{one: SKILLS.get(one, one) for one in queries.skills()}}
