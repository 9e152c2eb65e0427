"""The command `varsel`: noun and verb, data on stdout, talk on stderr, exit codes that mean something."""

from __future__ import annotations

import importlib
import os
import sys

import django

from varsel.kit.postgres import DatabaseUnavailable


def main() -> None:
    """Run one command. What a person can mend is one line on stderr and an exit code, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "varsel.config.settings")
    try:
        django.setup()
    except DatabaseUnavailable as unavailable:  # a bad DATABASE_URL: found while the settings are read
        print(unavailable, file=sys.stderr)
        sys.exit(2)
    # The commands name models, which exist only now.
    importlib.import_module("varsel.surfaces.cli.commands").run()
