"""Reading the list of skills: `skills.toml`, ours or an organisation's own in place of it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.skills import Ambiguous, Skill, Skills, term
from templates.files import BadTemplate

FILE = "skills.toml"
LONGEST = 60
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_ALSO = "also"


def read_skills(folder: Path) -> Skills | None:
    """The list of a folder; None where it has none. Raises BadTemplate, with the line and the remedy."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadTemplate(FILE, "this is not UTF-8; save it as UTF-8") from None
    try:
        groups = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        said = _AT_LINE.sub("", str(error)).strip()
        line = int(at[1]) if at else len(text.splitlines())
        raise BadTemplate(FILE, f"this is not TOML: {said}", line) from None
    try:
        skills = Skills(_listed(text, groups))
    except Ambiguous as twice:
        reason = f"“{twice.words}” is called so at “{twice.first.name}” too: keep it at one of the two"
        raise BadTemplate(FILE, reason, _line(text, twice.second.name)) from None
    if not skills:
        raise BadTemplate(FILE, 'there is no skill in it; add one, such as "Leadership" = {de = "Führung"}')
    return skills


def _listed(text: str, groups: Mapping[str, Any]) -> Iterator[Skill]:
    for group, skills in groups.items():
        if not isinstance(skills, dict):
            raise BadTemplate(
                FILE,
                f'put “{group}” below a line with the name of its group, such as ["Leading"]',
                _line(text, group),
            )
        for name, told in skills.items():
            try:
                yield _skill(name, told)
            except ValueError as wrong:
                raise BadTemplate(FILE, f"“{name}”: {wrong}", _line(text, name)) from None


def _skill(name: str, told: object) -> Skill:
    """Raises ValueError with what to do."""
    if not isinstance(told, dict):
        raise ValueError('write it as "Leadership" = {de = "Führung", also = ["leading people"]}')  # noqa: TRY004  # of the file, not of ours
    names = {key: words for key, words in told.items() if key != _ALSO}
    also = told.get(_ALSO, [])
    strange = next((key for key in names if not _LANGUAGE.fullmatch(key)), None)
    if strange:
        raise ValueError(f"“{strange}” is no language; write de for German, and other names into also")
    if not isinstance(also, list):
        raise ValueError('also is a list, such as also = ["leading people"]')  # noqa: TRY004
    for words in (name, *names.values(), *also):
        if not (isinstance(words, str) and term(words) and len(words) <= LONGEST):
            raise ValueError(
                f"{words!r} is no name: a name is some letters in quotation marks, up to {LONGEST}"
            )
    return Skill(name, names, tuple(also))


def _line(text: str, name: str) -> int | None:
    """Where a key begins its line."""
    begins = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*=""")
    return next((n for n, line in enumerate(text.splitlines(), start=1) if begins.match(line)), None)
