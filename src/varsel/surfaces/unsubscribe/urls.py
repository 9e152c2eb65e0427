"""The address behind the link that ends offers."""

from __future__ import annotations

from django.urls import path

from varsel.surfaces.unsubscribe import views

urlpatterns = [path("offers/stop/<str:token>/", views.stop, name="offers_stop")]
