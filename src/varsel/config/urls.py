"""Every address of the product: each room brings its own."""

from __future__ import annotations

from django.urls import include, path

from varsel.surfaces.alarms import views as alarms
from varsel.surfaces.intake import elks, mail_events

urlpatterns = [
    path("sign-in/", include("varsel.records.staff.urls")),
    path("", include("varsel.operations.arrears.urls")),
    path("", include("varsel.operations.complaints.urls")),
    path("", include("varsel.operations.compensation.urls")),
    path("", include("varsel.operations.fieldwork.urls")),
    path("", include("varsel.operations.outages.urls")),
    path("", include("varsel.operations.stock.urls")),
    path("", include("varsel.surfaces.shadow.urls")),
    path("", include("varsel.surfaces.wording.urls")),
    path("", include("varsel.surfaces.news.urls")),
    path("", include("varsel.surfaces.unsubscribe.urls")),
    path("in/elks/<str:secret>/delivered/<uuid:ref>/", elks.delivered, name="elks_delivered"),
    path("in/elks/<str:secret>/reply/", elks.reply, name="elks_reply"),
    path("in/email/<str:provider>/<str:kind>/", mail_events.told, name="mail_events"),
    path("in/alarms/<str:name>/", alarms.told, name="alarms_told"),
    path("", include("varsel.surfaces.alarms.urls")),
    path("", include("varsel.surfaces.outbox.urls")),
    path("", include("varsel.surfaces.status.urls")),
    path("", include("varsel.surfaces.doors.urls")),
    path("", include("varsel.surfaces.desk.urls")),
]
