"""The addresses of stock on the desk."""

from __future__ import annotations

from django.urls import path

from varsel.operations.stock.views import acts, lists, on_its_way

urlpatterns = [
    path("stock/", lists.stock, name="stock"),
    path("stock.csv", lists.stock_sheet, name="stock_sheet"),
    path("stock/come/", acts.come, name="stock_come"),
    path("stock/count/", acts.count, name="stock_count"),
    path("stock/move/", acts.transfer, name="stock_move"),
    path("stock/expect/", on_its_way.expect, name="stock_expect"),
    path("stock/deliveries/<int:delivery_id>/", on_its_way.delivery, name="stock_delivery"),
    path("stock/deliveries/<int:delivery_id>/anew/", on_its_way.anew, name="stock_delivery_anew"),
    path("stock/deliveries/<int:delivery_id>/came/", on_its_way.came, name="stock_delivery_came"),
    path("stock/deliveries/<int:delivery_id>/off/", on_its_way.off, name="stock_delivery_off"),
    path("stock/item/", acts.item, name="stock_item"),
    path("stock/places/new/", acts.place, name="stock_place_new"),
    path("stock/devices/new/", acts.devices, name="stock_devices_new"),
    path("stock/devices/ready/", acts.ready, name="stock_device_ready"),
    path("stock/coverage/", acts.coverage, name="stock_coverage"),
    path("stock/undo/<uuid:ref>/", acts.undo, name="stock_undo"),
]
