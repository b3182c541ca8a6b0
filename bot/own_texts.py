"""What coordinators write themselves: announcements in versions, of which none is ever changed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.message import Say, Written
from bot.post import ANNOUNCEMENTS

LANGUAGES = ("en", "de")
LONGEST_NAME = 60
LONGEST_TITLE = 120
LONGEST_TEXT = 2000
# What a text may offer besides its words. What each does stands in the frame around it, and nowhere else.
BUTTONS = ("join", "more", "find", "resources", "useful", "story")
MOST_BUTTONS = 3
# The answers that are offered to whoever is asked for one.
ASKS = "answers"
OWN = f"{ANNOUNCEMENTS}own/"
# Between the marks of a variable or a condition: something of whoever reads it.
_READER = re.compile(r"\{[{%][^}]*\bto\s*\.")


@dataclass(frozen=True, slots=True)
class OwnText:
    """An announcement of our coordinators', by the name under which it is chosen.

    Once it is retired nobody can choose it; whatever was sent of it stays what it was.
    """

    id: int
    organisation_id: int
    name: str
    retired_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """How it reads from `written_at` until the next one. A campaign keeps the version it was sent with.

    `words` are title and text by language. `written_by` is nobody once its author asked to be forgotten.
    """

    id: int
    own_text_id: int
    number: int
    words: Mapping[str, tuple[str, str]]
    audience: str
    written_at: datetime
    asks: bool = False
    buttons: tuple[str, ...] = ()
    written_by: int | None = None

    @property
    def template(self) -> str:
        """The name by which it is announced."""
        return f"{OWN}{self.id}"

    @property
    def suits_everybody(self) -> bool:
        """Whether it may stand in a channel: it names nobody who reads it, and asks nobody for an answer."""
        return not self.asks and not any(_READER.search("\n".join(words)) for words in self.words.values())

    @property
    def offers(self) -> tuple[str, ...]:
        """What its reader can press."""
        return (ASKS,) if self.asks else self.buttons

    def written(self, language: str) -> Written:
        """Its words in that language, else in the one it was first written in."""
        spoken = language if language in self.words else next(iter(self.words))
        return Written(spoken, *self.words[spoken])

    def dressed(self, say: Say, language: str) -> Say:
        """The same announcement in these words."""
        return replace(say, facts={**say.facts, "buttons": self.offers}, written=self.written(language))


class OwnTextRecords(Protocol):
    """What coordinators have written: a part of `bot.records`."""

    def add(self, text: OwnText) -> OwnText: ...
    def get(self, text_id: int) -> OwnText:
        """Raises NotYours for a number that none has."""

    def hold(self, text_id: int) -> OwnText:
        """The same; and nobody else changes it, or writes another version, before this transaction ends."""

    def all(self) -> Sequence[OwnText]: ...
    def keep(self, text: OwnText) -> None: ...
    def write(self, version: Version) -> Version: ...
    def version(self, version_id: int) -> Version:
        """Raises NotYours for a number that none has."""

    def named(self, template: str) -> Version | None:
        """The version that is announced by that name; None for what the house has words for."""

    def versions(self, text_id: int) -> Sequence[Version]:
        """Every version of a text, the oldest first."""

    def newest(self) -> Sequence[tuple[OwnText, Version]]:
        """Every text that is not retired, as it reads now."""

    def asking(self) -> frozenset[str]:
        """The names of all versions that ask for an answer."""

    def by(self, person_id: int) -> Sequence[Version]:
        """What somebody wrote, the oldest first."""
