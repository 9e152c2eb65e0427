"""Every story of the folder is played on the real system, and what is not as expected is said so."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from varsel.kit.postgres import Server
from varsel.surfaces.stories.loading import load_story
from varsel.surfaces.stories.playing import Played, play

pytestmark = pytest.mark.database

FILES = sorted((Path(__file__).parents[2] / "stories").glob("*.yaml"))
HEAD = """\
story: Nothing is as the story says
country: SE
begin: 2026-03-02 08:00
network: [{id: acc-1, kind: access}]
customers:
  - id: anna
    contacts: {email: anna@example.se}
    contracts: [{id: anna-1, signed: 2019-05-02, services: [{id: anna-fiber, kind: internet, price: 399.00}]}]
steps:
  - at: 2026-03-02
    invoice: {id: F1, customer: anna, due: 2026-03-31, lines: [{service: anna-fiber, amount: 399.00}]}
"""
WRONG = [
    ("expect: [{access: {anna-fiber: limited}}]", {"anna-fiber": "open"}),
    ("expect: [{told: {customer: anna}}]", []),
    ("expect: [{owes: {customer: anna, amount: 0.00}}]", None),
    ("expect: [{proposed: {service: anna-fiber}}]", []),
    ("expect: [{journal: {about: anna-fiber, kinds: [service_limited]}}]", ["invoice_received"]),
    ("expect: [{credit_note: {customer: anna}}]", []),
    ("expect: [{call_list: {customer: anna}}]", []),
    ("expect: [{why: {service: anna-fiber, cites: [SE-SUSP-09]}}]", None),
    ("expect: [{outage: {id: acc-1, state: open}}]", {"state": "none", "affected": 0}),
    ("expect: [{complaints: {count: 1}}]", 0),
    ("call: {service: anna-fiber, to: '0855512345', allowed: false}", True),
    ("approve: {service: anna-fiber}", "refused: no-demand"),
    ("approve: {service: anna-fiber}\n    refused: on-hold", "refused: no-demand"),
    ("hold: {customer: anna, until: 2026-03-05, because: illness}\n    refused: on-hold", "done"),
]
# A verb about a thing that was never told is refused, where the story says so, and changes nothing.
NOT_FOUND = [
    "payment: {invoice: no, amount: 1.00}",
    "credit: {invoice: no, amount: 1.00}",
    "dispute: {id: D1, invoice: no, because: wrong}",
    "dispute_settled: {dispute: no, outcome: upheld}",
    "usage: {service: no, amount: 1.00}",
    "keep_open: {service: no}",
    "hold: {customer: no, until: 2026-03-31, because: illness}",
    "approve: {service: no}",
    "contact: {customer: no, email: a@example.se}",
    "bounces: {customer: no, by: sms}",
    "alarm: {node: no, state: down}",
    "outage: {id: O1, node: no, title: cut}",
    "planned_work: {id: w1, node: no, from: 2026-04-01 01:00, to: 2026-04-01 02:00, title: x}",
    "estimate: {outage: acc-1, until: 2026-04-01 10:00, because: x}",
    "waiting_for: {outage: acc-1, item: x}",
    "crew: {outage: acc-1, state: on_site}",
    "restored: {outage: acc-1}",
    "accept_loan: {outage: acc-1, customer: anna}",
    "return_loan: {outage: acc-1, customer: anna}",
    "visit: {id: V1, customer: no, service: anna-fiber, from: 2026-04-01 08:00, to: 2026-04-01 12:00}",
    "visit_missed: {visit: no}",
    "visit_done: {visit: no}",
    "complaint: {id: KO-1, authority: KO, received: 2026-03-03, category: other, customer: no}",
    "complaint: {id: KO-1, authority: KO, received: 2026-03-03, category: other, about: no}",
    "complaint: {id: BKN-1, authority: BKN, received: 2026-03-03, category: other, about: F1}",
    "reach_out: {complaint: no, outcome: declined}",
    "answer_complaint: {complaint: no}",
    "complaint_decided: {complaint: no, outcome: upheld}",
    "invoice: {id: F2, customer: no, due: 2026-03-31, lines: [{service: no, amount: 1.00}]}",
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_story_passes(file: Path, scratch: tuple[Server, str], django_db_blocker: DjangoDbBlocker) -> None:
    played = _play(file, scratch, django_db_blocker)

    assert [step for step in played.steps if not step.ok] == []
    assert len(played.steps) >= len(played.story.steps)


@pytest.mark.parametrize(("step", "saw"), WRONG, ids=[step[:40] for step, _ in WRONG])
def test_what_is_not_as_expected_is_reported_with_what_was_seen(
    step: str, saw: object, scratch: tuple[Server, str], django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> None:
    file = _file(tmp_path, f"  - at: 2026-03-03 12:00\n    {step}\n")
    *before, last = _play(file, scratch, django_db_blocker).steps

    assert all(one.ok for one in before)
    assert not last.ok
    assert last.expected != last.saw
    assert saw is None or last.saw == saw
    assert last.line == HEAD.count("\n") + (2 if step.startswith("expect") else 1)


def test_what_does_not_exist_is_refused_and_changes_nothing(
    scratch: tuple[Server, str], django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> None:
    verbs = "".join(f"  - at: 2026-03-03 12:00\n    {verb}\n    refused: not-found\n" for verb in NOT_FOUND)
    seen = "{owes: {customer: anna, amount: 399.00}}, {not_told: {customer: anna}}"
    owes = f"  - at: 2026-03-03 12:01\n    expect: [{seen}]\n"
    played = _play(_file(tmp_path, verbs + owes), scratch, django_db_blocker)

    assert [step for step in played.steps if not step.ok] == []


def test_a_story_played_twice_comes_out_the_same(
    scratch: tuple[Server, str], django_db_blocker: DjangoDbBlocker
) -> None:
    file = next(file for file in FILES if file.stem == "se-payments-unpaid")

    assert _play(file, scratch, django_db_blocker).steps == _play(file, scratch, django_db_blocker).steps


def _file(folder: Path, steps: str) -> Path:
    file = folder / "story.yaml"
    file.write_text(HEAD + steps)
    return file


def _play(file: Path, scratch: tuple[Server, str], blocker: DjangoDbBlocker) -> Played:
    server, template = scratch
    with blocker.unblock():
        return play(story=load_story(path=file), server=server, template=template)
