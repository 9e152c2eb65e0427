"""The addresses of the alarms."""

from __future__ import annotations

from django.urls import path

from varsel.surfaces.alarms import pages

urlpatterns = [
    path("alarms/", pages.alarms, name="alarms"),
    path("alarms/<int:alarm_id>/name/", pages.call_it, name="alarms_name"),
    path("alarms/suspected/<int:suspicion_id>/declare/", pages.declare, name="alarms_declare"),
    path("alarms/suspected/<int:suspicion_id>/dismiss/", pages.dismiss, name="alarms_dismiss"),
    path("affected/", pages.affected, name="affected"),
]
