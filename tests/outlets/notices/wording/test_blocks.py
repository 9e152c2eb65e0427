"""The shape of a text says what is a heading, what are facts, and what is running text."""

from __future__ import annotations

import pytest

from varsel.outlets.notices.wording import files
from varsel.outlets.notices.wording.abouts import ABOUTS
from varsel.outlets.notices.wording.blocks import FactList, Heading, Paragraph, blocks


def test_a_block_of_labels_is_facts_and_the_first_of_several_lines_is_a_heading() -> None:
    body = "Hej.\n\nBelopp: 399,00 kr\nKund: Anna: AB\n\nVad nu?\nDet här.\nOch det.\n\nVi\nTelefon: 1"

    assert blocks(body=body) == (
        Paragraph(lines=("Hej.",)),
        FactList(facts=(("Belopp", "399,00 kr"), ("Kund", "Anna: AB"))),
        Heading(text="Vad nu?"),
        Paragraph(lines=("Det här.", "Och det.")),
        Paragraph(lines=("Vi", "Telefon: 1")),
    )


def test_nothing_has_no_blocks() -> None:
    assert blocks(body=" \n\n") == ()


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
@pytest.mark.parametrize(("about", "variant"), sorted(ABOUTS))
def test_every_long_text_ends_with_from_whom_it_is_and_loses_no_line(about: str, variant: str, language: str) -> None:
    text = files.template(about=about, variant=variant, language=language, length="long")
    body = text.partition("\n\n")[2]
    parts = blocks(body=body)

    shown = []
    for part in parts:
        if isinstance(part, Heading):
            shown.append(part.text)
        elif isinstance(part, FactList):
            shown += [f"{label}: {value}" for label, value in part.facts]
        else:
            shown += part.lines
    assert shown == [line for line in body.splitlines() if line]
    assert isinstance(parts[-1], Paragraph)
    assert "((operator))" in parts[-1].lines[0]
