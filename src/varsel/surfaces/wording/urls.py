"""The addresses of the texts. A text without a variant has `-` for it."""

from __future__ import annotations

from django.urls import path

from varsel.surfaces.wording.views import editing, looking

_ONE = "wording/<str:about>/<str:variant>/"
urlpatterns = [
    path("wording/", looking.listed, name="wording"),
    path("wording/drafts/<uuid:ref>/", editing.draft, name="wording_draft"),
    path("wording/drafts/<uuid:ref>/approve/", editing.approve, name="wording_approve"),
    path("wording/drafts/<uuid:ref>/throw-away/", editing.throw_away, name="wording_throw_away"),
    path(_ONE, looking.one, name="wording_one"),
    path(f"{_ONE}letter.png", looking.letter, name="wording_letter"),
    path(f"{_ONE}<str:language>/edit/", editing.edit, name="wording_edit"),
    path(f"{_ONE}<str:language>/history/", looking.history, name="wording_history"),
    path(f"{_ONE}<str:language>/put-back/", editing.put_back, name="wording_put_back"),
]
