"""The proof of a message as JSON: what another system, a board or a court is given."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

from varsel.surfaces.outbox.proving import Shown, Try


def evidence(*, shown: Shown, at: datetime) -> dict[str, Any]:
    """Return everything that proves a message, instants in UTC. Where the identity is protected the words are masked,
    and the bytes, which are not, are left out; their hash stays.
    """
    proof = shown.proof
    return {
        "reference": proof.ref,
        "about": proof.about,
        "subject": shown.called,
        "customer": shown.customer.number,
        "country": proof.country,
        "language": proof.language,
        "state": shown.state,
        "urgent": proof.urgent,
        "wording": proof.template,
        "facts_sha256": proof.facts_hash,
        "decided_at": _iso(proof.created_at),
        "not_before": _iso(proof.not_before),
        "told_at": _iso(proof.told_at),
        "told_by": proof.told_by,
        "counts_from": _iso(proof.received_at),
        "counts_because": shown.rule,
        "bounced_at": _iso(proof.bounced_at),
        "bounced_because": proof.bounced_because,
        "replaces": proof.instead_of,
        "replaced_by": proof.said_anew,
        "masked": shown.is_masked,
        "only_recorded": shown.is_void,
        "attempts": [_attempt(one, is_masked=shown.is_masked) for one in shown.tries],
        "replies": [{"came_at": _iso(one.came_at), "channel": one.channel} for one in shown.replies],
        "journal": [{"at": _iso(one.at), "said": one.said, "by": one.by} for one in shown.journal],
        "made_at": _iso(at),
    }


def _attempt(one: Try, *, is_masked: bool) -> dict[str, Any]:
    it = one.it
    return {
        "reference": it.ref,
        "channel": it.channel,
        "address": one.address,
        "text": one.text,
        "content_base64": None if is_masked else base64.b64encode(it.content).decode(),
        "bytes": one.size,
        "sha256": it.sha256,
        "states": dict(it.stated),
        "begun_at": _iso(it.begun_at),
        "answer": it.outcome,
        "answered_at": _iso(it.ended_at),
        "because": it.because,
        "gateway_reference": it.gateway_ref,
        "delivered_at": _iso(it.delivered_at),
        "failed_at": _iso(it.failed_at),
        "receipts": [
            {"state": told.state, "at": _iso(told.at), "came_at": _iso(told.noted_at), "because": told.because}
            for told in it.receipts
        ],
        "letter": _letter(one),
    }


def _letter(one: Try) -> dict[str, Any] | None:
    if one.printed is None:
        return None
    it = one.printed
    return {
        "batch": it.batch,
        "position": it.position,
        "mark": it.mark,
        "pages": it.pages,
        "pdf_sha256": it.sha256,
        "handed_over_at": _iso(it.handed_over_at),
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
