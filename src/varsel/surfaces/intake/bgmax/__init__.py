"""BgMax, Bankgirot's file of incoming payments (Sweden), read and written.

Own code, because PyPI has no library for it. The format: records of 80 columns in ISO-8859-1, digits right-aligned with
leading zeros, text left-aligned with trailing blanks, amounts in öre.

    01 opening · 05 opening of a section: account and currency · 20 payment · 21 deduction · 22, 23 further references
    of the payment above, 23 for a deduction · 25 message · 26-29 name, address, town, organisation number of the payer
    15 deposit, closing the section with its day, sum and count · 70 closing, with the counts of the whole file

Line breaks may be LF, CRLF or missing; blanks at the end of a line may be cut; a tab is read as blanks up to the next
multiple of eight columns, which is what editors make of blanks, and every column after it is checked as usual.
"""

from __future__ import annotations

from varsel.surfaces.intake.bgmax.reading import is_bgmax, read

__all__ = ["is_bgmax", "read"]
