"""Reading the template files: a TOML head between `+++` lines, then text.

The head is read before anything is rendered, so that no value can add a key to it. Its `[sample]` table names
every variable the file may use, with an example: what is missing there is found when the file is loaded.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENGLISH = "en"
_FENCE = "+++"


class BadTemplate(ValueError):
    """A template cannot be used. Says the file, the line where it is known, and what to do."""

    def __init__(self, file: str, reason: str, line: int | None = None) -> None:
        where = file if line is None else f"{file}, line {line}"
        super().__init__(f"{where}: {reason}")


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was found. `name` is its path in the folder without endings, whatever the language."""

    name: str
    language: str
    file: str
    head: Mapping[str, Any]
    body: str
    body_line: int


def sources(folder: Path) -> Iterator[Source]:
    """Read every template of a folder. Raises BadTemplate for the first that cannot be read."""
    for path in sorted(folder.rglob("*.md")):
        file = path.relative_to(folder).as_posix()
        name, _, language = file.removesuffix(".md").partition(".")
        head, body, line = _parted(file, path.read_text(encoding="utf-8"))
        yield Source(name, language or ENGLISH, file, head, body, line)


def _parted(file: str, text: str) -> tuple[Mapping[str, Any], str, int]:
    lines = text.splitlines()
    if not lines or lines[0].strip() != _FENCE:
        raise BadTemplate(file, f"begin it with a line {_FENCE} and the head", 1)
    try:
        end = next(n for n, line in enumerate(lines[1:], start=1) if line.strip() == _FENCE)
    except StopIteration:
        raise BadTemplate(file, f"close the head with a second line {_FENCE}", 1) from None
    try:
        head = tomllib.loads("\n".join(lines[1:end]))
    except tomllib.TOMLDecodeError as error:
        raise BadTemplate(file, f"the head is not TOML: {error}", 1) from None
    return head, "\n".join(lines[end + 1 :]), end + 2
