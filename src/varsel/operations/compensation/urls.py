"""The addresses of compensation."""

from __future__ import annotations

from django.urls import path

from varsel.operations.compensation import views

urlpatterns = [
    path("compensation/", views.cases, name="compensation_cases"),
    path("compensation.csv", views.cases_sheet, name="compensation_sheet"),
    path("compensation/<int:case_id>/", views.case, name="compensation_case"),
    path("compensation/<int:case_id>/decide/", views.decide, name="compensation_decide"),
]
