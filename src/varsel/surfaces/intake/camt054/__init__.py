"""ISO 20022 camt.054, the banks' notification of what was booked on an account, versions 02 to 13, read and written.

Read as a stream: of a file with a hundred thousand payments, no more than one transaction is held as XML at a time.

    GrpHdr   the file's time
    Ntfctn   one account: its own time, the sums of its entries (TxsSummry), whether it is a duplicate
      Ntry     one line of the account statement: amount, credit or debit, reversal, status, day, the bank's reference
        NtryDtls   a batch (Btch: how many, how much), and in it
          TxDtls     one payment: amount, references, payer's account

Paths that moved between the versions are read in every place: the status (`Sts`, from version 08 on `Sts/Cd`), a
transaction's amount (`AmtDtls/TxAmt/Amt`, later `Amt`), the net of the entries.
"""

from __future__ import annotations

from varsel.surfaces.intake.camt054.reading import is_camt054, read

__all__ = ["is_camt054", "read"]
