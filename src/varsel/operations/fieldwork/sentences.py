"""What field work is called on pages: states, steps, what is waited for, kinds of crews, clocks."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.kit.states import Shown

# States of a work order, in the names of TM Forum 697.
STATES: dict[str, Shown] = {
    "acknowledged": Shown(icon="clock", tone="info", pattern="plain", word=_("to be done")),
    "inProgress": Shown(icon="half", tone="info", pattern="dotted", word=_("under way")),
    "held": Shown(icon="hourglass", tone="sea", pattern="plain", word=_("waiting")),
    "pending": Shown(icon="pause", tone="violet", pattern="plain", word=_("waiting for access")),
    "completed": Shown(icon="check", tone="success", pattern="plain", word=_("done")),
    "partial": Shown(icon="half", tone="warning", pattern="dotted", word=_("done in part")),
    "failed": Shown(icon="cross", tone="danger", pattern="hatched", word=_("not possible")),
    "cancelled": Shown(icon="bar", tone="neutral", pattern="plain", word=_("called off")),
    "rejected": Shown(icon="bar", tone="neutral", pattern="dotted", word=_("not taken")),
}
# States of a visit, in the names of TM Forum 646.
VISITS: dict[str, Shown] = {
    "confirmed": Shown(icon="clock", tone="info", pattern="plain", word=_("promised")),
    "completed": Shown(icon="check", tone="success", pattern="plain", word=_("took place")),
    "failed": Shown(icon="cross", tone="danger", pattern="hatched", word=_("missed")),
    "cancelled": Shown(icon="bar", tone="neutral", pattern="plain", word=_("called off")),
}
STEPS: dict[str, Promise] = {
    "": _("not accepted yet"),
    "accepted": _("accepted"),
    "on_the_way": _("on the way"),
    "on_site": _("on site"),
    "night_work": _("at work in the dark, with lighting"),
}
WAITS: dict[str, Promise] = {
    "material": _("material"),
    "digging_permit": _("digging permit"),
    "cable_location": _("cable location"),
    "property_access": _("access to a property"),
    "pause": _("pause"),
}
COUNTRIES: dict[str, Promise] = {"SE": _("Sweden"), "NO": _("Norway")}
CREWS: dict[str, Promise] = {"own": _("our own"), "contractor": _("contractor")}
PRIORITIES: dict[int, Promise] = {
    0: _("at once"),
    1: _("high"),
    2: _("ordinary"),
    3: _("low"),
    4: _("when there is time"),
}
# Skills that orders commonly demand; an operator may use others, which are shown as they are written.
SKILLS: dict[str, Promise] = {
    "splicing": _("fibre splicing"),
    "climbing": _("climbing"),
    "electrical": _("electrical work"),
}
CLOCKS: dict[str, Promise] = {"visit_check_in": _("A technician comes to a visit")}
