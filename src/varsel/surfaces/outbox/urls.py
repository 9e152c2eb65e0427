"""The addresses of the outbox."""

from __future__ import annotations

from django.urls import path

from varsel.surfaces.outbox.views import calls, channels, contacts, letters, message, messages, replies

urlpatterns = [
    path("outbox/", messages.listed, name="outbox"),
    path("outbox.csv", messages.sheet_of_messages, name="outbox_sheet"),
    path("outbox/moved/", messages.moved, name="outbox_moved"),
    path("outbox/channels/", channels.health, name="outbox_channels"),
    path("outbox/channels/stop/", channels.stop, name="outbox_stop"),
    path("outbox/channels/go/", channels.go, name="outbox_go"),
    path("outbox/contacts/", contacts.bounced, name="outbox_contacts"),
    path("outbox/contacts.csv", contacts.sheet_of_bounced, name="outbox_contacts_sheet"),
    path("outbox/letters/", letters.batches, name="outbox_letters"),
    path("outbox/letters/returned/", letters.returned, name="outbox_returned"),
    path("outbox/letters/<str:batch>/manifest/", letters.manifest, name="outbox_manifest"),
    path("outbox/<uuid:ref>/", message.message, name="outbox_message"),
    path("outbox/<uuid:ref>.json", message.evidence, name="outbox_evidence"),
    path("outbox/<uuid:ref>/show/", message.show, name="outbox_show"),
    path("outbox/<uuid:ref>/resolve/", message.resolve, name="outbox_resolve"),
    path("outbox/<uuid:ref>/letter/<uuid:attempt>/", message.letter, name="outbox_letter"),
    path("outbox/<uuid:ref>/letter/<uuid:attempt>/show/", message.show_letter, name="outbox_letter_show"),
    path("calls/", calls.listed, name="outbox_calls"),
    path("calls.csv", calls.sheet_of_calls, name="outbox_calls_sheet"),
    path("calls/<uuid:ref>/", calls.call, name="outbox_call"),
    path("calls/<uuid:ref>/rung/", calls.rung, name="outbox_rung"),
    path("replies/", replies.waiting, name="outbox_replies"),
    path("replies.csv", replies.sheet_of_replies, name="outbox_replies_sheet"),
    path("replies/<int:reply_id>/handle/", replies.handle, name="outbox_reply_handle"),
]
