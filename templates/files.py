"""Reading the template files: a TOML head between `+++` lines, then text.

The head is read before anything is rendered, so that no value can add a key to it. Its `[sample]` table names
every variable the file may use, with an example: what is missing there is found when the file is loaded.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENGLISH = "en"
# A text for people, several times over; neither platform would show so much.
MOST_BYTES = 32 * 1024
_FENCE = "+++"
_AT_LINE = re.compile(r" ?\(at line (\d+), column \d+\)")


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
    head_lines: Sequence[str] = ()

    def line_of(self, words: str, after: int = 0) -> int | None:
        """The first line of the head, of those after that one, in which these words stand."""
        first = words.strip().partition("\n")[0]
        found = (n for n, line in enumerate(self.head_lines, start=2) if n > after and first in line)
        return next(found, None)


def sources(folder: Path) -> Iterator[Source]:
    """Read every template of a folder. Raises BadTemplate for the first that cannot be read."""
    for path in sorted(folder.rglob("*.md")):
        file = path.relative_to(folder).as_posix()
        yield source(file, _read(file, path))


def source(file: str, text: str) -> Source:
    """One text, as a file of that name would hold it. Raises BadTemplate."""
    name, _, language = file.removesuffix(".md").partition(".")
    lines = text.splitlines()
    if not lines or lines[0].strip() != _FENCE:
        raise BadTemplate(file, f"begin it with a line {_FENCE} and the head", 1)
    try:
        end = next(n for n, line in enumerate(lines[1:], start=1) if line.strip() == _FENCE)
    except StopIteration:
        raise BadTemplate(file, f"close the head with a second line {_FENCE}", 1) from None
    head = _head(file, lines[1:end])
    return Source(name, language or ENGLISH, file, head, "\n".join(lines[end + 1 :]), end + 2, lines[1:end])


def _read(file: str, path: Path) -> str:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise BadTemplate(file, f"it has {size} bytes, and a text at most {MOST_BYTES}: shorten it")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadTemplate(file, "this is not UTF-8; save it as UTF-8") from None


def _head(file: str, lines: Sequence[str]) -> Mapping[str, Any]:
    try:
        return tomllib.loads("\n".join(lines))
    except RecursionError:
        raise BadTemplate(file, "the head is too deep to follow; write simpler lists", 1) from None
    except ValueError as error:
        at = _AT_LINE.search(str(error))
        said = _AT_LINE.sub("", str(error))
        # the fence is line 1, so that the head's first is the file's second
        raise BadTemplate(
            file, f"the head is not TOML: {said}", int(at[1]) + 1 if at else len(lines) + 1
        ) from None
