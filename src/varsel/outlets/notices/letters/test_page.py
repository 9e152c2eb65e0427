"""A page to hold against an envelope: is the address in its window, and nothing else?"""

from __future__ import annotations

from datetime import date

from varsel.outlets.notices.letters import envelopes
from varsel.outlets.notices.letters.typesetting import Letter, Sender, Sheet, typeset
from varsel.outlets.notices.wording.blocks import FactList, Paragraph

_SAYS = (
    "Fold this page at the short line on its left edge, with the text outwards, and put it into the envelope.",
    "Let it slide as far as it goes to each side. The whole address must stay in the window, and nothing else show.",
)


def test_page(*, envelope: str, sender: Sender, on: date) -> Sheet:
    """Return a page with the window of an envelope drawn on it.

    :raises UnknownEnvelope: when there is no such envelope.
    """
    chosen = envelopes.envelope(name=envelope)
    window = chosen.window
    figures = (
        ("Window, from left and top", f"{window.left} mm, {window.top} mm"),
        ("Window, width and height", f"{window.width} mm, {window.height} mm"),
        ("The figures are from", chosen.verified or "nobody yet: hold this page against your envelope"),
    )
    letter = Letter(
        mark="TEST-PAGE-0000",
        language="en",
        on=on,
        title=f"Test page for the envelope {envelope}",
        blocks=(*(Paragraph(lines=(line,)) for line in _SAYS), FactList(facts=figures)),
        address=(
            "Förnamn Ett-Ganska-Långt Efternamn",
            "c/o Någon Annan",
            "Den Längsta Gatan 123 B lgh 1402",
            "123 45 Orten",
        ),
        overlay=True,
    )
    return typeset(letter=letter, sender=sender, envelope=chosen)
