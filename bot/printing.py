"""What it takes to make files to be looked at: others draw them, and nothing here knows who."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.charts import Chart
from bot.message import Message


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody would read: in `language` (ISO 639-1), by the clock of `zone` (IANA), at a moment (UTC).

    `title` and `words` are for whoever looks over their shoulder, in a language of their own.
    """

    message: Message
    language: str
    zone: str
    at: datetime
    title: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Printer:
    """Makes files: a chart as a PNG, rows as a table that runs in no spreadsheet, a reading as an HTML page.

    The page shows a message as every platform would, side by side.
    """

    picture: Callable[[Chart], bytes]
    table: Callable[[Sequence[Sequence[str]]], bytes]
    looks: Callable[[Reading], bytes]
