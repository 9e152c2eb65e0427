"""What a page sends: the fields of one of its forms, read from the page itself."""

from __future__ import annotations

from html.parser import HTMLParser

from django.test import Client


class _Forms(HTMLParser):
    """Collects the forms of a page: address, and the values of what is written in them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field of the form that was begun last."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("action", ""), {}))
        elif tag == "input" and self.forms and given.get("name"):
            self.forms[-1][1][given["name"]] = given.get("value", "")


def fields(client: Client, page: str, action: str) -> dict[str, str]:
    """Return what the form of a page that goes to an address would send as it stands."""
    reader = _Forms()
    reader.feed(client.get(page).content.decode())
    return next(values for address, values in reader.forms if address == action)
