"""What the pages of the texts say: names of the texts, what there is to mend, refusals."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ABOUTS: dict[str, Promise] = {
    "payment_demand": _("Payment demand"),
    "late_payer_warning": _("Warning for late payment"),
    "service_limited": _("The service was limited"),
    "service_closed": _("The service was closed"),
    "service_reopened": _("The service is open again"),
    "credit_limit_near": _("The credit limit is near"),
    "credit_limit_reached": _("The credit limit is reached"),
    "offer": _("Offer"),
    "terms_offer": _("Offer of new terms"),
    "offers_stopped": _("No more offers"),
    "outage_start": _("An outage began"),
    "outage_estimate": _("A new estimate of an outage"),
    "outage_waiting": _("An outage waits for material"),
    "outage_restored": _("An outage is over"),
    "planned_work": _("Planned work"),
    "loan_offer": _("A router on loan"),
    "visit_booked": _("A visit is booked"),
    "visit_missed": _("A visit was missed"),
    "claim_decision": _("Decision on compensation"),
}
VARIANTS: dict[str, Promise] = {
    "life_line": _("a line with an alarm"),
    "internet": _("internet"),
    "calls": _("calls"),
    "paid": _("paid"),
    "credited": _("with a credit"),
    "expected": _("with an estimate"),
    "longer": _("longer than the estimate"),
    "foretold": _("with a new estimate because of it"),
    "cancelled": _("called off by us"),
    "visit_granted": _("a missed visit, granted"),
    "visit_partly": _("a missed visit, granted in part"),
    "visit_rejected": _("a missed visit, rejected"),
}
KINDS: dict[str, Promise] = {"operating": _("operating"), "legal": _("legal"), "offer": _("offer")}
LANGUAGES: dict[str, Promise] = {"sv": _("Swedish"), "nb": _("Norwegian"), "en": _("English")}
LENGTHS: dict[str, Promise] = {"short": _("SMS"), "long": _("E-mail and letter")}
FINDINGS: dict[str, Promise] = {
    "blank": _("It is empty."),
    "long": _("It is longer than %(about)s characters."),
    "unseen": _("It holds a sign that nobody sees: %(about)s. Take it out."),
    "heading": _("It begins with a heading on a line of its own, then an empty line, then the text."),
    "broken": _("A placeholder is wrong: %(about)s."),
    "fact": _("It must say ((%(about)s))."),
    "word": _("It must say in words: %(about)s."),
    "parts": _("It takes %(about)s SMS. Two is the most."),
    "gsm7": _("%(about)s is not in the alphabet of SMS: each SMS then holds 70 characters instead of 160."),
    "stiff": _("A stiff word: %(about)s."),
    "sells": _("This sells: %(about)s. An offer never rides on a notice."),
    "reading": _("The sentences are long: %(about)s words on average. Up to 18 are easy to read."),
}
MUST_SAY: dict[str, Promise] = {
    "more time": _("that more time can be asked for"),
    "a person reviews it": _("that a person reviews it"),
    "how to object": _("how to object"),
    "emergency calls work": _("that emergency calls work"),
    "toll-free calls work": _("that toll-free calls work"),
    "how to stop offers": _("how to stop offers"),
}
REFUSALS: dict[str, Promise] = {
    "blank": _("Say why. Nothing was kept."),
    "same": _("These words hold already. Nothing was changed."),
    "decided": _("Somebody was here before you. Nothing was changed."),
    "own": _("You wrote it: another person approves it."),
    "unseen": _("Look at it as customers get it before you approve it."),
    "findings": _("Something in it must be mended first. Nothing was changed."),
    "unknown": _("There is no such text. Nothing was changed."),
}
