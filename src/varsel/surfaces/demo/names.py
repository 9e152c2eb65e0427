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
# Each municipality, also invented: its country, its post town, the aggregation node above its access nodes.
PLACES: dict[str, tuple[str, str, str]] = {
    "hittepa": ("SE", "000 00 Hittepåstad", "agg-se-1"),
    "sagodal": ("SE", "000 01 Sagodal", "agg-se-2"),
    "lyckan": ("SE", "000 02 Lyckans udde", "agg-se-2"),
    "dikter": ("NO", "0000 Diktervik", "agg-no-1"),
    "eventyr": ("NO", "0001 Eventyrnes", "agg-no-1"),
}
MUNICIPALITY = {
    "hittepa": "Hittepå kommun",
    "sagodal": "Sagodals kommun",
    "lyckan": "Lyckans kommun",
    "dikter": "Dikter kommune",
    "eventyr": "Eventyr kommune",
}
ACCESS_NODES = 10  # in each municipality
BROKEN = "acc-sagodal-2"  # the node whose outage is open when the demo begins
MENDED = "acc-hittepa-1"  # and one whose outage was over weeks ago


def nodes() -> dict[str, tuple[str, str, str]]:
    """Return where lines hang: each node after the one above it, with what it hangs on, its kind and municipality."""
    found = {"core-1": ("", "core", "")}
    found |= dict.fromkeys(("agg-se-1", "agg-se-2", "agg-no-1"), ("core-1", "aggregation", ""))
    for place, (_country, _town, above) in PLACES.items():
        for number in range(1, ACCESS_NODES + 1):
            found[f"acc-{place}-{number}"] = (above, "access", MUNICIPALITY[place])
    return found


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


def address(*, place: str, street: str, number: int) -> str:
    """Return an address of invented street and town; every third is a flat in a house."""
    door = f" lgh 1{number // 97 % 8}0{1 + number % 4}" if number % 3 == 0 else ""
    return f"{street} {1 + number % 97}{door}, {PLACES[place][1]}"
