"""Every address of the product: the public ones, and which right each of the others asks for."""

from __future__ import annotations

PUBLIC = {
    "when-may-we-limit/",  # what everybody may read (T4-6)
    "news/",
    "news.atom",
    "news/<uuid:ref>/",
    "status/",  # outages, for everybody
    "status/history/",
    "status/outages/<uuid:ref>/",
    "status/outages/<uuid:ref>/facts/",
    "status/feed.atom",
    "status/planned.ics",
    "status/planned/<uuid:ref>.ics",
    "status/summary.json",
    "status/style.css",
    "status/mark.svg",
    "",  # the front page with its doors
    "doors/",
    "in/elks/<str:secret>/delivered/<uuid:ref>/",  # what gateways tell: a secret in the address or a signature opens it
    "in/elks/<str:secret>/reply/",
    "in/email/<str:provider>/<str:kind>/",
    "in/alarms/<str:name>/",
    "offers/stop/<str:token>/",  # the signed link in an offer
    "sign-in/",
    "sign-in/out/",
    "sign-in/closed/",
    "sign-in/second/code/",  # half-way in
    "sign-in/passkeys/sign-in/",
    "sign-in/language/",
}
BATCH = "0196a000-0000-7000-8000-000000000001"
ONES = dict.fromkeys(
    (
        "row_id",
        "outage_id",
        "conflict_id",
        "hold_id",
        "notice_id",
        "pk",
        "complaint_id",
        "payment_id",
        "file_id",
        "reversal_id",
        "source_id",
        "pay_out_id",
        "run_id",
        "request_id",
        "reply_id",
        "alarm_id",
        "suspicion_id",
        "case_id",
        "order_id",
        "visit_id",
        "crew_id",
        "technician_id",
        "vehicle_id",
        "delivery_id",
        "loan_id",
    ),
    "1",
)
FILLED = {
    "number": "1001",
    "of": "payment",
    "external_id": "fiber-1001",
    "ref": BATCH,
    "attempt": BATCH,
    "batch": "B-1",
    "about": "offer",
    "variant": "-",
    "language": "sv",
    "token": "x",
    "secret": "x",
    "provider": "mailgun",
    "name": "prom",
    "kind": "tracking",
    "day": "2026-03-02",
    **ONES,
}
POSTS = {
    "/proposals/review/": "approve_restriction",
    f"/proposals/batches/{BATCH}/approve/": "approve_restriction",
    "/proposals/take-back/": "approve_restriction",
    "/customers/1001/hold/": "place_hold",
    "/customers/1001/hold/1/lift/": "place_hold",
    "/invoices/F-1001/dispute/": "open_dispute",
    "/invoices/F-1001/debit-failed/": "place_hold",
    "/disputes/D-1/settle/": "settle_dispute",
    "/services/fiber-1001/keep-open/": "place_hold",
    "/cap/ask/": "approve_restriction",
    "/cap/lift/": "lift_cap",
    "/customers/1001/show/": "unmask_protected",
    "/complaints/new/": "handle_complaint",
    "/complaints/1/reach-out/": "handle_complaint",
    "/complaints/1/answer/": "handle_complaint",
    "/complaints/1/decide/": "handle_complaint",
}
POSTS |= dict.fromkeys(
    ("/register/waiting/again/", "/register/waiting/1/discard/", "/register/conflicts/1/settle/"), "settle_register"
)
POSTS |= dict.fromkeys(
    ("/refunds/propose/payment/1/", "/refunds/1/withdraw/", "/refunds/requests/1/again/"), "propose_refund"
)
POSTS |= dict.fromkeys(("/refunds/approve/", "/refunds/send/"), "approve_refund")
POSTS |= {"/refunds/files/1/take/": "take_refund_file", "/suspense/reversals/1/place/": "place_payment"}
POSTS |= {"/suspense/1/place/": "place_payment", "/imports/1/original/": "take_bank_file"}
_NEWS, _TEXT = f"/newsroom/{BATCH}/", "/wording/offer/-/"
POSTS |= {f"{_NEWS}{act}/": "write_news" for act in ("publish", "throw-away", "withdraw", "correct")}
POSTS |= {"/newsroom/write/": "write_news"} | {f"{_TEXT}sv/{act}/": "write_wording" for act in ("edit", "put-back")}
POSTS |= {f"/wording/drafts/{BATCH}/{act}/": "write_wording" for act in ("approve", "throw-away")}
_WORD = f"/outbox/{BATCH}/"
POSTS |= {f"{_WORD}show/": "unmask_protected", f"{_WORD}letter/{BATCH}/show/": "unmask_protected"}
POSTS |= {f"{_WORD}resolve/": "resolve_message", f"/calls/{BATCH}/rung/": "ring_customer"}
POSTS |= {"/outbox/channels/stop/": "stop_words", "/outbox/channels/go/": "release_words"}
POSTS |= {"/outbox/letters/B-1/manifest/": "handle_letters", "/outbox/letters/returned/": "handle_letters"}
POSTS |= {"/replies/1/handle/": "answer_reply"}
POSTS |= {"/outages/1/facts/approve/": "approve_facts"}
_DARK = "/outages/1/"
POSTS |= {f"{_DARK}{act}/": "run_outage" for act in ("estimate", "wait", "restore", "crew", "go-on")}
POSTS |= {f"{_DARK}{act}/": "lend_router" for act in ("lend", "take-back")} | {f"{_DARK}report/": "tell_regulator"}
POSTS |= dict.fromkeys(("/outages/new/", "/outages/plan/"), "declare_outage")
_STOCK = ("come", "count", "move", "expect", "item", "places/new", "devices/new", "devices/ready")
_STOCK += ("coverage", f"undo/{BATCH}", "deliveries/1/anew", "deliveries/1/came", "deliveries/1/off")
POSTS |= {f"/stock/{act}/": "keep_stock" for act in _STOCK}
POSTS |= {f"/stock/loans/{act}/": "lend_router" for act in ("hand", "back", "1/lost", "1/not-needed")}
POSTS |= {f"/alarms/suspected/1/{act}/": "weigh_alarms" for act in ("declare", "dismiss")}
POSTS |= {"/alarms/1/name/": "weigh_alarms"}
POSTS |= {"/compensation/1/decide/": "decide_compensation"}
_WORK = ("accept", "say", "missing", "leave", "pause", "go-on", "expect", "left", "finish", "fail")
POSTS |= {f"/orders/1/{act}/": "report_work" for act in _WORK}
POSTS |= {f"/orders/1/{act}/": "dispatch_orders" for act in ("assign", "unassign", "undo", "cancel", "reject")}
POSTS |= {"/orders/new/": "open_order", "/orders/1/visit/": "book_visit", "/visits/1/call-off/": "book_visit"}
POSTS |= {"/visits/1/settle/": "book_visit"}
_PEOPLE = ("crews/new", "crews/1", "technicians/new", "vehicles/new", "technicians/1", "vehicles/1")
_PEOPLE += tuple(f"technicians/1/{act}" for act in ("skill", "unskill", "gone"))
_PEOPLE += tuple(f"vehicles/1/{act}" for act in ("hand", "gone"))
POSTS |= {f"/field/people/{act}/": "dispatch_orders" for act in _PEOPLE}
GETS = {
    "/field/": "do_field_work",
    "/field/1/": "do_field_work",
    "/field/people/": "dispatch_orders",
    "/field/people.csv": "dispatch_orders",
    "/field/vehicles.csv": "dispatch_orders",
    "/dispatch/": "view_orders",
    "/dispatch/2026-03-02/": "view_orders",
    "/dispatch/2026-03-02.csv": "view_orders",
    "/orders/1/": "view_orders",
    "/visits/": "view_orders",
    "/visits.csv": "view_customer",
    "/alarms/": "view_alarms",
    "/affected/": "view_alarms",
    "/outages/": "view_outages",
    "/outages.csv": "view_outages",
    _DARK: "view_outages",
    "/outages/1/facts/": "view_facts",
    "/outbox/": "view_outbox",
    "/outbox.csv": "view_outbox",
    "/outbox/moved/": "view_outbox",
    "/outbox/channels/": "view_outbox",
    "/outbox/letters/": "view_outbox",
    "/outbox/contacts/": "view_customer",
    "/outbox/contacts.csv": "view_customer",
    _WORD: "view_customer",
    f"/outbox/{BATCH}.json": "view_customer",
    f"{_WORD}letter/{BATCH}/": "view_customer",
    "/calls/": "view_customer",
    "/calls.csv": "ring_customer",
    f"/calls/{BATCH}/": "ring_customer",
    "/replies/": "view_customer",
    "/replies.csv": "view_customer",
    "/newsroom/": "write_news",
    _NEWS: "write_news",
    "/wording/": "view_wording",
    _TEXT: "view_wording",
    f"{_TEXT}letter.png": "view_wording",
    f"{_TEXT}sv/history/": "view_wording",
    f"/wording/drafts/{BATCH}/": "view_wording",
    "/board/": "view_desk",
    "/shadow/": "view_customer",
    "/shadow.csv": "view_customer",
    "/board.csv": "view_customer",
    "/proposals/": "view_customer",
    "/proposals.csv": "view_customer",
    "/proposals/moved/": "view_customer",
    f"/proposals/batches/{BATCH}/": "approve_restriction",
    f"/proposals/batches/{BATCH}.csv": "approve_restriction",
    "/register/": "view_register",
    "/register.csv": "view_register",
    "/register/1/": "view_register",
    "/register/waiting/": "view_register",
    "/register/waiting.csv": "view_register",
    "/register/waiting/1/": "view_register",
    "/register/conflicts/": "view_register",
    "/register/conflicts.csv": "view_register",
    "/customers/": "view_customer",
    "/customers/1001/": "view_customer",
    "/services/fiber-1001/why/": "view_customer",
    "/services/fiber-1001/why.json": "view_customer",
    "/notices/1/": "view_customer",
    "/suspense/": "view_customer",
    "/suspense.csv": "view_customer",
    "/suspense/1/": "view_customer",
    "/suspense/reversals/": "view_customer",
    "/suspense/reversals/1/": "view_customer",
    "/refunds/": "view_refunds",
    "/refunds.csv": "view_refunds",
    "/refunds/1/": "view_refunds",
    "/refunds/files/": "view_refunds",
    "/refunds/requests/": "view_refunds",
    "/refunds/requests.csv": "view_refunds",
    "/imports/": "view_imports",
    "/imports.csv": "view_imports",
    "/imports/1/": "view_imports",
    "/complaints/": "view_customer",
    "/complaints.csv": "view_customer",
    "/complaints/1/": "view_customer",
    "/stock/": "view_stock",
    "/stock.csv": "view_stock",
    "/stock/deliveries/1/": "view_stock",
    "/stock/loans/": "view_stock",
    "/stock/loans.csv": "view_stock",
    "/compensation/": "view_customer",
    "/compensation.csv": "view_customer",
    "/compensation/1/": "view_customer",
}
