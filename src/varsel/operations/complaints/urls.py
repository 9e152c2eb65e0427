"""The addresses of complaints."""

from __future__ import annotations

from django.urls import path

from varsel.operations.complaints import views

urlpatterns = [
    path("complaints/", views.complaints, name="complaints"),
    path("complaints.csv", views.complaints_sheet, name="complaints_sheet"),
    path("complaints/new/", views.receive, name="complaints_new"),
    path("complaints/<int:complaint_id>/", views.complaint, name="complaint"),
    path("complaints/<int:complaint_id>/reach-out/", views.reach_out, name="complaint_reach_out"),
    path("complaints/<int:complaint_id>/answer/", views.answer_it, name="complaint_answer"),
    path("complaints/<int:complaint_id>/decide/", views.decide, name="complaint_decide"),
]
