"""Requests to a billing system and its answers, as files: each whole or not at all."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest

import builders
from varsel.kit.located_yaml import InputError
from varsel.records.ledger import actions, requests
from varsel.records.ledger.requests import Asked
from varsel.surfaces.intake import request_files

pytestmark = pytest.mark.database
AT = builders.START
LATER = AT + timedelta(days=1)


@pytest.fixture
def asked(db: None) -> list[Asked]:
    """Two credits that the billing system is asked to book."""
    builders.set_policy(ledger="follow")
    service = builders.service(party_id=builders.customer())
    for amount in ("50.00", "7.50"):
        actions.grant_credit(
            party_id=service.party_id,
            amount=Decimal(amount),
            currency="SEK",
            about=service.about,
            because="test; with a semicolon",
            on=AT.date(),
            at=AT,
            actor="staff:1",
        )
    return requests.unanswered()


def take(text: str | bytes) -> tuple[int, int]:
    """Take answers in."""
    content = text if isinstance(text, bytes) else text.encode()
    return request_files.take_in(name="answers", content=content, at=LATER, actor="cli")


def test_requests_go_out_with_their_ids_and_amounts(asked: list[Asked]) -> None:
    text = request_files.csv_of(asked=asked)

    assert text.splitlines()[0] == ";".join(request_files.HEADS)
    assert '"test; with a semicolon";50.00;SEK;' in text.splitlines()[1]
    assert [row["amount"] for row in request_files.rows_of(asked=asked)] == ["50.00", "7.50"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_answers_come_in_as_csv(asked: list[Asked], delimiter: str) -> None:
    rows = [["request", "state", "reference", "reason"], [str(asked[0].ref), "acknowledged", "B1", ""]]
    rows.append([str(asked[1].ref), "refused", "", "unknown"])
    text = "\r\n".join(delimiter.join(row) for row in rows)

    assert take("\ufeff" + text) == (2, 2)
    assert take(text) == (2, 0)
    assert requests.unanswered() == []


def test_answers_come_in_as_json(asked: list[Asked]) -> None:
    told = [{"request": str(one.ref), "state": "acknowledged", "reference": 17} for one in asked]

    assert take(json.dumps(told)) == (2, 2)
    assert requests.request(request_id=asked[0].id).theirs == "17"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("request;reason\nx;y\n", ("line 1", "the column 'state' is missing")),
        ("{ref};acknowledged\n", ("line 1", "the column 'request' is missing")),
        ("request;state\n{ref};done\n", ("line 2", "state is 'done'")),
        ("request;state\n17;acknowledged\n", ("line 2", "request is '17'")),
        ("request;state\n{ref};refused\n", "is refused without a reason"),
        (
            "request;state\n{ref};acknowledged\n00000000-0000-7000-8000-000000000000;acknowledged\n",
            ("line 3", "00000000-0000-7000-8000-000000000000 is no request of ours"),
        ),
        ("request;state;state\n{ref};refused;acknowledged\n", ("line 1", "the column 'state' stands twice")),
        ("request;state\n{ref};acknowledged;B1\n", ("line 2", "more columns than the head")),
        ("[{{\n", "the JSON is not whole"),
        ("[1]", "entry 1 is no object"),
        ("", "the column 'request' is missing"),
        (b"request;state\n\xff;x\n", ("line 2", "the file is not UTF-8")),
        ('request;state\n"{ref};acknowledged\n', "no CSV"),
    ],
)
def test_a_bad_file_says_where_and_changes_nothing(
    asked: list[Asked], text: str | bytes, said: str | tuple[str, str]
) -> None:
    with pytest.raises(InputError) as wrong:
        take(text if isinstance(text, bytes) else text.format(ref=asked[0].ref))

    assert all(part in str(wrong.value) for part in ([said] if isinstance(said, str) else said))
    assert len(requests.unanswered()) == 2
