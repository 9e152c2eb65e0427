"""What a gateway's answer means for the message: the table of SMPP 3.4, 5.1.3."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Means = Literal["accepted", "throttled", "later", "address", "refused"]

OK = 0x00
INVALID_COMMAND = 0x03
QUEUE_FULL = 0x14
UNKNOWN_ERROR = 0xFF
NOT_NOW, NEVER = 0x64, 0x65  # what we answer to what we can't store yet, and to what can't be read


@dataclass(frozen=True, slots=True)
class Status:
    """A status: what it is called, and what it means for what was handed over.

    throttled: not taken, go slower. later: not taken, may work in a while. address: not taken, the number is to
    blame. refused: not taken, and asking again would change nothing.
    """

    name: str
    means: Means


STATUSES = {
    OK: Status("ESME_ROK", "accepted"),
    0x01: Status("ESME_RINVMSGLEN", "refused"),
    0x02: Status("ESME_RINVCMDLEN", "refused"),
    INVALID_COMMAND: Status("ESME_RINVCMDID", "refused"),
    0x04: Status("ESME_RINVBNDSTS", "later"),
    0x05: Status("ESME_RALYBND", "refused"),
    0x06: Status("ESME_RINVPRTFLG", "refused"),
    0x07: Status("ESME_RINVREGDLVFLG", "refused"),
    0x08: Status("ESME_RSYSERR", "later"),
    0x0A: Status("ESME_RINVSRCADR", "refused"),
    0x0B: Status("ESME_RINVDSTADR", "address"),
    0x0C: Status("ESME_RINVMSGID", "refused"),
    0x0D: Status("ESME_RBINDFAIL", "refused"),
    0x0E: Status("ESME_RINVPASWD", "refused"),
    0x0F: Status("ESME_RINVSYSID", "refused"),
    0x11: Status("ESME_RCANCELFAIL", "refused"),
    0x13: Status("ESME_RREPLACEFAIL", "refused"),
    QUEUE_FULL: Status("ESME_RMSGQFUL", "throttled"),
    0x15: Status("ESME_RINVSERTYP", "refused"),
    0x33: Status("ESME_RINVNUMDESTS", "refused"),
    0x34: Status("ESME_RINVDLNAME", "refused"),
    0x40: Status("ESME_RINVDESTFLAG", "refused"),
    0x42: Status("ESME_RINVSUBREP", "refused"),
    0x43: Status("ESME_RINVESMCLASS", "refused"),
    0x44: Status("ESME_RCNTSUBDL", "refused"),
    0x45: Status("ESME_RSUBMITFAIL", "refused"),
    0x48: Status("ESME_RINVSRCTON", "refused"),
    0x49: Status("ESME_RINVSRCNPI", "refused"),
    0x50: Status("ESME_RINVDSTTON", "address"),
    0x51: Status("ESME_RINVDSTNPI", "address"),
    0x53: Status("ESME_RINVSYSTYP", "refused"),
    0x54: Status("ESME_RINVREPFLAG", "refused"),
    0x55: Status("ESME_RINVNUMMSGS", "refused"),
    0x58: Status("ESME_RTHROTTLED", "throttled"),
    0x61: Status("ESME_RINVSCHED", "refused"),
    0x62: Status("ESME_RINVEXPIRY", "refused"),
    0x63: Status("ESME_RINVDFTMSGID", "refused"),
    NOT_NOW: Status("ESME_RX_T_APPN", "later"),
    NEVER: Status("ESME_RX_P_APPN", "refused"),
    0x66: Status("ESME_RX_R_APPN", "refused"),
    0x67: Status("ESME_RQUERYFAIL", "refused"),
    0xC0: Status("ESME_RINVOPTPARSTREAM", "refused"),
    0xC1: Status("ESME_ROPTPARNOTALLWD", "refused"),
    0xC2: Status("ESME_RINVPARLEN", "refused"),
    0xC3: Status("ESME_RMISSINGOPTPARAM", "refused"),
    0xC4: Status("ESME_RINVOPTPARAMVAL", "refused"),
    0xFE: Status("ESME_RDELIVERYFAILURE", "refused"),
    UNKNOWN_ERROR: Status("ESME_RUNKNOWNERR", "refused"),
}


def status(*, code: int) -> Status:
    """Return what a status code says; one that the standard does not know is a refusal with its number."""
    return STATUSES.get(code) or Status(f"status 0x{code:08X}", "refused")
