"""What everybody may read."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from varsel.kit import clock
from varsel.operations.arrears import public_page
from varsel.operations.arrears.views.asking import language

FIRST = {"nb": "NO"}


@login_not_required
@require_safe
def when_may_we_limit(request: HttpRequest) -> HttpResponse:
    """Explain the rules to everyone (T4-6); the reader's own country comes first."""
    first = FIRST.get(language(request), "SE")
    context = {
        "sections": public_page.sections(first=first, at=clock.now()),
        "operator": settings.OPERATOR_NAME,
        "phone": settings.OPERATOR_PHONE,
    }
    return render(request, "arrears/when_may_we_limit.html", context)
