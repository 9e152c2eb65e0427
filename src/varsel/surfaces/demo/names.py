"""Invented people and places. No street, no town and no number of these can be anybody's."""

from __future__ import annotations

FIRST = {
    "SE": (
        "Alva",
        "Birger",
        "Cecilia",
        "Dag",
        "Elin",
        "Folke",
        "Greta",
        "Hjalmar",
        "Iris",
        "Jonatan",
        "Karin",
        "Love",
        "Märta",
        "Nils",
        "Olga",
        "Pär",
        "Ragnhild",
        "Sixten",
        "Tuva",
        "Ulf",
        "Vera",
        "Wilma",
        "Åke",
        "Östen",
    ),
    "NO": (
        "Aksel",
        "Berit",
        "Dagny",
        "Eirik",
        "Frida",
        "Gunnar",
        "Helga",
        "Ivar",
        "Jorunn",
        "Kåre",
        "Liv",
        "Magnus",
        "Nora",
        "Oddvar",
        "Ragna",
        "Sigrid",
        "Torstein",
        "Unni",
        "Vegard",
        "Åse",
    ),
}
LAST = {
    "SE": (
        "Almkvist",
        "Björnfot",
        "Dahlmark",
        "Ekrot",
        "Flodin",
        "Granbark",
        "Hedlycka",
        "Isaksdotter",
        "Kornblad",
        "Lingonstig",
        "Myrholm",
        "Norrsken",
        "Ormbunke",
        "Rimfrost",
        "Sjöbris",
        "Tallkotte",
        "Vintergök",
        "Ängsull",
    ),
    "NO": (
        "Bjørkeli",
        "Dalbekk",
        "Elvestrand",
        "Fjellrev",
        "Granlund",
        "Havgap",
        "Isfuglen",
        "Krokvik",
        "Lyngmo",
        "Multemyr",
        "Nordlys",
        "Rabarbra",
        "Solvang",
        "Tindeblikk",
        "Utsikten",
        "Vardebu",
        "Ørnereir",
    ),
}
COMPANY = {
    "SE": {
        "business": ("{} Bageri AB", "{} Snickeri AB", "{}s Cykelverkstad"),
        "association": ("Bostadsrättsföreningen {}", "{}s Byalag"),
    },
    "NO": {
        "business": ("{} Bakeri AS", "{} Snekkeri AS", "{}s Sykkelverksted"),
        "association": ("Borettslaget {}", "{} Velforening"),
    },
}
STREET = {
    "SE": ("Påhittsgatan", "Sagovägen", "Exempelstigen", "Drömgränd", "Luftslottsvägen", "Ingenstansgatan"),
    "NO": ("Eventyrveien", "Oppdiktet vei", "Eksempelstien", "Drømmeveien", "Luftslottet", "Ingenstedsgata"),
}
TOWN = {"SE": "000 00 Hittepåstad", "NO": "0000 Diktervik"}

# Where lines hang: node -> (what it hangs on, what it is, in which municipality, also invented).
NODES: dict[str, tuple[str | None, str, str]] = {
    "core-1": (None, "core", ""),
    "agg-se-1": ("core-1", "aggregation", ""),
    "agg-se-2": ("core-1", "aggregation", ""),
    "agg-no-1": ("core-1", "aggregation", ""),
    "acc-hittepa-1": ("agg-se-1", "access", "Hittepå kommun"),
    "acc-hittepa-2": ("agg-se-1", "access", "Hittepå kommun"),
    "acc-sagodal-1": ("agg-se-2", "access", "Sagodals kommun"),
    "acc-sagodal-2": ("agg-se-2", "access", "Sagodals kommun"),
    "acc-dikter-1": ("agg-no-1", "access", "Dikter kommune"),
    "acc-dikter-2": ("agg-no-1", "access", "Dikter kommune"),
}
NODES_OF = {
    "SE": ("acc-hittepa-1", "acc-hittepa-2", "acc-sagodal-1", "acc-sagodal-2"),
    "NO": ("acc-dikter-1", "acc-dikter-2"),
}
BROKEN = "acc-sagodal-2"  # the node whose outage is open when the demo begins


def phone(*, country: str, number: int) -> str:
    """Return a phone number that nobody has.

    Sweden: 070-174 06 05 to 99, kept free for fiction by Post- och telestyrelsen. Norway keeps none free for it, and
    no Norwegian number begins with 1 and has eight digits: that one is well-formed and leads nowhere.
    """
    return {"SE": f"+46701740{605 + number % 95:03d}", "NO": f"+4710{number:06d}"}[country]


def email(*, name: str, number: int) -> str:
    """Return an address at a domain that is kept free for examples (RFC 2606)."""
    plain = name.lower().translate(str.maketrans("åäöøæé ", "aaooae."))
    return f"{plain}.{number}@kund.example"


def address(*, country: str, street: str, number: int) -> str:
    """Return an address of invented street and town."""
    return f"{street} {1 + number % 97}, {TOWN[country]}"
