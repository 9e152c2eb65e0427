"""The switch: it waits until no worker has an outlet in its hands, and only then asks what time it is."""

from __future__ import annotations

from django.db import transaction

from varsel.kit import clock
from varsel.outlets.shadow import actions, mode


@transaction.atomic(durable=True)
def switch_on(*, actor: str) -> int:
    """Go into shadow mode and return the period's id.

    :raises NotNow: it can't be now; nothing has changed.
    """
    mode.wait_for_outlets()
    return actions.begin(actor=actor, at=clock.now())


@transaction.atomic(durable=True)
def switch_off(*, actor: str) -> int:
    """Go live and return how many customers begin anew.

    :raises NotNow: it can't be now; nothing has changed.
    """
    mode.wait_for_outlets()
    return actions.end(actor=actor, at=clock.now())
