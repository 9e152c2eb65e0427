from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from varsel.kit.rooms import Room


class Config(AppConfig):
    """The staff's site, and the rooms that its header leads to."""

    name = "varsel.surfaces.desk"
    label = "desk"
    rooms = (
        Room("desk_board", _("Board"), "view_desk"),
        Room("arrears_proposals", _("Proposals"), "view_customer"),
        Room("complaints", _("Complaints"), "view_customer"),
        Room("desk_customers", _("Customers"), "view_customer"),
        Room("desk_suspense", _("Suspense"), "view_customer"),
        Room("desk_imports", _("Imports"), "view_imports"),
    )
    search = Room("desk_customers", _("Search customers"), "view_customer")
