"""The people of Hartwell Instruments, the made-up company of the playground."""

import csv
from pathlib import Path
from typing import cast

from playground.world import Human, Platform

PEOPLE = Path(__file__).with_name("people.csv")
LOCALES = {"de": "de-DE", "pt": "pt-PT", "fr": "fr-FR", "es": "es-ES"}


def humans_from(path: Path = PEOPLE) -> list[Human]:
    return [_human(row) for row in _rows(path)]


def joining(path: Path = PEOPLE) -> list[str]:
    """The ids of those who have a role in the file: they join in the opening scene."""
    return [row["id"] for row in _rows(path) if row["role"]]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _human(row: dict[str, str]) -> Human:
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
