"""Exit codes, and what each failure that a person can mend becomes."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.db import OperationalError

from varsel.kit.located_yaml import InputError
from varsel.kit.postgres import DatabaseUnavailable
from varsel.operations.arrears.refusals import Refused
from varsel.records.operator.policy import BelowTheLawError
from varsel.records.operator.queries import NoPolicy

OK, FAILURE, USAGE, NOT_FOUND, REFUSED = 0, 1, 2, 3, 5
PARTIAL = 6  # taken, but something of it waits for a person


def guarded(*, run: Callable[[], object]) -> None:
    """Run a command and end the process: each known failure is one line and its code."""
    try:
        run()
    except (BelowTheLawError, Refused) as refused:
        _end(str(refused), REFUSED)
    except (InputError, DatabaseUnavailable, NoPolicy) as wrong:
        _end(str(wrong), USAGE)
    except OperationalError as away:
        _end(f"the database does not answer: {away}".strip() + "\nstart it with `make run`, or see `varsel doctor`", 1)


def _end(message: str, code: int) -> None:
    print(message, file=sys.stderr)
    sys.exit(code)
