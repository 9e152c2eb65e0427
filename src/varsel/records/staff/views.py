"""A person's own pages."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from varsel.records.staff import actions
from varsel.records.staff.forms import Preferences


def preferences(request: HttpRequest) -> HttpResponse:
    """Show and keep what the person chooses for their own screen."""
    form = Preferences(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        translation.activate(form.cleaned_data["language"])  # the word of thanks is in the new language
        messages.success(request, _("Saved."))
        return redirect("staff_preferences")
    status = 422 if form.is_bound else 200
    return render(request, "staff/preferences.html", {"form": form}, status=status)


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch language and come back to the same page; a signed-in person's choice is kept."""
    wanted = request.POST.get("language", "")
    if request.user.is_authenticated and wanted in dict(settings.LANGUAGES):
        actions.set_language(user_id=request.user.pk, language=wanted)
    return set_language(request)
