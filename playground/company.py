"""The people of Hartwell Instruments, the made-up company of the playground."""

import csv
import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from playground.world import Human, Platform

PEOPLE = Path(__file__).with_name("people.csv")
LOCALES = {"de": "de-DE", "pt": "pt-PT", "fr": "fr-FR", "es": "es-ES"}
FIRST = (
    "Amara",
    "Bruno",
    "Chidi",
    "Dana",
    "Emil",
    "Farah",
    "Goran",
    "Hana",
    "Ines",
    "Jonas",
    "Keiko",
    "Luis",
)
LAST = ("Almeida", "Becker", "Costa", "Dubois", "Eriksen", "Fischer", "Garcia", "Haddad", "Ivanova", "Jansen")

Row = Mapping[str, str]


@dataclass(frozen=True)
class Company:
    """Who plays, who of them joins in the opening scene, and the file that tells the product of them all."""

    humans: Sequence[Human]
    joining: Sequence[str]
    people_file: bytes


def company(count: int | None = None, seed: int | None = None) -> Company:
    """The first `count` of the file; beyond its forty, colleagues made up from `seed`, the same each time."""
    rows: list[Row] = list(_rows(PEOPLE))
    if count is not None:
        rows = [*rows, *_made_up(rows, count - len(rows), random.Random(seed or 0))][:count]
    known = {row["email"] for row in rows}
    rows = [row if row["manager"] in known else {**row, "manager": ""} for row in rows]
    return Company([_human(row) for row in rows], [row["id"] for row in rows if row["role"]], _file(rows))


def humans_from(path: Path = PEOPLE) -> list[Human]:
    return [_human(row) for row in _rows(path)]


def joining(path: Path = PEOPLE) -> list[str]:
    """The ids of those who have a role in the file: they join in the opening scene."""
    return [row["id"] for row in _rows(path) if row["role"]]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _made_up(rows: Sequence[Row], more: int, chance: random.Random) -> Iterator[Row]:
    """Colleagues beside those of the file: at their desks, with their managers, with names of their own."""
    for number in range(more):
        like = chance.choice([row for row in rows if row["manager"]])
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        id_ = f"{name.partition(' ')[0].lower()}{number + 1}"
        email = f"{id_}@hartwell.example"
        yield {**like, "id": id_, "name": name, "email": email, "role": "", "leader": "no"}


def _file(rows: Sequence[Row]) -> bytes:
    """people.csv as the product reads it; who lives where is told by the platforms themselves."""
    text = io.StringIO()
    columns = [column for column in rows[0] if column not in ("id", "platform")]
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _human(row: Row) -> Human:
    return Human(
        id=row["id"],
        name=row["name"],
        email=row["email"],
        platform=cast("Platform", row["platform"]),
        title=row["title"],
        department=row["department"],
        location=row["location"],
        country=row["country"],
        timezone=row["timezone"],
        locale=_locale(row["languages"], row["country"]),
    )


def _locale(languages: str, country: str) -> str:
    first = languages.partition(";")[0]
    return LOCALES.get(first, "en-US" if country == "US" else "en-GB")
