"""What a mail server's answer means for a message (RFC 5321, section 4.2; RFC 3463)."""

from __future__ import annotations

import re

from varsel.outlets.notices.channels import Outcome

_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b", re.ASCII)
# What speaks of the address: subject 1, addressing, but not of the sender's (1.7, 1.8); of subject 2, the mailbox, all
# but full (2.2) and too long (2.3).
_OF_THE_ADDRESS = {("1", None), ("2", "0"), ("2", "1"), ("2", "4")}
_OF_THE_SENDER = {("1", "7"), ("1", "8")}
_OLD_CODES = {550, 551, 553}  # without an enhanced code: no such mailbox, not here, a name that is not allowed


def answer(*, code: int, text: str) -> Outcome:
    """Return what an answer other than success means: later (4xx) or never (5xx), and if the address is to blame."""
    because = f"{code} {' '.join(text.split())}"[:300]
    if code < 500:
        return Outcome(answer="deferred", because=because)
    return Outcome(answer="rejected", because=because, permanent=blames_address(code=code, text=text))


def blames_address(*, code: int, text: str) -> bool:
    """Tell whether a refusal says that the address is wrong, and not that the mailbox is full or the text not liked."""
    found = _ENHANCED.search(text)
    if found is None:
        return code in _OLD_CODES
    subject, detail = found[2], found[3]
    if (subject, detail) in _OF_THE_SENDER:
        return False
    return (subject, None) in _OF_THE_ADDRESS or (subject, detail) in _OF_THE_ADDRESS
