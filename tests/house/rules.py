"""The rules of the house as functions: each takes the folder of the package and yields what breaks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE, LONGEST_FUNCTION = 300, 40
BANNED_NAMES = {"core", "common", "utils", "util", "helpers", "services", "manager", "misc"}
NOW = {"now", "utcnow", "today", "time"}
CLOCK_MODULE = "kit/clock.py"
_WRITES = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\s+([a-z]+)_\w+", re.ASCII)
_COUNTRY_IF = re.compile(r"""country\w*\s*(?:==|!=)\s*["'](?:SE|NO)["']""")


def python_files(*, package: Path) -> Iterator[Path]:
    """Yield our own modules; migrations are made, not written."""
    yield from (path for path in sorted(package.rglob("*.py")) if "migrations" not in path.parts)


def too_long(*, package: Path) -> Iterator[str]:
    """Files over three hundred lines, functions over forty."""
    for path in python_files(package=package):
        text = path.read_text(encoding="utf-8")
        if len(text.splitlines()) > LONGEST_FILE:
            yield f"{path.relative_to(package)} is longer than {LONGEST_FILE} lines"
        for node in _functions(text):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{path.relative_to(package)}: {node.name} is {length} lines long"


def badly_named(*, package: Path) -> Iterator[str]:
    """Packages and modules whose names say nothing."""
    for path in sorted(package.rglob("*")):
        if path.suffix in {".py", ""} and path.stem in BANNED_NAMES and "__pycache__" not in path.parts:
            yield f"{path.relative_to(package)}: name it after what it is about"


def without_words(*, package: Path) -> Iterator[str]:
    """Modules and public functions without a docstring."""
    for path in python_files(package=package):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body and not ast.get_docstring(tree) and path.name not in {"apps.py", "__init__.py"}:
            yield f"{path.relative_to(package)} has no docstring"
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node):
                yield f"{path.relative_to(package)}: {node.name} has no docstring"


def positional(*, package: Path) -> Iterator[str]:
    """Public functions of records, outlets and operations that can be called without naming their arguments."""
    for layer in ("records", "outlets", "operations"):
        for path in python_files(package=package / layer):
            if (
                path.name in {"views.py", "urls.py", "middleware.py", "gates.py", "adapter.py", "typed.py", "kinds.py"}
                or "views" in path.parts
            ):
                continue  # called by Django or, typed values, read like literals
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
                if public and (node.args.args or node.args.posonlyargs) and "templatetags" not in path.parts:
                    yield f"{path.relative_to(package)}: {node.name} takes arguments by place"


def asking_the_clock(*, package: Path) -> Iterator[str]:
    """Anything but kit.clock that asks the machine for the time of day."""
    for path in python_files(package=package):
        if path.relative_to(package).as_posix() == CLOCK_MODULE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if _asks_the_clock(node):
                yield f"{path.relative_to(package)}:{node.lineno} asks the clock: take time as an argument"


def hidden_imports(*, package: Path) -> Iterator[str]:
    """Imports inside functions, and imports by name, outside the command's own start."""
    for path in python_files(package=package):
        for function in _functions(path.read_text(encoding="utf-8")):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"{path.relative_to(package)}:{node.lineno} imports inside {function.name}"
                elif _is_import_by_name(node) and path.relative_to(package).as_posix() != "surfaces/cli/main.py":
                    yield f"{path.relative_to(package)}:{node.lineno} imports by name"


def foreign_models(*, package: Path) -> Iterator[str]:
    """Modules that name a model of another package: ask its queries, call its actions."""
    for path in python_files(package=package):
        own = _package_of(path.relative_to(package), package=package)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".models"):
                owner = (node.module or "").removeprefix("varsel.").removesuffix(".models")
                if (node.module or "").startswith("varsel.") and owner != own:
                    yield f"{path.relative_to(package)}:{node.lineno} names models of {owner}"


def foreign_tables(*, package: Path) -> Iterator[str]:
    """Raw SQL that writes a table of another package. The demo operator's past is restored, not told (ADR 0017)."""
    for path in python_files(package=package):
        if path.relative_to(package).parts[:2] == ("surfaces", "demo"):
            continue
        parts = path.relative_to(package).parts
        for match in _WRITES.finditer(path.read_text(encoding="utf-8")):
            if match.group(1) not in parts:
                line = path.read_text(encoding="utf-8")[: match.start()].count("\n") + 1
                yield f"{path.relative_to(package)}:{line} writes {match.group(0)}: call that package's actions"


def forged_verdicts(*, package: Path) -> Iterator[str]:
    """Verdicts that are made outside the law: only the law judges, the others ask, and read what was written down."""
    for path in python_files(package=package):
        if path.relative_to(package).parts[0] == "law":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in {"Verdict", "judge"}:
                yield f"{path.relative_to(package)}:{node.lineno} makes a verdict of its own"


def country_ifs(*, package: Path) -> Iterator[str]:
    """Decisions by a country's name: a second country is a sibling, not an if."""
    for path in python_files(package=package):
        if _COUNTRY_IF.search(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(package)} asks which country it is"


def signals(*, package: Path) -> Iterator[str]:
    """Django signals: what follows from what stands in worker/wiring.py."""
    for path in python_files(package=package):
        text = path.read_text(encoding="utf-8")
        if "django.dispatch" in text or "models.signals" in text:
            yield f"{path.relative_to(package)} uses signals"


RULES = (
    too_long,
    badly_named,
    without_words,
    positional,
    asking_the_clock,
    hidden_imports,
    foreign_models,
    foreign_tables,
    forged_verdicts,
    country_ifs,
    signals,
)


def _functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _asks_the_clock(node: ast.AST) -> bool:
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
        return False
    asked = (node.value.id, node.attr)
    return asked == ("time", "time") or (asked[0] in {"datetime", "date", "timezone"} and asked[1] in NOW)


def _is_import_by_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__", "import_string"}


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _package_of(path: Path, *, package: Path) -> str:
    """Return the package that a module's models belong to: the nearest folder with a models.py."""
    with_models = (folder for folder in path.parents if (package / folder / "models.py").exists())
    return ".".join(next(with_models, path.parent).parts)
