"""To whom letters go: the name for the window, asked when they are printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from varsel.kit.reading import fetch
from varsel.outlets.notices.letters.print_house import Recipient
from varsel.records.parties import queries as parties

_WHOSE = """
    SELECT attempt.ref::text, notice.party_id FROM notices_attempt AS attempt
    JOIN notices_notice AS notice ON notice.id = attempt.notice_id WHERE attempt.ref = ANY(%(refs)s::uuid[])"""


def recipients(*, refs: Sequence[str]) -> Mapping[str, Recipient]:
    """Return by our reference to whom a hand-over goes."""
    whose = dict(fetch(statement=_WHOSE, values={"refs": list(refs)}))
    known = parties.customers(party_ids=set(whose.values()))
    return {ref: Recipient(name=known[party].name, shown_name=known[party].shown_name) for ref, party in whose.items()}
