"""The addresses of the public pages, and of the fact sheets behind them."""

from __future__ import annotations

from django.urls import path

from varsel.surfaces.status import fact_sheets
from varsel.surfaces.status.views import page

urlpatterns = [
    path("status/", page, name="status"),
    path("status/history/", page, name="status_history"),
    path("status/outages/<uuid:ref>/", page, name="status_outage"),
    path("status/outages/<uuid:ref>/facts/", page, name="status_facts"),
    path("status/feed.atom", page, name="status_feed"),
    path("status/planned.ics", page, name="status_planned"),
    path("status/planned/<uuid:ref>.ics", page, name="status_planned_one"),
    path("status/summary.json", page, name="status_summary"),
    path("status/style.css", page, name="status_style"),
    path("status/mark.svg", page, name="status_mark"),
    path("outages/<int:outage_id>/facts/", fact_sheets.sheet, name="fact_sheet"),
    path("outages/<int:outage_id>/facts/approve/", fact_sheets.approve, name="fact_sheet_approve"),
]
