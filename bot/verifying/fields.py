"""Reading JSON that somebody else wrote: each field is asked for by its kind, each mistake is a sentence."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from bot.people_cells import quoted
from bot.verifying.findings import Unusable


class Fields:
    """An object of the certificate. `at` says where it stands, for the sentences."""

    def __init__(self, told: Mapping[str, Any], at: str = "") -> None:
        self._told = told
        self._at = at

    def __contains__(self, name: str) -> bool:
        return self._told.get(name) is not None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._told)

    def integer(self, name: str, least: int | None = None, most: int | None = None) -> int:
        value = self._get(name)
        if type(value) is not int:  # True is an int to Python, and 1.0 equals 1
            self._wrong(name, "is not a whole number")
        if (least is not None and value < least) or (most is not None and value > most):
            self._wrong(name, f"is not from {least} to {most}" if most is not None else f"is below {least}")
        return value

    def flag(self, name: str) -> bool:
        value = self._get(name)
        if not isinstance(value, bool):
            self._wrong(name, "is neither true nor false")
        return value

    def text(self, name: str) -> str:
        value = self._get(name)
        if not isinstance(value, str):
            self._wrong(name, "is not a text")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._list(name)
        if not all(isinstance(value, str) for value in values):
            self._wrong(name, "is not a list of texts")
        return tuple(values)

    def integers(self, name: str) -> tuple[int, ...]:
        values = self._list(name)
        if not all(type(value) is int for value in values):
            self._wrong(name, "is not a list of whole numbers")
        return tuple(values)

    def object(self, name: str) -> "Fields":
        value = self._get(name)
        if not isinstance(value, dict):
            self._wrong(name, "is not an object in braces")
        return Fields(value, self._path(name) + " → ")

    def objects(self, name: str) -> tuple["Fields", ...]:
        values = self._list(name)
        if not all(isinstance(value, dict) for value in values):
            self._wrong(name, "is not a list of objects")
        return tuple(
            Fields(value, f"{self._path(name)} no. {place} → ") for place, value in enumerate(values, 1)
        )

    def _list(self, name: str) -> Sequence[Any]:
        value = self._get(name)
        if not isinstance(value, list):
            self._wrong(name, "is not a list")
        return value

    def _get(self, name: str) -> Any:  # noqa: ANN401  # whatever JSON holds
        if name not in self._told:
            self._wrong(name, "is missing")
        return self._told[name]

    def _path(self, name: str) -> str:
        return self._at + quoted(name)

    def _wrong(self, name: str, why: str) -> NoReturn:
        raise Unusable(f"The certificate cannot be read: {self._path(name)} {why}.")


def read_object(data: bytes) -> Fields:
    """Raises Unusable for whatever is not one JSON object of whole numbers, texts, lists and objects."""
    try:
        told = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise Unusable("The certificate cannot be read: it is not UTF-8.") from None
    except RecursionError:
        raise Unusable("The certificate cannot be read: it is nested too deeply.") from None
    except json.JSONDecodeError as wrong:
        raise Unusable(f"The certificate is not JSON: line {wrong.lineno}, {wrong.msg}.") from None
    except ValueError as wrong:  # a number of more digits than Python reads
        raise Unusable(f"The certificate cannot be read: {wrong}.") from None
    if not isinstance(told, dict):
        raise Unusable("The certificate cannot be read: it is not an object in braces.")
    return Fields(told)


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a key come twice, and readers disagree about which counts."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unusable(f"The certificate cannot be read: {quoted(twice)} is named twice in one object.")
    return found


def _no_number(written: str) -> NoReturn:
    raise Unusable(f"The certificate cannot be read: {written} is no number.")
