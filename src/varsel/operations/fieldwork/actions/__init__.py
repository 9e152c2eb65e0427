"""What can happen in field work: each verb one transaction with its journal entries, words and effects."""

from __future__ import annotations

from varsel.operations.fieldwork.actions.appointments import (
    book_for_order,
    call_off_visit,
    never_came,
    rebook_visit,
)
from varsel.operations.fieldwork.actions.assign import assign, unassign
from varsel.operations.fieldwork.actions.changing import (
    change_technician,
    drop_vehicle,
    name_vehicle,
    rename_crew,
)
from varsel.operations.fieldwork.actions.end import cancel, fail, finish, reject
from varsel.operations.fieldwork.actions.hear import hear_promised
from varsel.operations.fieldwork.actions.open import open_order
from varsel.operations.fieldwork.actions.roster import (
    add_crew,
    add_technician,
    add_vehicle,
    hand_vehicle,
    let_go,
    set_skill,
)
from varsel.operations.fieldwork.actions.visiting import CHECK_IN
from varsel.operations.fieldwork.actions.visits import book_visit, still_booked, visit_done, visit_missed
from varsel.operations.fieldwork.actions.wait import expect, go_on, wait
from varsel.operations.fieldwork.actions.work import accept, say, set_left

__all__ = [
    "CHECK_IN",
    "accept",
    "add_crew",
    "add_technician",
    "add_vehicle",
    "assign",
    "book_for_order",
    "book_visit",
    "call_off_visit",
    "cancel",
    "change_technician",
    "drop_vehicle",
    "expect",
    "fail",
    "finish",
    "go_on",
    "hand_vehicle",
    "hear_promised",
    "let_go",
    "name_vehicle",
    "never_came",
    "open_order",
    "rebook_visit",
    "reject",
    "rename_crew",
    "say",
    "set_left",
    "set_skill",
    "still_booked",
    "unassign",
    "visit_done",
    "visit_missed",
    "wait",
]
