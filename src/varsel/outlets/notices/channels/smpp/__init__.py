"""SMS over SMPP 3.4: our own small client (docs/decisions/0019)."""
