"""The people who work at the demo operator. Their passwords are no secret: nobody real is behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from varsel.records.staff import actions as staff
from varsel.records.staff import queries as people

PASSWORD = "seven sleepy otters"  # noqa: S105  of the demo operator, and printed for everybody who starts it
_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  as above: `varsel staff code` shows its codes


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works at the demo operator."""

    email: str
    name: str
    roles: tuple[str, ...]
    language: str


CLERK = Worker("clara@demo.example", "Clara Kollega", ("collections",), "sv")
SECOND_CLERK = Worker("karl@demo.example", "Karl Kravmann", ("collections",), "nb")
AGENT = Worker("astrid@demo.example", "Astrid Svarare", ("agent",), "sv")
MONEY = Worker("ferdinand@demo.example", "Ferdinand Räknare", ("finance", "complaints"), "sv")
NETWORK = Worker("nora@demo.example", "Nora Nettvakt", ("noc",), "nb")
DISPATCHER = Worker("disa@demo.example", "Disa Dirigent", ("dispatcher",), "sv")
TECHNICIAN = Worker("tore@demo.example", "Tore Tekniker", ("technician",), "sv")
ADMIN = Worker("adam@demo.example", "Adam Admin", ("admin",), "en")
AT_THE_BEGINNING = (CLERK, SECOND_CLERK, AGENT, MONEY, NETWORK, DISPATCHER, TECHNICIAN)
CREW = (*AT_THE_BEGINNING, ADMIN)


def hire(*, worker: Worker, at: datetime) -> str:
    """Let somebody sign in with the demo's password and codes; return how the journal calls them."""
    key = staff.add_user(
        email=worker.email,
        name=worker.name,
        roles=worker.roles,
        password=PASSWORD,
        language=worker.language,
        actor="cli",
        at=at,
    )
    staff.enrol_totp(user_id=key, secret=_SECRET, at=at)
    return f"staff:{key}"


def works_here(*, worker: Worker) -> bool:
    """Tell whether somebody has been hired."""
    return people.person(email=worker.email) is not None


def sign_in_lines() -> list[str]:
    """Return how to sign in, one line each, for whoever starts the demo."""
    width = max(len(worker.email) for worker in CREW)
    lines = [f"  {worker.email:{width}}  {', '.join(worker.roles)}" for worker in CREW]
    code = f"and the code of: .venv/bin/varsel staff code {CLERK.email}"
    return [f"sign in with the password '{PASSWORD}' as", *lines, code]
