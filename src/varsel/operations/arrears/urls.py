"""The addresses of arrears."""

from __future__ import annotations

from django.urls import path

from varsel.operations.arrears.views import batches, cap, customers, proposals, public, why

urlpatterns = [
    path("proposals/", proposals.proposals, name="arrears_proposals"),
    path("proposals.csv", proposals.proposals_sheet, name="arrears_proposals_sheet"),
    path("proposals/moved/", proposals.moved, name="arrears_moved"),
    path("proposals/review/", batches.review, name="arrears_review"),
    path("proposals/take-back/", batches.take_back, name="arrears_take_back"),
    path("proposals/batches/<uuid:ref>/", batches.batch, name="arrears_batch"),
    path("proposals/batches/<uuid:ref>/approve/", batches.approve, name="arrears_approve"),
    path("proposals/batches/<uuid:ref>.csv", batches.batch_sheet, name="arrears_batch_sheet"),
    path("customers/<str:number>/hold/", customers.hold, name="arrears_hold"),
    path("customers/<str:number>/hold/<int:hold_id>/lift/", customers.lift_hold, name="arrears_lift_hold"),
    path("invoices/<str:number>/dispute/", customers.dispute, name="arrears_dispute"),
    path("invoices/<str:number>/debit-failed/", customers.debit_failed, name="arrears_debit_failed"),
    path("disputes/<str:external_id>/settle/", customers.settle, name="arrears_settle"),
    path("services/<str:external_id>/keep-open/", customers.keep_open, name="arrears_keep_open"),
    path("services/<str:external_id>/why/", why.why, name="arrears_why"),
    path("services/<str:external_id>/why.json", why.why_json, name="arrears_why_json"),
    path("when-may-we-limit/", public.when_may_we_limit, name="arrears_when_may_we_limit"),
    path("cap/ask/", cap.ask, name="arrears_ask_cap"),
    path("cap/lift/", cap.lift, name="arrears_lift_cap"),
]
