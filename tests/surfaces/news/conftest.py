from __future__ import annotations

from surfaces.desk.conftest import plain as plain
from surfaces.desk.conftest import world as world
