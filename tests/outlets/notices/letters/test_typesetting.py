"""A letter is a PDF that a screen reader reads, that an archive keeps, and whose every page says whose it is."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from outlets.notices.letters.printing import ANNA, BODY, SENDER, TITLE, chosen, letter, printed
from varsel.outlets.notices.letters.envelopes import of_country
from varsel.outlets.notices.letters.typesetting import NotPrintable, pictures

DOTS_PER_INCH = 200
LONG = "\n\n".join(
    [f"Rubrik {number}\n" + "Det här är en mening som alla förstår. " * 8 for number in range(20)] + ["Vi"]
)


def _opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def _inked(page: bytes) -> Image.Image:
    """Return a page with what is printed as white on black: only that has a bounding box."""
    return Image.open(BytesIO(page)).convert("L").point(lambda grey: 255 if grey < 128 else 0)


def test_a_letter_is_tagged_titled_and_says_its_language() -> None:
    document = _opened(printed().content)
    root = document.Root

    assert str(root.Lang) == "sv"
    assert bool(root.MarkInfo.Marked)
    assert "/StructTreeRoot" in root
    assert bool(root.ViewerPreferences.DisplayDocTitle)


def test_a_letter_says_that_it_is_pdf_ua_1_and_pdf_a_2a() -> None:
    with _opened(printed().content).open_metadata() as told:
        assert told["pdfuaid:part"] == "1"
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
        assert told["dc:title"] == TITLE


def test_the_heading_facts_and_paragraphs_are_tagged_as_what_they_are() -> None:
    content = _opened(printed().content)
    tags = {str(one.S) for one in content.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S")}

    assert {"/H1", "/H2", "/P", "/L", "/LI"} <= tags


def test_the_same_letter_is_the_same_bytes_and_another_is_not() -> None:
    assert printed().content == printed().content
    assert printed().content != printed(mark="0192-F3A4-2222").content


@pytest.mark.parametrize(("body", "pages"), [(BODY, 1), (LONG, 3)])
def test_each_page_carries_the_mark_of_its_letter_its_number_and_how_many_there_are(body: str, pages: int) -> None:
    shown = pictures(letter=letter(body=body), sender=SENDER, envelope=chosen(), ppi=200)
    codes = [zxingcpp.read_barcodes(Image.open(BytesIO(one)))[0].text for one in shown]

    assert codes == [f"0192-F3A4-1111 {page}/{pages}" for page in range(1, pages + 1)]
    assert printed(body=body).pages == pages == len(_opened(printed(body=body).content).pages)


def test_a_list_longer_than_a_page_goes_on_upon_the_next() -> None:
    facts = "\n".join(f"Tjänst {number}: internet" for number in range(110))
    body = f"Inledning.\n\n{facts}\n\nSlut."
    shown = pictures(letter=letter(body=body), sender=SENDER, envelope=chosen(), ppi=DOTS_PER_INCH)
    edges = [_inked(page).crop((0, int(288 * DOTS_PER_INCH / 25.4), 9999, 9999)).getbbox() for page in shown]

    assert edges == [None, None, None]  # below the foot there is nothing


def test_a_letter_longer_than_two_sheets_is_refused() -> None:
    with pytest.raises(NotPrintable, match="the letter is longer than 4 pages"):
        printed(body="\n\n".join([LONG] * 3))


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_a_letter_is_in_the_language_of_its_reader(language: str) -> None:
    with _opened(printed(language=language).content) as document:
        assert str(document.Root.Lang) == language


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (ANNA[:2], "the address has 2 lines and needs 3"),
        ((*ANNA, *("rad",) * 5), "too many lines for the window"),
        (("Ettnamnsomärsålångtattingetfönsterivärldenvisardetheltochhållet", *ANNA[1:]), "too wide for the window"),
    ],
)
def test_an_address_that_the_window_would_not_show_is_refused(address: tuple[str, ...], says: str) -> None:
    with pytest.raises(NotPrintable, match=says):
        printed(address=address)


@pytest.mark.parametrize("country", ["SE", "NO"])
@pytest.mark.parametrize(
    "address",
    [
        ("Anna Öberg", "c/o Bo Ek", "Lgh 1203", "Storgatan 1", "593 30 Västervik"),
        ("Anna Öberg", "c/o Bo Ek", "Lgh 1203", "Storgatan 1", "Box 12", "593 30 Västervik", "SVERIGE"),
        ("Bostadsrättsföreningen Lilla Skogsbacken i Västra Hamngatan", "Box 12", "593 30 Västervik"),
        ("Bo Ek", "c/o Ekonomisk Fastighetsförvaltning och Redovisning AB", "Storgatan 1 B", "593 30 Västervik"),
    ],
)
def test_long_names_and_many_lines_are_set_smaller_and_stay_in_the_window(
    country: str, address: tuple[str, ...]
) -> None:
    window = of_country(country=country).window
    (page,) = pictures(
        letter=letter(address=address), sender=SENDER, envelope=of_country(country=country), ppi=DOTS_PER_INCH
    )
    inked = _inked(page)
    left, top, right, bottom = (
        millimetres * DOTS_PER_INCH / 25.4
        for millimetres in (window.left, window.top, window.left + window.width, window.top + window.height)
    )
    found = inked.crop((int(left), int(top), int(right), int(bottom))).getbbox()

    assert found is not None
    assert found[0] > 0
    assert found[1] > 0
    assert found[2] < int(right) - int(left)
    assert found[3] < int(bottom) - int(top)
    assert inked.crop((int(left), int(bottom) - 20, int(right), int(bottom))).getbbox() is None


@pytest.mark.parametrize("name", ["Ánde Šuŋŋá Čáhci", "Żółw Ěšč", "Åse Ærø-Ødegård", "Ünal Ñandú"])
def test_the_names_of_sapmi_and_of_europe_are_printed(name: str) -> None:
    assert printed(address=(name, *ANNA[1:])).pages == 1


def test_a_sign_that_no_font_has_is_refused_by_name() -> None:
    with pytest.raises(NotPrintable, match="no sign for '漢': write it otherwise"):
        printed(title="漢")


@pytest.mark.parametrize(
    "name", ["#panic()", "$x^2$", '"]; #read("/etc/passwd")', "@ref <label> *b* _i_ `c` \\", "= H\n= I"]
)
def test_what_a_name_holds_is_printed_as_it_stands(name: str) -> None:
    body = BODY.replace("Telefon", f"Kund: {name}\nTelefon")

    assert printed(body=body, address=(name[:25], *ANNA[1:])).pages == 1


def test_a_letter_has_a_date_of_its_own() -> None:
    with _opened(printed(on=date(2026, 12, 24)).content) as document:
        assert b"2026-12-24" in document.Root.Metadata.read_bytes()
