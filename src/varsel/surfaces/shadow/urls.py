"""The addresses of shadow mode."""

from __future__ import annotations

from django.urls import path

from varsel.surfaces.shadow import views

urlpatterns = [
    path("shadow/", views.day, name="shadow_day"),
    path("shadow.csv", views.sheet_of_day, name="shadow_sheet"),
]
