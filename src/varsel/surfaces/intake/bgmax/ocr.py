"""OCR numbers as Bankgirot checks them: the number, its length digit, its check digit."""

from __future__ import annotations

from stdnum import luhn

_LONGEST = 25


def ocr_for(*, number: int) -> str:
    """Return the OCR number of a number: followed by the last digit of the whole length, and the Luhn check digit.

    :raises ValueError: when the number is not positive, or longer than an OCR number may be.
    """
    digits = str(number)
    if number <= 0 or len(digits) + 2 > _LONGEST:
        raise ValueError(f"{number}: an OCR number is made of a positive number of at most {_LONGEST - 2} digits")
    body = f"{digits}{(len(digits) + 2) % 10}"
    return body + str(luhn.calc_check_digit(body))
