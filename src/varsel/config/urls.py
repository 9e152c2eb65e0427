"""Every address of the product: each room brings its own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("sign-in/", include("varsel.records.staff.urls")),
    path("", include("varsel.operations.arrears.urls")),
    path("", include("varsel.operations.complaints.urls")),
    path("", include("varsel.surfaces.desk.urls")),
]
