"""Everything that can be said of an address, made beforehand in each language."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from varsel.law.countries import COUNTRIES
from varsel.surfaces.status import wording
from varsel.surfaces.status.answers import Row
from varsel.surfaces.status.areas import Span
from varsel.surfaces.status.facts import Facts, Work

ZONE = next(iter(COUNTRIES.values())).ZONE  # of the clock by which the page says when it was made


def spans(*, facts: Facts) -> tuple[list[Row], list[Row]]:
    """Return where outages and planned works are, in their order."""
    return [_row(one.place.span) for one in facts.outages], [_row(one.place.span) for one in facts.works]


def texts(*, facts: Facts, phone: str) -> dict[str, list[str]]:
    """Return all that can be said in the language that is spoken now."""

    def boxed(kind: str, said: str) -> str:
        return render_to_string("status/_answer.html", {"kind": kind, "said": said, "phone": phone}).strip()

    return {
        "affected": [boxed("yes", wording.affected(outage=one)) for one in facts.outages],
        "perhaps": [boxed("perhaps", wording.perhaps(outage=one)) for one in facts.outages],
        "works": [boxed("planned", _planned(one)) for one in facts.works],
        "none": [boxed("no", _("No: we see no outage at this address."))],
        "nowhere": [
            boxed("unknown", _("We know this address, but not which part of the network it hangs on. Ring us."))
        ],
        "unknown": [boxed("unknown", _("We do not find this address among those that our network reaches."))],
        "old": [render_to_string("status/_old.html", {"made": wording.moment(at=facts.at, zone=ZONE)}).strip()],
    }


def _row(span: Span) -> Row:
    return (span.first, span.last, span.whole)


def _planned(work: Work) -> str:
    one = work.work
    when = wording.window(begins=one.begins_at, ends=one.ends_at, zone=one.zone)
    said = _("Planned work in %(place)s: %(when)s.") % {"place": wording.where(place=work.place), "when": when}
    return f"{said} {work.title}".strip()
