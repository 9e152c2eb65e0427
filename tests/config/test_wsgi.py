"""The web server's processes are ready before the first person comes."""

from __future__ import annotations

from importlib import import_module

from django.urls import get_resolver


def test_all_addresses_are_read_before_the_first_request() -> None:
    import_module("varsel.config.wsgi")
    assert get_resolver()._populated
