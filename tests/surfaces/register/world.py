"""A small register as its files: three customers, a network, contracts, services, an invoice, consents and a case."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from varsel.surfaces.register.loading import Loader
from varsel.surfaces.register.owners import Owners
from varsel.surfaces.register.reports import FileReport, LoadReport

AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
FILES = {
    "customers": "external_id;number;name;kind;language;country;protected_identity;sms;email;letter\n"
    "C1;1001;Åsa Öberg;consumer;sv;SE;false;070-123 45 67;asa@example.test;\n"
    'C2;1002;Kari Nordmann;consumer;nb;NO;true;;;"Storgata 1\n0155 Oslo"\n'
    "C3;;Brf Måsen;association;sv;SE;;;styrelsen@example.test;\n",
    "consents": "customer;purpose;at;state;text\nC1;marketing;2026-01-02T10:00:00+01:00;given;marketing 3\n",
    "nodes": "external_id;kind;parent;municipality\nN2;access;N1;Umeå\nN1;core;;\n",
    "lines": "external_id;node;address\nL1;N2;Storgatan 1\nL2;;\n",
    "equipment": "external_id;line;kind;serial;installed_on\nE1;L1;router;00123;2019-05-01\n",
    "contracts": "external_id;customer;kind;signed_on\nK1;C1;subscription;2024-02-29\nK2;C2;connection;2020-01-01\n",
    "versions": "contract;version;valid_from;clauses\nK1;1;2024-02-29T00:00:00+01:00;price-change no-reuse\n",
    "services": "external_id;contract;line;kind;telecare;credit_limit;price;price_from\n"
    "S1;K1;L1;internet;true;;399,00;2024-03-01\nS2;K1;L1;telephony;;500;1\u00a0299,50;2024-03-01\n",
    "prices": "service;valid_from;monthly\nS1;2023-01-01;349\n",
    "open_items": "invoice;ocr;customer;currency;issued_on;due_on;paid_on;position;kind;service;amount;open\n"
    "F1;123;C1;SEK;2026-10-01;2026-10-31;2026-10-30;1;service;S1;399;100\n"
    "F1;123;C1;SEK;2026-10-01;2026-10-31;2026-10-30;2;fee;;49;49\n",
    "cases": "external_id;customer;kind;state;opened_on\nA1;C1;arn;waiting;2026-09-01\n",
}
RUNNING = {  # what ran in the other system when it was handed on
    "disputes": "external_id;invoice;amount;because;opened_at;outcome;settled_at\n"
    "D1;F1;50;Wrong price;2026-11-02T10:00:00+01:00;;\n"
    "D2;F1;25,50;Never ordered;2026-11-01T10:00:00.123456+01:00;rejected;2026-11-05T10:00:00+01:00\n",
    "holds": "customer;kind;until;because;set_at;lifted_at\nC1;promise;2026-12-01;;2026-11-10T10:00:00+01:00;\n"
    'C2;hardship;2026-12-24;"Lost the job\nin May";2026-11-01T10:00:00+01:00;2026-11-03T10:00:00+01:00\n',
    "complaints": "external_id;authority;reference;customer;invoice;category;received_on;answer_by;answered_at;"
    "outcome;decided_at\nA1;ARN;2026-01234;;F1;price;2026-11-03;2026-12-03;;;\n"
    "A2;KO;;C1;;marketing;2026-11-16;;;;\n"
    "A3;BKN;B-9;C2;;speed;2026-05-04;2026-06-04;2026-06-01T08:00:00+02:00;rejected;2026-08-01T09:00:00+02:00\n"
    "A4;KO;K-1;;;marketing;2026-11-02;;;;\n",
    "outreach": "complaint;at;outcome\nA2;2026-11-17T10:00:00+01:00;interested\n"
    "A4;2026-11-03T10:00:00+01:00;no-answer\n",
    "demanded": "external_id;invoice;kind;sent_on;last_day;channel;proof\n"
    "M1;F1;demand;2026-11-05;2026-11-16;letter;batch 7\n",
}


def write(folder: Path, **files: str) -> Path:
    """Write files into a folder, by their names without ending; return the folder."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder


def loader(*, at: datetime = AT, system: str = "register", exported_at: datetime | None = None, **named: str) -> Loader:
    """Return a loader; `named` gives columns their owners: customers__name="crm"."""
    owners = Owners(named={name.replace("__", "."): owner for name, owner in named.items()}, default="register")
    return Loader(owners=owners, at=at, actor="test", progress=lambda *_: None, system=system, exported_at=exported_at)


def load(*paths: Path, first: bool = False, **how: object) -> LoadReport:
    """Load files and folders."""
    return loader(**how).load(paths=paths, first=first)  # type: ignore[arg-type]


def only(report: LoadReport) -> FileReport:
    """Return the report of the only file."""
    (file,) = report.files
    return file
