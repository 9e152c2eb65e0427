"""OCR giro, Nets' file of incoming payments with a KID (Norway), read and written.

Own code: the library `netsgiro` refuses a KID that ends in `-`, compares no count and no sum, drops an assignment whose
number comes twice, and asserts where it should explain. It is the second reader in our tests. The format, by Nets'
system specification: records of 80 columns in ISO-8859-1, each `NY`, service (2), type (2), record type (2).

    10 start of transmission
      20 start of assignment: agreement and account
        30, 31 one transaction: day, amount, KID; payer's account · 32 its text (types 20 and 21)
      88 end of assignment: transactions, records, sum
    89 end of transmission: the same over all

Amounts are in øre and have no sign: types 18 and 20 are reversals, and `-` in column 32 is a credit note; all count
upwards in the sums. Assignments of other services (AvtaleGiro is 21) may stand between; they hold no money.
"""

from __future__ import annotations

from varsel.surfaces.intake.ocrgiro.reading import is_ocrgiro, read

__all__ = ["is_ocrgiro", "read"]
