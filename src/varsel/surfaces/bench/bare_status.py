"""The same question to the same index by a WSGI application that does nothing else: no page, no language."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from varsel.surfaces.status import addresses, answers, index

FOLDER = Path(os.environ.get("VARSEL_PUBLIC", ""))
_made = answers.from_json(content=(FOLDER / answers.ANSWERS).read_bytes())
_index = (FOLDER / _made.index).read_bytes()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer for an address, in English."""
    typed = parse_qs(environ["QUERY_STRING"])["address"][0]
    areas = index.look_up(index=_index, keys=addresses.asked(address=typed))
    body = answers.choose(answers=_made, language="en", areas=areas).encode()
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
    return [body]
