"""The addresses of field work: a technician's own, dispatch's board, orders and visits."""

from __future__ import annotations

from django.urls import path

from varsel.operations.fieldwork.views import acting, board, dispatching, field, opening, people, roster, visits

ACTS = {
    "accept": "accept",
    "say": "say",
    "missing": "missing",
    "leave": "leave",
    "pause": "pause",
    "go_on": "go-on",
    "expect": "expect",
    "left": "left",
    "finish": "finish",
    "fail": "fail",
}

urlpatterns = [
    path("field/", field.field, name="field"),
    path("field/<int:order_id>/", field.task, name="field_task"),
    path("field/people/", people.people, name="people"),
    path("field/people.csv", people.people_sheet, name="people_sheet"),
    path("field/vehicles.csv", people.vehicles_sheet, name="vehicles_sheet"),
    path("field/people/crews/new/", roster.crew_new, name="crew_new"),
    path("field/people/crews/<int:crew_id>/", roster.crew, name="crew"),
    path("field/people/technicians/new/", roster.technician_new, name="technician_new"),
    path("field/people/technicians/<int:technician_id>/", roster.technician, name="technician"),
    path("field/people/technicians/<int:technician_id>/skill/", roster.technician_skill, name="technician_skill"),
    path("field/people/technicians/<int:technician_id>/unskill/", roster.technician_unskill, name="technician_unskill"),
    path("field/people/technicians/<int:technician_id>/gone/", roster.technician_gone, name="technician_gone"),
    path("field/people/vehicles/new/", roster.vehicle_new, name="vehicle_new"),
    path("field/people/vehicles/<int:vehicle_id>/", roster.vehicle, name="vehicle"),
    path("field/people/vehicles/<int:vehicle_id>/hand/", roster.vehicle_hand, name="vehicle_hand"),
    path("field/people/vehicles/<int:vehicle_id>/gone/", roster.vehicle_gone, name="vehicle_gone"),
    path("dispatch/", board.board, name="dispatch"),
    path("dispatch/<str:day>/", board.board, name="dispatch_day"),
    path("dispatch/<str:day>.csv", board.board_sheet, name="dispatch_sheet"),
    path("orders/new/", opening.new, name="orders_new"),
    path("orders/<int:order_id>/", opening.order, name="order"),
    path("orders/<int:order_id>/assign/", dispatching.assign, name="order_assign"),
    path("orders/<int:order_id>/unassign/", dispatching.unassign, name="order_unassign"),
    path("orders/<int:order_id>/undo/", dispatching.undo, name="order_undo"),
    path("orders/<int:order_id>/cancel/", dispatching.cancel, name="order_cancel"),
    path("orders/<int:order_id>/reject/", dispatching.reject, name="order_reject"),
    path("orders/<int:order_id>/visit/", visits.windows, name="order_visit"),
    *(
        path(f"orders/<int:order_id>/{word}/", acting.act, {"name": name}, name=f"order_{name}")
        for name, word in ACTS.items()
    ),
    path("visits/", visits.visits, name="visits"),
    path("visits.csv", visits.visits_sheet, name="visits_sheet"),
    path("visits/<int:visit_id>/call-off/", visits.call_off, name="visit_call_off"),
    path("visits/<int:visit_id>/settle/", visits.settle, name="visit_settle"),
]
