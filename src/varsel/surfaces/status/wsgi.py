"""Before Django: what stands when everything else is down is answered without it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from varsel.kit import clock
from varsel.surfaces.status.serving import Counter, Folder

PREFIX = "/status/"
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def status_first(*, application: Application, folder: Path) -> Application:
    """Return an application that answers below /status/ from files; the rest, and all while there are none, goes on."""
    counter = Counter(Folder(folder), clock.now)

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        method = environ["REQUEST_METHOD"]
        if not path.startswith(PREFIX) or method not in {"GET", "HEAD"}:
            return application(environ, start_response)
        accepted = environ.get("HTTP_ACCEPT_LANGUAGE", "")
        reply = counter.reply(rest=path[len(PREFIX) :], query=environ.get("QUERY_STRING", ""), accepted=accepted)
        if reply is None:
            return application(environ, start_response)
        start_response(f"{reply.status} {HTTPStatus(reply.status).phrase}", reply.headers)
        return [b"" if method == "HEAD" else reply.body]

    return answer
