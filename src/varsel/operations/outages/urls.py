"""The addresses of outages on the desk."""

from __future__ import annotations

from django.urls import path

from varsel.operations.outages.views import beginning, live, loans, rehearsed, work

urlpatterns = [
    path("outages/", live.outages, name="outages"),
    path("outages.csv", live.outages_sheet, name="outages_sheet"),
    path("outages/new/", beginning.declare, name="outages_new"),
    path("outages/plan/", beginning.plan, name="outages_plan"),
    path("outages/<int:outage_id>/", live.outage, name="outage"),
    path("outages/<int:outage_id>/estimate/", rehearsed.estimate, name="outage_estimate"),
    path("outages/<int:outage_id>/wait/", rehearsed.wait, name="outage_wait"),
    path("outages/<int:outage_id>/restore/", rehearsed.restore, name="outage_restore"),
    path("outages/<int:outage_id>/crew/", work.crew, name="outage_crew"),
    path("outages/<int:outage_id>/go-on/", work.go_on, name="outage_go_on"),
    path("outages/<int:outage_id>/report/", work.report, name="outage_report"),
    path("outages/<int:outage_id>/lend/", work.lend, name="outage_lend"),
    path("outages/<int:outage_id>/take-back/", work.take_back, name="outage_take_back"),
    path("stock/loans/", loans.loans, name="loans"),
    path("stock/loans.csv", loans.loans_sheet, name="loans_sheet"),
    path("stock/loans/hand/", loans.hand, name="loan_hand"),
    path("stock/loans/back/", loans.back, name="loan_back"),
    path("stock/loans/<int:loan_id>/lost/", loans.lost, name="loan_lost"),
    path("stock/loans/<int:loan_id>/not-needed/", loans.not_needed, name="loan_not_needed"),
]
