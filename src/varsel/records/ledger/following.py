"""What a followed billing system says anew of invoices that are here, entered as facts: nothing is rewritten.

Paid there is a payment from the register; taken back there is a reversal of one; a lower amount is a credit on its own
line; a later due day is a respite. What would harm the customer (more, earlier) and what our own books contradict is a
conflict, for a person to settle with the billing system. All this reads the temporary tables `told` and `differing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection

from varsel.kit import ids, money
from varsel.kit.staged import Conflict, Told
from varsel.law.calendar import local_day
from varsel.law.countries import COUNTRIES
from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.journal.many import Untold, write_many
from varsel.records.ledger.actions.undo import undo_rows
from varsel.records.ledger.lock import MOST, lock_accounts, lock_all_accounts
from varsel.records.ledger.models import Correction, Credit, Line, Payment, Request, Respite, Reversal, Settlement
from varsel.records.ledger.settle import place_waiting

FACTS = ("amount", "open", "due_on", "paid_on")
SOURCE = "register"
CORRECTED = "corrected in the billing system"
_LOCKED = (
    "SELECT DISTINCT l.party_id FROM differing d JOIN ledger_line l ON l.id = d.known_id"
    " WHERE d.field = ANY(%s) ORDER BY 1"
)
_FIELD = (
    "SELECT d.place, d.key, d.known_id, l.invoice_id, d.stored, d.told FROM differing d"
    " JOIN ledger_line l ON l.id = d.known_id WHERE d.field = %s ORDER BY d.place"
)
# What is open there and here, once corrections are in: less there was paid there, more was never paid.
_OPENS = (
    "SELECT r.place, r.invoice || ' ' || r.position::text, l.id, l.open_ore, (r.open * 100)::bigint"
    " FROM told r JOIN ledger_line l ON l.id = r.known_id WHERE l.id IN"
    " (SELECT known_id FROM differing WHERE field = 'open') AND (r.open * 100)::bigint > l.open_ore ORDER BY 1"
)
_PAID = (
    "WITH less AS (SELECT l.id, l.invoice_id, l.party_id, l.open_ore - (r.open * 100)::bigint AS ore, r.ref,"
    " r.position, r.paid_on FROM told r JOIN ledger_line l ON l.id = r.known_id"
    " WHERE l.id IN (SELECT known_id FROM differing WHERE field = 'open') AND (r.open * 100)::bigint < l.open_ore),"
    " paid AS (INSERT INTO ledger_payment (ref, source, bank_key, party_id, invoice_id, reference, currency,"
    " amount_ore, unplaced_ore, initiated_on, booked_at)"
    " SELECT (array_agg(less.ref ORDER BY less.position))[1], 'register', 'follow:' || i.number || ':' || %(at)s::text,"
    " i.party_id, i.id, i.ocr, i.currency, sum(less.ore)::bigint, sum(less.ore)::bigint,"
    " coalesce(min(less.paid_on), least(i.due_on, %(today)s::date)), %(at)s"
    " FROM less JOIN ledger_invoice i ON i.id = less.invoice_id GROUP BY i.id"
    " RETURNING id, invoice_id, party_id, currency, amount_ore, initiated_on)"
    " SELECT paid.id, paid.invoice_id, paid.party_id, paid.currency, paid.amount_ore, paid.initiated_on,"
    " less.id, less.ore FROM paid JOIN less ON less.invoice_id = paid.invoice_id ORDER BY paid.id, less.id"
)


class _Told(NamedTuple):
    """A value of a line that differs: where it stands, and both of them as text."""

    place: int
    key: str
    line_id: int
    invoice_id: int
    stored: str
    told: str


def apply(*, told: Told) -> tuple[int, tuple[Conflict, ...]]:
    """Enter what the billing system says anew; return how many lines had it, and the conflicts that remain."""
    _lock()
    conflicts = [*_amounts(told), *_due_days(told), *_earlier_payments()]
    if "open" in told.columns:
        conflicts += _taken_back(told)
        _paid(told)
    return _changed(conflicts), tuple(sorted(conflicts, key=lambda one: (one.line, one.field)))


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LOCKED, [list(FACTS)])
        parties = [row[0] for row in cursor.fetchall()]
    if len(parties) > MOST:
        lock_all_accounts()
    elif parties:
        lock_accounts(party_ids=parties)


def _amounts(told: Told) -> Iterator[Conflict]:
    """Credit what an invoice was lowered by, on its own line; a higher amount is no demand of ours."""
    for one in _differing("amount"):
        ore = _ore(one.stored) - _ore(one.told)
        if ore <= 0:
            yield _conflict(one, "amount")
            continue
        _correct(line=Line.objects.get(id=one.line_id), ore=ore, told=told)


def _correct(*, line: Line, ore: int, told: Told) -> None:
    invoice = line.invoice
    zone = COUNTRIES[invoice.country].ZONE
    credit = Credit.objects.create(
        ref=ids.new(at=told.at),
        party_id=line.party_id,
        invoice_id=line.invoice_id,
        about=f"invoice:{line.invoice_id}",
        because=CORRECTED,
        currency=invoice.currency,
        amount_ore=ore,
        unplaced_ore=ore,
        granted_at=told.at,
        granted_on=local_day(told.at, zone),
    )
    Correction.objects.create(line=line, credit=credit, amount_ore=ore, at=told.at)
    if taken := min(ore, line.open_ore):
        _settle([(line.id, None, credit.id, taken, credit.granted_on, told.at)])
    place_waiting(party_id=line.party_id, currency=invoice.currency, at=told.at)
    facts = {"amount": str(money.from_ore(ore=ore)), "currency": invoice.currency, "credit": credit.id}
    about = f"invoice:{line.invoice_id}"
    journal.write(
        at=told.at, kind=Kind.INVOICE_CORRECTED, about=about, actor=told.actor, party=line.party_id, facts=facts
    )


def _due_days(told: Told) -> Iterator[Conflict]:
    """Give the time that the billing system gave; it takes none back."""
    for one in _differing("due_on"):
        if one.told is None or one.told <= one.stored:
            yield _conflict(one, "due_on")
        elif Respite.objects.filter(invoice_id=one.invoice_id, due_on=one.told).first() is None:
            Respite.objects.create(invoice_id=one.invoice_id, due_on=one.told, at=told.at)
            line = Line.objects.get(id=one.line_id)
            facts = {"due_on": one.told}
            about = f"invoice:{one.invoice_id}"
            journal.write(
                at=told.at, kind=Kind.DUE_DAY_MOVED, about=about, actor=told.actor, party=line.party_id, facts=facts
            )


def _earlier_payments() -> Iterator[Conflict]:
    """List payments that count from an earlier day there than here: the earlier one speaks for the customer."""
    for one in _differing("paid_on"):
        if one.told and one.stored and one.told < one.stored:
            yield _conflict(one, "paid_on")


def _taken_back(told: Told) -> Iterator[Conflict]:
    """Undo what only the register had told as paid; what our own books have is not undone by a file.

    While the billing system has a request of ours before it, it may be behind: that is no conflict.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OPENS)
        rows = cursor.fetchall()
    for place, key, line_id, here, there in rows:
        line = Line.objects.get(id=line_id)
        rest = there - here - _unpay(line=line, ore=there - here, told=told)
        asked = Request.objects.filter(party_id=line.party_id, kind="credit", state="requested").exists()
        if rest and not asked:
            stored, said = str(money.from_ore(ore=here)), str(money.from_ore(ore=there))
            yield Conflict(line=place, key=key, field="open", stored=stored, told=said)


def _unpay(*, line: Line, ore: int, told: Told) -> int:
    """Reverse what payments of the register took of a line, the latest first; return how many öre."""
    left = ore
    for payment in Payment.objects.filter(source=SOURCE, settlement__line=line).distinct().order_by("-id"):
        undone = undo_rows(rows=Settlement.objects.filter(payment=payment, line=line), ore=left, at=told.at)
        if undone:
            _reverse(payment=payment, ore=undone, country=line.invoice.country, told=told)
        left -= undone
    return ore - left


def _reverse(*, payment: Payment, ore: int, country: str, told: Told) -> None:
    row = Reversal.objects.create(
        ref=ids.new(at=told.at),
        source=SOURCE,
        bank_key=f"{payment.bank_key}:{Reversal.objects.filter(payment=payment).count() + 1}",
        kind="reversal",
        payment=payment,
        reference=payment.reference,
        currency=payment.currency,
        amount_ore=ore,
        reversed_on=local_day(told.at, COUNTRIES[country].ZONE),
        booked_at=told.at,
    )
    facts = {
        "reversal": row.id,
        "payment": payment.id,
        "amount": str(money.from_ore(ore=ore)),
        "currency": payment.currency,
        "reversed_on": row.reversed_on.isoformat(),
        "source": SOURCE,
    }
    about = f"invoice:{payment.invoice_id}"
    journal.write(
        at=told.at, kind=Kind.PAYMENT_REVERSED, about=about, actor=told.actor, party=payment.party_id, facts=facts
    )


def _paid(told: Told) -> None:
    """Enter what was paid there as one payment an invoice, on the lines where it was told."""
    today = local_day(told.at, COUNTRIES["SE"].ZONE)  # the countries have one clock
    with connection.cursor() as cursor:
        cursor.execute(_PAID, {"at": told.at, "today": today})
        rows = cursor.fetchall()
    _settle([(line_id, payment_id, None, ore, on, told.at) for payment_id, *_, on, line_id, ore in rows])
    entries = {
        row[0]: Untold(
            about=f"invoice:{row[1]}",
            party=row[2],
            facts={
                "payment": row[0],
                "amount": str(money.from_ore(ore=row[4])),
                "currency": row[3],
                "initiated_on": row[5].isoformat(),
                "source": SOURCE,
            },
        )
        for row in rows
    }
    write_many(kind=Kind.PAYMENT_BOOKED, entries=entries.values(), at=told.at, actor=told.actor)


def _settle(rows: Sequence[tuple[Any, ...]]) -> None:
    """Write settlements: line, payment, credit, öre, day, moment."""
    Settlement.objects.bulk_create(
        Settlement(line_id=line, payment_id=payment, credit_id=credit, amount_ore=ore, counts_on=on, at=at)
        for line, payment, credit, ore, on, at in rows
    )


def _changed(conflicts: Sequence[Conflict]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT known_id) FROM differing WHERE place <> ALL(%s) AND field <> 'paid_on'",
            [[one.line for one in conflicts]],
        )
        count: int = cursor.fetchone()[0]
    return count


def _differing(field: str) -> list[_Told]:
    with connection.cursor() as cursor:
        cursor.execute(_FIELD, [field])
        return [_Told(*row) for row in cursor.fetchall()]


def _conflict(one: _Told, field: str) -> Conflict:
    return Conflict(line=one.place, key=one.key, field=field, stored=one.stored, told=one.told)


def _ore(text: str) -> int:
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])
