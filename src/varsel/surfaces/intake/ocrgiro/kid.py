"""KID numbers: a customer's number with its check digit, by either of the two ways that Nets knows."""

from __future__ import annotations

import re
from itertools import cycle
from typing import Literal

from stdnum import luhn

LONGEST = 25
_KID = re.compile(r"[0-9]{1,25}|[0-9]{1,24}-", re.ASCII)
_WEIGHTS = (2, 3, 4, 5, 6, 7)

Modulus = Literal[10, 11]


def is_kid(*, text: str) -> bool:
    """Tell whether a text may be a KID: digits, of which the last may be `-`. Which check digit is the payee's own."""
    return bool(_KID.fullmatch(text))


def is_valid(*, kid: str, modulus: Modulus) -> bool:
    """Tell whether a KID has the check digit that its modulus asks for."""
    return is_kid(text=kid) and len(kid) > 1 and _check_digit(body=kid[:-1], modulus=modulus) == kid[-1]


def kid_for(*, number: int, modulus: Modulus = 10) -> str:
    """Return the KID of a number; by modulus 11 its last character may be `-`.

    :raises ValueError: when the number is not positive, or longer than a KID may be.
    """
    body = str(number)
    if number <= 0 or len(body) >= LONGEST:
        raise ValueError(f"{number}: a KID is made of a positive number of at most {LONGEST - 1} digits")
    return body + _check_digit(body=body, modulus=modulus)


def _check_digit(*, body: str, modulus: Modulus) -> str:
    if modulus == 10:
        return str(luhn.calc_check_digit(body))
    total = sum(int(digit) * weight for digit, weight in zip(reversed(body), cycle(_WEIGHTS), strict=False))
    check = -total % 11
    return "-" if check == 10 else str(check)  # ten has no digit
