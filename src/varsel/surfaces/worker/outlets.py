"""What a worker has in its hands: where words and lines go out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from varsel.outlets.access.enforcers import Enforcer
from varsel.outlets.notices.channels import Gateway


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where this worker's words and lines go out. `owner` names the worker in what it begins.

    `shadow`: they are recorders, and what would wait for a person is taken as approved.
    """

    gateways: Mapping[str, Gateway]
    enforcer: Enforcer
    owner: str
    shadow: bool = False
