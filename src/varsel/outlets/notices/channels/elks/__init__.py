"""SMS through the HTTP interface of 46elks: for an operator who has no SMPP contract (docs/decisions/0019)."""
