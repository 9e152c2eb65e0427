"""What everybody reads about an outage, sentence by sentence, in the language that is spoken now."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from varsel.kit import instants
from varsel.operations.outages.account import Foretold
from varsel.operations.outages.account import Work as Crew
from varsel.operations.outages.public_page import Event
from varsel.surfaces.status.facts import Outage, Place

MOST_NAMED = 3  # municipalities


def moment(*, at: datetime, zone: str) -> str:
    """Return an instant as a clock on the wall there shows it."""
    return instants.instant_in_words(instant=at, zone=ZoneInfo(zone), language=get_language() or "en")


def window(*, begins: datetime, ends: datetime, zone: str) -> str:
    """Return from when to when; the day is said once where it is the same."""
    first, last = moment(at=begins, zone=zone), moment(at=ends, zone=zone)
    if begins == ends:
        return last
    local = ZoneInfo(zone)
    same_day = begins.astimezone(local).date() == ends.astimezone(local).date()
    return f"{first}–{last[-len('00.00') :]}" if same_day else f"{first} – {last}"


def where(*, place: Place) -> str:
    """Return where it is: as a person called it, and the municipality."""
    town = _town(place)
    if not place.title:
        return town
    return place.title if town in place.title else f"{place.title} ({town})"


def confidence(*, said: Foretold) -> str:
    """Return the word for how sure a forecast is."""
    return {"high": _("certain"), "medium": _("likely"), "low": _("uncertain")}[said.confidence]


def foretold(*, said: Foretold, zone: str) -> str:
    """Return a forecast: by when, how sure, and why."""
    if said.earliest:
        when = window(begins=said.earliest, ends=said.until, zone=zone)
    else:
        when = _("by %(moment)s") % {"moment": moment(at=said.until, zone=zone)}
    sure = f"{when} ({confidence(said=said)})"
    return f"{sure}: {said.because}" if said.because else sure


def expected(*, event: Event) -> str:
    """Return when it is expected to work again, as a sentence."""
    if event.is_overdue:
        return _("It takes longer than we expected, and we do not know yet how long.")
    if not event.forecasts:
        return _("We do not know yet when it works again.")
    said = foretold(said=event.forecasts[-1], zone=event.zone).rstrip(".")
    return _("We expect it to work again %(when)s.") % {"when": said}


def next_word(*, event: Event) -> str:
    """Return when we say more, as a sentence: a forecast is owed anew before it runs out."""
    if event.forecasts and not event.is_overdue:
        return _("Next word: at the latest %(moment)s.") % {
            "moment": moment(at=event.forecasts[-1].until, zone=event.zone)
        }
    return _("Next word: as soon as we know more.")


def since(*, event: Event) -> str:
    """Return since when, as a sentence."""
    return _("Since %(moment)s.") % {"moment": moment(at=event.since, zone=event.zone)}


def touched(*, outage: Outage) -> str:
    """Return how many are touched; few are not counted in public."""
    if outage.customers is None:
        return _("Fewer than five customers are affected.")
    return _("%(number)s customers are affected.") % {"number": outage.customers}


def crew(*, done: Crew) -> str:
    """Return what the crew does, and why where that was said."""
    said = {
        "on_the_way": _("The crew is on its way."),
        "on_site": _("The crew is on site and at work."),
        "night_work": _("The crew works through the dark, with lighting."),
        "paused": _("The work is paused."),
        "left": _("The crew has left the place."),
    }[done.state]
    return " ".join([said, _("Why: %(reason)s") % {"reason": done.because}]) if done.because else said


def doing(*, event: Event) -> list[str]:
    """Return what is being done now: the crew, and what the work waits for."""
    said = [crew(done=event.crew[-1])] if event.crew else []
    waits = event.waiting_for
    if waits:
        item = waits.item or _("something that is missing")
        what = f"{item} ({waits.place})" if waits.place else item
        if waits.expected:
            expected_at = moment(at=waits.expected, zone=event.zone)
            said.append(_("The work waits for %(item)s, expected %(moment)s.") % {"item": what, "moment": expected_at})
        else:
            said.append(_("The work waits for %(item)s; nobody knows yet when it comes.") % {"item": what})
    return said or [_("We are looking for the fault.")]


def affected(*, outage: Outage) -> str:
    """Return the answer for an address that it touches, in one breath: yes, until when, and when we say more."""
    event = outage.event
    first = _("Yes, your address is affected by an outage in %(place)s.") % {"place": where(place=outage.place)}
    return f"{first} {expected(event=event)} {next_word(event=event)}"


def perhaps(*, outage: Outage) -> str:
    """Return the answer for an address in an area of which an outage touches a part."""
    first = _("Perhaps: an outage touches some addresses in %(place)s, and yours may be one of them.") % {
        "place": where(place=outage.place)
    }
    return f"{first} {expected(event=outage.event)} {next_word(event=outage.event)}"


def history(*, event: Event) -> list[tuple[str, str]]:
    """Return every forecast that was made, newest first: when it was made, and what it said."""
    return [
        (moment(at=one.made_at, zone=event.zone), foretold(said=one, zone=event.zone))
        for one in reversed(event.forecasts)
    ]


def worked(*, event: Event) -> list[tuple[str, str]]:
    """Return what the crew did, newest first: since when, and what."""
    return [(moment(at=one.at, zone=event.zone), crew(done=one)) for one in reversed(event.crew)]


def _town(place: Place) -> str:
    names = place.municipalities
    if not names:
        return _("a part of our network") if place.is_part else _("our network")
    if len(names) == 1:
        return _("a part of %(municipality)s") % {"municipality": names[0]} if place.is_part else names[0]
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return _("%(names)s and %(more)s more municipalities") % {
        "names": ", ".join(names[:MOST_NAMED]),
        "more": len(names) - MOST_NAMED,
    }
