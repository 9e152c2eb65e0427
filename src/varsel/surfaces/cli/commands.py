"""All commands, by noun."""

from __future__ import annotations

import typer

from varsel.surfaces.cli import (
    alarms,
    bench,
    doctor,
    exits,
    intake,
    journal,
    law,
    ledger,
    letters,
    mail,
    notices,
    operator,
    outages,
    register,
    running,
    shadow,
    staff,
    status,
    stories,
    why,
)

app = typer.Typer(
    name="varsel",
    help="Customer operations for broadband operators: a word before a deed, and the deed only if the word arrived.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(stories.app, name="story", help="Play stories: the executable specification.")
app.add_typer(operator.app, name="policy", help="The operator's own choices.")
app.add_typer(intake.app, name="intake", help="Bank files in.")
app.add_typer(ledger.app, name="ledger", help="Requests to a billing system, and the account to pay out from.")
app.add_typer(notices.app, name="notices", help="Words to customers: stop, go, status.")
app.add_typer(register.app, name="register", help="The operator's register in and out.")
app.add_typer(journal.app, name="journal", help="The journal and its chain.")
app.add_typer(staff.app, name="staff", help="Who may sign in.")
app.add_typer(running.demo, name="demo", help="The demo operator.")
app.add_typer(alarms.app, name="alarms", help="Alarms of the network: what they mean, what stands.")
app.add_typer(outages.app, name="outages", help="Outages: whom they touch, or would.")
app.add_typer(letters.app, name="letters", help="Letters: the test page of an envelope, returned mail.")
app.add_typer(mail.app, name="mail", help="E-mail that comes in.")
app.add_typer(bench.app, name="bench", help="How fast, against the limit.")
app.add_typer(status.app, name="status", help="The public pages about outages.")
app.add_typer(shadow.app, name="shadow", help="Everything decided, nothing done: what would have been.")
app.command("law")(law.law)
app.command("why")(why.why)
app.command("doctor")(doctor.doctor)
app.command("up")(running.up)
app.command("migrate")(running.migrate)
app.command("worker")(running.worker)
app.command("web")(running.web)


def run() -> None:
    """Run the command that was typed."""
    exits.guarded(run=app)
