"""The words of a story that are codes: channels, kinds, levels, what is told, what the journal says, refusals."""

from __future__ import annotations

CONTACTS = ("sms", "email", "letter")
TOLD_BY = (*CONTACTS, "phone", "visit", "portal")
SERVICE_KINDS = ("internet", "telephony", "mobile", "tv")
# Usage can only add up, and outgoing calls be barred, where calls are made.
CREDIT_LIMIT_KINDS = ("telephony", "mobile")
LEVELS = ("open", "signposted", "limited", "closed", "outgoing_barred")

ABOUT = (
    "payment_demand",
    "late_payer_warning",
    "terms_notice",
    "terms_offer",
    "terms_reassurance",
    "claim_decision",
    "refund",
    "complaint_contact",
    "service_limited",
    "service_closed",
    "service_reopened",
    "credit_limit_reached",
    "credit_limit_near",
    "terms_correction",
    "outage_start",
    "outage_estimate",
    "outage_waiting",
    "outage_restored",
    "planned_work",
    "loan_offer",
    "visit_booked",
    "visit_missed",
    "expected_repair",
    "equipment_sent",
    "ticket_unsolved_today",
    "ticket_received",
    "ticket_update",
    "ticket_solution",
)

JOURNAL = (
    "demand_sent",
    "late_payer_warned",
    "service_limited",
    "service_closed",
    "service_reopened",
    "outgoing_barred",
    "outgoing_unbarred",
    "hold_set",
    "dispute_opened",
    "dispute_settled",
    "terms_notified",
    "terms_signposted",
    "terms_postponed",
    "terms_approved",
    "terms_withdrawn",
    "terms_terminated",
    "terms_voided",
    "offer_accepted",
    "outage_declared",
    "outage_estimated",
    "outage_restored",
    "loan_out",
    "loan_back",
    "visit_missed",
    "ticket_opened",
    "customer_informed",
    "ticket_solved",
    "ticket_closed",
    "claim_opened",
    "claim_decided",
    "credit_granted",
    "refund_made",
    "complaint_received",
    "complaint_answered",
    "complaint_decided",
)

AUTHORITIES = ("KO", "ARN", "BKN")
DUTIES = (
    "same_day_word",
    "estimate",
    "expected_time",
    "answer",
    "outreach",
    "expected_repair",
    "respond",
    "restore",
    "refund",
    "regulator_notice",
    "planned_notice",
)

NOT_FOUND = "not-found"
REFUSALS = (
    NOT_FOUND,
    "life-line",
    "not-paid-service",
    "paid-in-time",
    "disputed",
    "on-hold",
    "stale-feed",
    "cap-reached",
    "same-person",
    "below-minimum-debt",
    "no-demand",
    "demand-still-running",
    "not-lawful",
    "no-such-clause",
    "notice-too-late",
    "not-answerable",
    "window-passed",
    "not-informed",
    "already-closed",
    "out-of-stock",
)
