"""What may stand in each cell of the people file: every function takes a cell and gives what it means."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from bot.message import Fact
from bot.people_reasons import Reason

LONGEST = 10_000
# cells that stand in a file thousands of times are read, and kept, once
KEPT = 10_000
LONGEST_EMAIL = 254
SHOWN = 60

EMAIL = re.compile(r"[^@\s<>()\[\],;:\\\"]+@[^@\s<>()\[\],;:\\\"]+\.[^@\s<>()\[\],;:\\\".]+")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
FORMULA = tuple("=+-@＝＋－＠")  # noqa: RUF001  # spreadsheets run the full-width forms as well


class Unreadable(ValueError):
    """A cell does not say what its column asks for."""

    def __init__(self, code: str, cell: str, **values: Fact) -> None:
        self.why = Reason(code, {"cell": quoted(cell), **values})
        super().__init__(str(self.why))


def quoted(cell: str) -> str:
    """What was written, short enough and without what would confuse a terminal."""
    return repr(cell if len(cell) <= SHOWN else cell[: SHOWN - 3] + "...")


def short(cell: str) -> str:
    if len(cell) > LONGEST:
        raise Unreadable("long", cell, most=f"{LONGEST:,}")
    return cell


def plain(cell: str) -> str:
    """Words on one line."""
    if CONTROL.search(cell):
        raise Unreadable("control", cell)
    return cell


def name(cell: str) -> str:
    if not cell:
        raise Unreadable("empty", cell)
    if cell.startswith(FORMULA):
        raise Unreadable("formula", cell, sign=cell[0])
    return plain(cell)


def email(cell: str) -> str:
    """Lower case, as addresses are compared."""
    if len(name(cell)) > LONGEST_EMAIL or not EMAIL.fullmatch(cell):
        raise Unreadable("email", cell)
    return cell.lower()


def manager(cell: str) -> str:
    return email(cell) if cell else ""


@lru_cache(KEPT)
def words(cell: str) -> tuple[str, ...]:
    """The items between semicolons, each once, in the order written."""
    items = (" ".join(item.split()) for item in cell.split(";"))
    kept: dict[str, str] = {}
    for item in items:
        if item:
            kept.setdefault(item.lower(), item)
    return tuple(kept.values())


def emails(cell: str) -> tuple[str, ...]:
    return tuple(email(item) for item in words(cell))


@lru_cache(KEPT)
def goals(cell: str) -> str:
    """One goal a line, as people write them into the form."""
    return "\n".join(words(cell))


@lru_cache(KEPT)
def languages(cell: str) -> tuple[str, ...]:
    return tuple(_language(tag) for tag in words(cell))


def _language(tag: str) -> str:
    if not LANGUAGE.fullmatch(tag):
        raise Unreadable("language", tag)
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(_cased(part) for part in rest)])


def _cased(subtag: str) -> str:
    match len(subtag):
        case 4:
            return subtag.title()
        case 2:
            return subtag.upper()
        case _:
            return subtag.lower()


@lru_cache(KEPT)
def zone(cell: str) -> str:
    if cell and cell not in _zones():
        raise Unreadable("zone", cell)
    return cell


@lru_cache(KEPT)
def country(cell: str) -> str:
    if cell and cell.upper() not in _countries():
        raise Unreadable("country", cell)
    return cell.upper()


def country_named(words: str) -> str:
    """The two letters of a country, given by themselves or by its name; empty where there is none such."""
    plain_words = " ".join(words.split()).casefold()
    if plain_words.upper() in _countries():
        return plain_words.upper()
    return _ALSO_CALLED.get(plain_words) or _by_name().get(plain_words, "")


def level(cell: str) -> int | None:
    return _number(cell, 10)


def capacity(cell: str) -> int | None:
    return _number(cell, 8)


def _number(cell: str, most: int) -> int | None:
    if not cell:
        return None
    if not re.fullmatch(r"[0-9]{1,2}", cell) or not 1 <= int(cell) <= most:
        raise Unreadable("number", cell, most=most)
    return int(cell)


def leader(cell: str) -> bool:
    return _one_of(cell, ("yes", "no")) == "yes"


def role(cell: str) -> str:
    return _one_of(cell, ("mentor", "mentee", "both"))


def _one_of(cell: str, choices: Sequence[str]) -> str:
    if cell and cell.lower() not in choices:
        raise Unreadable("choice", cell, choices=", ".join(choices))
    return cell.lower()


# from the package and not from the machine, so that a file means the same everywhere
@cache
def _zones() -> frozenset[str]:
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split())


@cache
def _countries() -> frozenset[str]:
    return frozenset(_by_name().values())


@cache
def _by_name() -> dict[str, str]:
    table = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text("utf-8")
    rows = (row.partition("\t") for row in table.splitlines() if row and not row.startswith("#"))
    return {name.casefold(): letters for letters, _, name in rows}


# the names of the table are English, and some of them are nobody's
_ALSO_CALLED = {
    "uk": "GB",
    "united kingdom": "GB",
    "great britain": "GB",
    "usa": "US",
    "deutschland": "DE",
    "österreich": "AT",
    "schweiz": "CH",
}
