from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from varsel.kit.rooms import Room


class Config(AppConfig):
    """The staff's site, and the rooms that its header leads to."""

    name = "varsel.surfaces.desk"
    label = "desk"
    rooms = (
        Room("field", _("Today's work"), "do_field_work", key="w"),
        Room("desk_board", _("Board"), "view_desk"),
        Room("outages", _("Outages"), "view_outages", key="u"),
        Room("stock", _("Stock"), "view_stock", key="v"),
        Room("dispatch", _("Dispatch"), "view_orders", key="d"),
        Room("arrears_proposals", _("Proposals"), "view_customer", key="p"),
        Room("complaints", _("Complaints"), "view_customer", key="k"),
        Room("compensation_cases", _("Compensation"), "view_customer"),
        Room("desk_customers", _("Customers"), "view_customer", key="c"),
        Room("desk_suspense", _("Suspense"), "view_customer", key="s"),
        Room("desk_refunds", _("Refunds"), "view_refunds", key="m"),
        Room("desk_imports", _("Imports"), "view_imports", key="i"),
        Room("desk_register", _("Register"), "view_register", key="r"),
    )
    search = Room("desk_customers", _("Search customers"), "view_customer")
