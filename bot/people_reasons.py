"""What may be wrong with a people file, a sentence each.

These are for the shell and for developers; `templates/people/problems.md` says the same in every language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.message import Facts

REASONS: Mapping[str, str] = {
    "long": "{cell} is longer than {most} characters",
    "control": "{cell} has a line break or another control character in it",
    "empty": "is empty",
    "formula": "{cell} begins with {sign}, which a spreadsheet would run as a formula",
    "email": "{cell} is not an e-mail address",
    "language": "{cell} is not a language tag such as en or pt-BR",
    "zone": "{cell} is not an IANA time zone such as Europe/Lisbon",
    "country": "{cell} is not a country of two letters (ISO 3166) such as PT",
    "number": "{cell} is not a whole number from 1 to {most}",
    "choice": "{cell} is none of {choices}",
    "encoding": "the file is not UTF-8; save it as 'CSV UTF-8'",
    "many": "there are more than {most} people; divide the file",
    "not_csv": "from here on the file is not CSV: {detail}",
    "semicolons": "columns are separated by commas here, not by semicolons",
    "missing": "this column is missing; the first line names the columns",
    "twice": "this column is there twice",
    "width": "has {found} cells where the first line has {wanted}",
    "again": "{cell} is on line {line} as well",
    "manager": "{cell} is neither in this file nor known already",
    "loop": "a loop: {ring}",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something will not do: a code of REASONS, and what stands in its braces."""

    code: str
    values: Facts = field(default_factory=dict)

    def __str__(self) -> str:
        return REASONS[self.code].format(**self.values)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where. Without a column it is the whole line, or the file."""

    line: int
    column: str
    why: Reason

    @property
    def reason(self) -> str:
        """In English."""
        return str(self.why)
