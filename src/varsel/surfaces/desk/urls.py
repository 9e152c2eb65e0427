"""The addresses of the desk: what is over several operations."""

from __future__ import annotations

from django.urls import path

from varsel.surfaces.desk.views import board, customers, imports, suspense

urlpatterns = [
    path("", board.board, name="desk_board"),
    path("board.csv", board.board_sheet, name="desk_board_sheet"),
    path("customers/", customers.customers, name="desk_customers"),
    path("customers/<str:number>/", customers.customer, name="desk_customer"),
    path("customers/<str:number>/show/", customers.show, name="desk_show"),
    path("notices/<int:notice_id>/", customers.notice, name="desk_notice"),
    path("suspense/", suspense.waiting, name="desk_suspense"),
    path("suspense.csv", suspense.sheet_of_waiting, name="desk_suspense_sheet"),
    path("suspense/<int:payment_id>/", suspense.payment, name="desk_payment"),
    path("suspense/<int:payment_id>/place/", suspense.place, name="desk_place"),
    path("imports/", imports.files, name="desk_imports"),
    path("imports.csv", imports.sheet_of_files, name="desk_imports_sheet"),
    path("imports/<int:file_id>/", imports.file, name="desk_import"),
    path("imports/<int:file_id>/original/", imports.original, name="desk_import_original"),
]
