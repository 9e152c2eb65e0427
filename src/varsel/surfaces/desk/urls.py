"""The addresses of the desk: what is over several operations."""

from __future__ import annotations

from django.urls import path

from varsel.surfaces.desk.views import board, customers, imports, refunds, register, requests, reversals, suspense

urlpatterns = [
    path("board/", board.board, name="desk_board"),
    path("board.csv", board.board_sheet, name="desk_board_sheet"),
    path("customers/", customers.customers, name="desk_customers"),
    path("customers/<str:number>/", customers.customer, name="desk_customer"),
    path("customers/<str:number>/show/", customers.show, name="desk_show"),
    path("notices/<int:notice_id>/", customers.notice, name="desk_notice"),
    path("suspense/", suspense.waiting, name="desk_suspense"),
    path("suspense.csv", suspense.sheet_of_waiting, name="desk_suspense_sheet"),
    path("suspense/<int:payment_id>/", suspense.payment, name="desk_payment"),
    path("suspense/<int:payment_id>/place/", suspense.place, name="desk_place"),
    path("suspense/reversals/", reversals.waiting, name="desk_reversals"),
    path("suspense/reversals/<int:reversal_id>/", reversals.reversal, name="desk_reversal"),
    path("suspense/reversals/<int:reversal_id>/place/", reversals.place, name="desk_reversal_place"),
    path("refunds/", refunds.listed, name="desk_refunds"),
    path("refunds.csv", refunds.sheet_of_refunds, name="desk_refunds_sheet"),
    path("refunds/propose/<str:of>/<int:source_id>/", refunds.propose, name="desk_refund_propose"),
    path("refunds/approve/", refunds.approve, name="desk_refund_approve"),
    path("refunds/send/", refunds.send, name="desk_refund_send"),
    path("refunds/files/", refunds.runs, name="desk_refund_runs"),
    path("refunds/files/<int:run_id>/take/", refunds.file, name="desk_refund_file"),
    path("refunds/requests/", requests.asked, name="desk_requests"),
    path("refunds/requests.csv", requests.sheet_of_asked, name="desk_requests_sheet"),
    path("refunds/requests/<int:request_id>/again/", requests.again, name="desk_request_again"),
    path("refunds/<int:pay_out_id>/", refunds.refund, name="desk_refund"),
    path("refunds/<int:pay_out_id>/withdraw/", refunds.withdraw, name="desk_refund_withdraw"),
    path("imports/", imports.files, name="desk_imports"),
    path("imports.csv", imports.sheet_of_files, name="desk_imports_sheet"),
    path("imports/<int:file_id>/", imports.file, name="desk_import"),
    path("register/", register.loads, name="desk_register"),
    path("register.csv", register.sheet_of_loads, name="desk_register_sheet"),
    path("register/<int:file_id>/", register.load, name="desk_load"),
    path("register/waiting/", register.waiting, name="desk_waiting"),
    path("register/waiting.csv", register.sheet_of_waiting, name="desk_waiting_sheet"),
    path("register/waiting/again/", register.retry, name="desk_retry"),
    path("register/waiting/<int:row_id>/", register.row, name="desk_row"),
    path("register/waiting/<int:row_id>/discard/", register.discard, name="desk_discard"),
    path("register/conflicts/", register.conflicts, name="desk_conflicts"),
    path("register/conflicts.csv", register.sheet_of_conflicts, name="desk_conflicts_sheet"),
    path("register/conflicts/<int:conflict_id>/settle/", register.settle, name="desk_settle"),
    path("imports/<int:file_id>/original/", imports.original, name="desk_import_original"),
]
