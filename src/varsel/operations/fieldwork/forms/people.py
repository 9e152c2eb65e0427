"""What dispatch writes of crews, technicians and vehicles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varsel.operations.fieldwork import queries
from varsel.operations.fieldwork.forms.desk import skill_choices
from varsel.operations.fieldwork.sentences import COUNTRIES, CREWS

NAME = 80


class CrewForm(forms.Form):
    """A crew's name."""

    name = forms.CharField(label=_("Name of the crew"), max_length=NAME)


class NewCrewForm(CrewForm):
    """A new crew."""

    kind = forms.ChoiceField(
        label=_("Whose it is"),
        choices=list(CREWS.items()),
        help_text=_("An order for a contractor may be given to the crew as a whole."),
    )


class TechnicianForm(forms.Form):
    """What is known of a technician: of which crew, how they sign in, and when they work."""

    name = forms.CharField(label=_("Name"), max_length=NAME)
    crew_id = forms.TypedChoiceField(label=_("Crew"), coerce=int)
    user_id = forms.TypedChoiceField(
        label=_("Signs in as"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Who signs in with the role of a technician. Empty: dispatch says how the work goes."),
    )
    day_begins = forms.TimeField(label=_("Works from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    day_ends = forms.TimeField(label=_("Works until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def __init__(self, *args: Any, sign_ins: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        crews = [(one.id, one.name) for one in queries.crews()]
        self.fields["crew_id"].choices = crews  # type: ignore[attr-defined]
        self.fields["user_id"].choices = [("", "–"), *sign_ins]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a day that ends before it begins."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("day_begins") and said.get("day_ends") and said["day_ends"] <= said["day_begins"]:
            self.add_error("day_ends", _("It ends before it begins."))
        return said


class NewTechnicianForm(TechnicianForm):
    """A new technician, under a key that the page made."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    country = forms.ChoiceField(
        label=_("Country"),
        choices=list(COUNTRIES.items()),
        help_text=_("Whose business days they work on, and whose orders they are offered for."),
    )


class SkillForm(forms.Form):
    """What a technician may do: one of the skills there are, or another, which is then one of them."""

    skill = forms.ChoiceField(label=_("Skill"), required=False)
    other = forms.CharField(label=_("Another skill"), required=False, max_length=NAME)
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("To the end of this day. Empty: it does not run out."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill"].choices = [("", "–"), *skill_choices().items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask which skill."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("skill") and not said.get("other"):
            self.add_error("skill", _("Say which skill."))
        return said

    def given(self) -> dict[str, Any]:
        """Return the skill, and the last day on which it holds."""
        said = self.cleaned_data
        return {"skill": said["other"] or said["skill"], "valid_until": said["valid_until"]}


class VehicleForm(forms.Form):
    """What a vehicle is."""

    name = forms.CharField(label=_("What it is"), required=False, max_length=NAME, help_text=_("A van, a lift."))


class NewVehicleForm(VehicleForm):
    """A new vehicle."""

    registration = forms.CharField(
        label=_("Registration"), max_length=20, help_text=_("The stock calls it so as a place, too.")
    )
    field_order = ("registration", "name")


class HandForm(forms.Form):
    """Who has a vehicle: a technician, a crew as a whole, or nobody."""

    who = forms.ChoiceField(label=_("Who has it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = queries.technicians()
        groups = [(crew.name, _of_crew(crew, people)) for crew in queries.crews()]
        self.fields["who"].choices = [("", _("nobody")), *groups]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """Return a technician, a crew, or neither."""
        kind, _colon, key = self.cleaned_data["who"].partition(":")
        return {"technician_id" if kind == "t" else "crew_id": int(key)} if key else {}


def _of_crew(crew: queries.Team, people: Sequence[queries.Worker]) -> list[tuple[str, str]]:
    whole = (f"c:{crew.id}", _("%(crew)s, as a whole") % {"crew": crew.name})
    return [whole, *((f"t:{one.id}", one.name) for one in people if one.crew.id == crew.id)]
