"""The demo operator: invented people in Sweden and Norway, two years of their invoices, and what came of some."""

from __future__ import annotations

from varsel.surfaces.demo.bank_day import bank_file
from varsel.surfaces.demo.crew import sign_in_lines
from varsel.surfaces.demo.loading import SIZE, Loaded, is_loaded, load, refuse_real_data

__all__ = ["SIZE", "Loaded", "bank_file", "is_loaded", "load", "refuse_real_data", "sign_in_lines"]
