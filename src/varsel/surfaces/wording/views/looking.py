"""The texts, and each of them as customers get it. Nothing is sent from here."""

from __future__ import annotations

from typing import Any

import typst
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from varsel.kit import clock
from varsel.law.calendar import local_day
from varsel.outlets.notices.purposes import PURPOSES
from varsel.outlets.notices.versions import queries as versions
from varsel.outlets.notices.wording import Texts, WordingError, abouts, fill, gsm7, samples
from varsel.records.parties import queries as parties
from varsel.records.parties.queries import Customer
from varsel.records.staff.gates import requires
from varsel.surfaces.wording import previews, words

LANGUAGES = tuple(words.LANGUAGES)
ZONE = "Europe/Stockholm"
NONE = "-"  # stands for no variant in an address


@require_GET
@requires("view_wording")
def listed(request: HttpRequest) -> HttpResponse:
    """List every text with what its SMS takes in each language, and the drafts that wait."""
    now, changed, chosen = clock.now(), versions.last_changed(), versions.chosen(at=clock.now())
    rows = [
        {
            "about": about,
            "variant": variant or NONE,
            "word": named(about=about, variant=variant),
            "kind": words.KINDS[PURPOSES[about].kind],
            "languages": [_line(about, variant, one, changed=changed, chosen=chosen, at=now) for one in LANGUAGES],
        }
        for about, variant in sorted(abouts())
    ]
    drafts = [(one, named(about=one.texts.about, variant=one.texts.variant)) for one in versions.drafts()]
    return render(request, "wording/listed.html", {"rows": rows, "drafts": drafts, "languages": words.LANGUAGES})


@require_GET
@requires("view_wording")
def one(request: HttpRequest, about: str, variant: str) -> HttpResponse:
    """Show one text in every language on every channel, on a customer of choice."""
    plain = known(about=about, variant=variant)
    customer, wrong = _customer(request)
    shown = [_shown(in_force(about=about, variant=plain, language=language), customer) for language in LANGUAGES]
    context = {
        "about": about,
        "variant": variant,
        "title": named(about=about, variant=plain),
        "kind": words.KINDS[PURPOSES[about].kind],
        "previews": shown,
        "languages": words.LANGUAGES,
        "customer": customer,
        "wrong": wrong,
        "asked": request.GET.get("customer", "") if _sees_customers(request) else "",
        "others": parties.one_of_each() if _sees_customers(request) else [],
    }
    return render(request, "wording/one.html", context)


@require_GET
@never_cache
@requires("view_wording")
def letter(request: HttpRequest, about: str, variant: str) -> HttpResponse:
    """Give a page of the letter as a picture."""
    texts = _asked_texts(request, about, known(about=about, variant=variant))
    customer, _wrong = _customer(request)
    try:
        pages = previews.letter(texts=texts, customer=customer, on=local_day(clock.now(), ZONE))
    except (WordingError, typst.TypstError) as refused:
        raise Http404(str(refused)) from refused
    page = request.GET.get("page", "1")
    number = int(page) if page in ("1", "2", "3", "4") else 1
    if number > len(pages):
        raise Http404
    return HttpResponse(pages[number - 1], content_type="image/png")


@require_GET
@requires("view_wording")
def history(request: HttpRequest, about: str, variant: str, language: str) -> HttpResponse:
    """Show every version of a text as it was, and what was put in force when."""
    plain = known(about=about, variant=variant)
    if language not in LANGUAGES:
        raise Http404
    held = in_force(about=about, variant=plain, language=language)
    context = {
        "about": about,
        "variant": variant,
        "language": language,
        "title": named(about=about, variant=plain),
        "language_word": words.LANGUAGES[language],
        "held": held.version,
        "by_desk": versions.chosen(at=clock.now()).get((about, plain, language)),
        "versions": versions.history(about=about, variant=plain, language=language),
        "changes": versions.changes(about=about, variant=plain, language=language),
    }
    return render(request, "wording/history.html", context)


def known(*, about: str, variant: str) -> str:
    """Return the variant that an address means.

    :raises Http404: when there is no such text.
    """
    plain = "" if variant == NONE else variant
    if (about, plain) not in abouts():
        raise Http404
    return plain


def named(*, about: str, variant: str) -> str:
    """Return what a text is called."""
    name = str(words.ABOUTS.get(about, about))
    return f"{name}: {words.VARIANTS.get(variant, variant)}" if variant else name


def in_force(*, about: str, variant: str, language: str) -> Texts:
    """Return the texts that hold now."""
    return versions.in_force(about=about, variant=variant, language=language, at=clock.now())


def _line(about: str, variant: str, language: str, *, changed: Any, chosen: Any, at: Any) -> dict[str, Any]:
    texts = versions.in_force(about=about, variant=variant, language=language, at=at)
    country = "NO" if language == "nb" else "SE"
    facts = samples.facts(about=about, variant=variant, country=country)
    takes = gsm7.length(text=fill(texts=texts, channel="sms", facts=facts).body)
    key = (about, variant, language)
    return {"language": language, "takes": takes, "changed": changed.get(key), "by_desk": key in chosen}


def _shown(texts: Texts, customer: Customer | None) -> dict[str, Any]:
    return {"word": words.LANGUAGES[texts.language], "preview": previews.preview(texts=texts, customer=customer)}


def _asked_texts(request: HttpRequest, about: str, variant: str) -> Texts:
    ref, language = request.GET.get("draft", ""), request.GET.get("language", "sv")
    if ref:
        found = versions.draft(ref=ref) if len(ref) == 36 else None
        if found is None or (found.texts.about, found.texts.variant) != (about, variant):
            raise Http404
        return found.texts
    if language not in LANGUAGES:
        raise Http404
    return in_force(about=about, variant=variant, language=language)


def _customer(request: HttpRequest) -> tuple[Customer | None, str]:
    """Return the customer asked for; who may not see customers gets one who is made up."""
    number = request.GET.get("customer", "").strip()
    if not number or not _sees_customers(request):
        return None, ""
    found = parties.by_number(number=number) if "\0" not in number else None
    return found, "" if found else _("There is no customer with this number: the one below is made up.")


def _sees_customers(request: HttpRequest) -> bool:
    return "view_customer" in request.rights  # type: ignore[attr-defined]
