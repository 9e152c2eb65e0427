"""Account numbers that money can be sent to: IBAN, Norwegian account number, bankgiro; each with its check digits."""

from __future__ import annotations

import re

from stdnum import iban, luhn
from stdnum.exceptions import ValidationError
from stdnum.no import kontonr

IBAN, BBAN, BANKGIRO = "iban", "bban", "bankgiro"
SCHEMES = (IBAN, BBAN, BANKGIRO)
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", re.ASCII)
_DIGITS = re.compile(r"[0-9]+", re.ASCII)


class BadAccount(ValueError):
    """No account number: the message says what is wrong with it, and what to do."""


def account(*, scheme: str, text: str) -> str:
    """Return an account number without blanks, hyphens and dots: `scheme` iban, bban (Norway) or bankgiro.

    :raises BadAccount: when its length or check digits are wrong.
    """
    number = re.sub(r"[\s.-]", "", text).upper()
    try:
        return _CHECKS[scheme](number)
    except ValidationError as error:
        said = "has wrong check digits" if "checksum" in str(error) else "is none"
        raise BadAccount(f"{text!r} {said}: copy it anew from the customer's bank, as {_WORDS[scheme]}") from error


def bic(*, text: str) -> str:
    """Return a bank's code of 8 or 11 characters.

    :raises BadAccount: when it is none.
    """
    code = text.strip().upper()
    if not _BIC.fullmatch(code):
        raise BadAccount(f"{text!r} is no BIC: give the 8 or 11 characters that the bank tells, as SWEDSESS")
    return code


def _iban(number: str) -> str:
    return str(iban.validate(number, check_country=False))


def _bban(number: str) -> str:
    return str(kontonr.validate(number if _DIGITS.fullmatch(number) else ""))


def _bankgiro(number: str) -> str:
    if not _DIGITS.fullmatch(number) or len(number) not in (7, 8):
        raise ValidationError
    return str(luhn.validate(number))


_CHECKS = {IBAN: _iban, BBAN: _bban, BANKGIRO: _bankgiro}
_WORDS = {
    IBAN: "an IBAN (SE or NO and digits)",
    BBAN: "a Norwegian account number (11 digits)",
    BANKGIRO: "a bankgiro number (7 or 8 digits)",
}
