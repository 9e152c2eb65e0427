"""The command `varsel`: noun and verb, data on stdout, talk on stderr, exit codes that mean something."""

from __future__ import annotations

import importlib
import os
import sys

import django

from varsel.kit.postgres import DatabaseUnavailable
from varsel.surfaces.cli import exits


def main() -> None:
    """Run one command. What a person can mend is one line on stderr and an exit code, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "varsel.config.settings")
    try:
        django.setup()
        # The commands name models, which exist only now.
        commands = importlib.import_module("varsel.surfaces.cli.commands")
        exits.guarded(run=commands.app)
    except DatabaseUnavailable as unavailable:
        print(unavailable, file=sys.stderr)
        sys.exit(exits.USAGE)
