"""The addresses of the front page."""

from __future__ import annotations

from django.urls import path

from varsel.surfaces.doors import views

urlpatterns = [
    path("", views.front, name="front"),
    path("doors/", views.doors, name="doors"),
]
