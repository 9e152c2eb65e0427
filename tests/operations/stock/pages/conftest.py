"""A filled stock, and people who keep it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

import builders
from operations.stock.filled import Filled, fill
from surfaces.desk.conftest import plain
from surfaces.desk.people import inside, staff
from varsel.kit import clock

__all__ = ["plain"]


@pytest.fixture
def filled(plain: None) -> Iterator[Filled]:
    """A filled stock on a Monday morning, the clock held."""
    with clock.held(at=builders.START):
        builders.set_policy()
        yield fill(at=builders.START)


@pytest.fixture
def keeper(filled: Filled) -> Client:
    """Somebody who keeps the stock."""
    return inside(staff("dispatcher"))
