"""The addresses of the desk: what is over several operations."""

from __future__ import annotations

from django.urls import path

from varsel.surfaces.desk import views

urlpatterns = [
    path("", views.board, name="desk_board"),
    path("board.csv", views.board_sheet, name="desk_board_sheet"),
    path("customers/", views.customers, name="desk_customers"),
    path("customers/<str:number>/", views.customer, name="desk_customer"),
    path("customers/<str:number>/show/", views.show, name="desk_show"),
    path("notices/<int:notice_id>/", views.notice, name="desk_notice"),
]
