"""The vocabulary of the journal. A kind never changes its meaning."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an entry tells."""

    # the register and the operator
    CUSTOMER_REGISTERED = "customer_registered"
    CONTACT_CHANGED = "contact_changed"
    CONTACT_BOUNCED = "contact_bounced"
    POLICY_SET = "policy_set"
    ROLE_SET = "role_set"
    PROTECTED_SHOWN = "protected_shown"
    REGISTER_LOADED = "register_loaded"
    REGISTER_CONFLICT = "register_conflict"
    REGISTER_EXPORTED = "register_exported"
    # money
    INVOICE_RECEIVED = "invoice_received"
    PAYMENT_BOOKED = "payment_booked"
    PAYMENT_SUSPENDED = "payment_in_suspense"
    PAYMENT_FILE_BOOKED = "payment_file_booked"
    PAYMENT_FILE_TAKEN = "payment_file_taken"
    PAYMENT_PLACED = "payment_placed"
    CREDIT_GRANTED = "credit_granted"
    USAGE_RECORDED = "usage_recorded"
    DEBIT_FAILED = "debit_failed"
    # arrears
    DEMAND_SENT = "demand_sent"
    LATE_PAYER_WARNED = "late_payer_warned"
    DEADLINE_SET = "deadline_set"
    RESTRICTION_CONSIDERED = "restriction_considered"
    LIMITING_PROPOSED = "limiting_proposed"
    CLOSING_PROPOSED = "closing_proposed"
    PROPOSAL_APPROVED = "proposal_approved"
    PROPOSAL_FALLEN = "proposal_fallen"
    CAP_REACHED = "cap_reached"
    CAP_LIFT_ASKED = "cap_lift_asked"
    CAP_LIFTED = "cap_lifted"
    SERVICE_LIMITED = "service_limited"
    SERVICE_CLOSED = "service_closed"
    SERVICE_REOPENED = "service_reopened"
    OUTGOING_BARRED = "outgoing_barred"
    OUTGOING_UNBARRED = "outgoing_unbarred"
    KEPT_OPEN = "kept_open"
    HOLD_SET = "hold_set"
    HOLD_LIFTED = "hold_lifted"
    DISPUTE_OPENED = "dispute_opened"
    DISPUTE_SETTLED = "dispute_settled"
    REFUSED = "refused"
    # words and lines
    NOTICE_TOLD = "notice_told"
    NOTICE_UNREACHED = "notice_unreached"
    NOTICE_DROPPED = "notice_dropped"
    LINE_INSTALLED = "line_installed"
    LINE_DIFFERS = "line_differs"
    # outages
    OUTAGE_DECLARED = "outage_declared"
    OUTAGE_RESTORED = "outage_restored"
    # complaints
    COMPLAINT_RECEIVED = "complaint_received"
    COMPLAINT_REACHED_OUT = "complaint_reached_out"
    COMPLAINT_ANSWERED = "complaint_answered"
    COMPLAINT_DECIDED = "complaint_decided"
