"""`varsel story run`: play story files and say what came of them."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from varsel.surfaces.stories.loading import load_story
from varsel.surfaces.stories.playing import Played, StepResult, play, prepare

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _stories() -> None:
    """Play stories: the executable specification."""


@app.command("run")
def run(
    files: Annotated[list[Path], typer.Argument(help="story files (YAML)", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object per file on its own line")] = False,
) -> None:
    """Play each story in a database of its own. Exits 1 if an expectation failed, 2 if a file is not a story.

    Example: varsel story run tests/stories/*.yaml
    """
    stories = [load_story(path=path) for path in files]  # all are read before any is played
    server, template = prepare()
    passed = True
    for story in stories:
        played = play(story=story, server=server, template=template)
        passed = passed and played.passed
        if as_json:
            typer.echo(json.dumps(_as_json(played=played), ensure_ascii=False))
        else:
            _print(played=played, console=Console(highlight=False, soft_wrap=True))
    raise typer.Exit(0 if passed else 1)


def _as_json(*, played: Played) -> dict[str, Any]:
    return {
        "file": played.story.file,
        "story": played.story.title,
        "passed": played.passed,
        "steps": [_step(step=step) for step in played.steps],
    }


def _step(*, step: StepResult) -> dict[str, Any]:
    return {
        "at": f"{step.at:%Y-%m-%d %H:%M}",
        "step": step.step,
        "ok": step.ok,
        "expected": _plain(step.expected),
        "saw": _plain(step.saw),
    }


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: amounts, days and patterns as strings."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal | date | datetime):
        return str(value)
    return f"/{value.pattern}/" if hasattr(value, "pattern") else value


def _print(*, played: Played, console: Console) -> None:
    """Print a timeline: the steps, and between them what was said and done; where one fails, expected and seen."""
    console.print(Text(f"\n{played.story.title}", style="bold"), Text(f"  {played.story.file}", style="dim"))
    moments: list[tuple[datetime, int, str | StepResult]] = [(one.at, 0, one.what) for one in played.happened]
    moments += [(step.at, 1, step) for step in played.steps]
    for at, _, what in sorted(moments, key=lambda one: one[:2]):
        if isinstance(what, StepResult):
            _print_step(step=what, console=console)
        else:
            console.print(Text(f"  {at:%Y-%m-%d %H:%M}    · {what}", style="dim"))
    failed = sum(not step.ok for step in played.steps)
    console.print(Text("passed", style="green") if not failed else Text(f"{failed} failed", style="bold red"))


def _print_step(*, step: StepResult, console: Console) -> None:
    mark = Text("✓", style="green") if step.ok else Text("✗", style="bold red")
    console.print(Text(f"  {step.at:%Y-%m-%d %H:%M} "), mark, Text(f" {step.step} {_short(step.expected)}"), sep="")
    if not step.ok:
        console.print(Text(f"      line {step.line}"))
        console.print(Text(f"      - expected {_plain(step.expected)}", style="green"))
        console.print(Text(f"      + saw      {_plain(step.saw)}", style="red"))


def _short(value: Any) -> str:
    text = json.dumps(_plain(value), ensure_ascii=False) if not isinstance(value, str) else value
    return text if len(text) <= 100 else text[:99] + "…"
