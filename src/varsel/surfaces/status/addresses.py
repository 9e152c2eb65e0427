"""Addresses as people write them: `storg 5a`, `Storgatan 5 A, 593 30 Västervik` and `STORG. 5a` are one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 120  # nobody types more
_LETTERS = str.maketrans({"ø": "o", "æ": "a", "w": "v", "q": "k", "c": "k", "z": "s", "đ": "d", "ł": "l", "ß": "s"})
_FLAT = re.compile(r"\b(?:lgh|leil|h|u|k|l)\.? ?\d{4}\b", re.ASCII)
_STREET = re.compile(
    r"^(?P<street>\D+?) ?(?P<number>\d{1,4})(?: ?(?P<letter>[a-z]))?(?![a-z\d])(?P<rest>.*)$", re.ASCII
)
_POSTCODE = re.compile(r"(?<!\d)(?:(\d{3}) ?(\d{2})|(\d{4}))(?!\d)", re.ASCII)
_ENDINGS = re.compile(r"(?:(gatan|gaten|gata|gate|gt|g)|(vagen|veien|vegen|vag|vei|veg|vn|v))$")
_MARKS, _NOT_WRITTEN = re.compile("[\u0300-\u036f]+"), re.compile(r"[^a-z0-9]+")
_NOT_LETTERS = re.compile(r"[^a-z]+")
_TWICE = re.compile(r"([a-z])\1+")
ANYWHERE = "*"  # of an address in a register that tells no town


@dataclass(frozen=True, slots=True)
class Parts:
    """What was understood of an address; what was not there is empty."""

    street: str
    number: str
    letter: str
    postcode: str
    town: str

    @property
    def places(self) -> list[str]:
        """Return how the place is told, the surest first."""
        return [one for one in (self.postcode, self.town) if one]


def parts(*, written: str) -> Parts:
    """Take an address apart. Never fails: what makes no sense has no parts."""
    text = _plain(written)
    found = _STREET.match(text)
    if not found or (_is_postcode(found["number"]) and not found["rest"]):  # `Bergen 5003` is not number 5003
        return _without_number(written)
    street, rest = _street(found["street"]), found["rest"]
    return Parts(street, found["number"].lstrip("0"), found["letter"] or "", _postcode(rest), _town(rest))


def _without_number(written: str) -> Parts:
    before, comma, after = written.partition(",")
    text, rest = _plain(before), _plain(after)
    code = _postcode(text) or _postcode(rest)
    begins_with_code = bool(_POSTCODE.match(text))
    street = "" if begins_with_code else _street(_POSTCODE.sub(" ", text))
    return Parts(street, "", "", code, _town(rest) if comma else "")


def told(*, address: str) -> set[str]:
    """Return the keys by which an address of the register is found."""
    one = parts(written=address)
    keys = {f"p {one.postcode}"} if one.postcode else set()
    if not one.street:
        return keys
    for place in ["", *(one.places or [ANYWHERE])]:
        keys.add(_key(one.street, "", place))
        if one.number:
            keys.add(_key(one.street, one.number, place))
            keys.add(_key(one.street, one.number + one.letter, place))
    return keys


def asked(*, address: str) -> list[str]:
    """Return the keys to look for, the most exact first: the first that is there answers.

    A number that is not there is not its whole street: a street answers only where no number was written.
    """
    one = parts(written=address)
    if not one.street:
        return [f"p {one.postcode}"] if one.postcode else []
    numbers = list(dict.fromkeys((one.number + one.letter, one.number)))
    places = [*one.places, ANYWHERE] if one.places else [""]
    keys = [_key(one.street, number, place) for number in numbers for place in places]
    return [*keys, f"p {one.postcode}"] if one.postcode and not one.number else keys


def _key(street: str, number: str, place: str) -> str:
    return f"{street} {number} {place}"


def _plain(written: str) -> str:
    folded = unicodedata.normalize("NFKD", written[:LONGEST].lower().translate(_LETTERS))
    text = _NOT_WRITTEN.sub(" ", _MARKS.sub("", folded))
    return " ".join(_FLAT.sub(" ", text).split())


def _is_postcode(number: str) -> bool:
    return len(number) == len("0000")


def _postcode(text: str) -> str:
    code = _POSTCODE.search(text)
    return "".join(part for part in code.groups() if part) if code else ""


def _town(text: str) -> str:
    return _letters(_POSTCODE.sub(" ", text))


@lru_cache(maxsize=1024)  # a street has many houses
def _street(text: str) -> str:
    """Return a street in one word, with the kind of street as one letter."""
    word = _letters(text)
    shorter = _ENDINGS.sub(lambda found: "g" if found[1] else "v", word)
    return shorter or word


def _letters(text: str) -> str:
    return _TWICE.sub(r"\1", _NOT_LETTERS.sub("", text))
