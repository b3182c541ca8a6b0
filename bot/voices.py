"""Voices: what each person says about one hour of theirs, where that has to be told apart."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model import Met, Pair


@dataclass(frozen=True, slots=True)
class Voice:
    """One person on one hour: the time they would like best, and whether it took place.

    `fine` is their answer when a pair that had not met for a while was asked how they are.
    """

    id: int
    meeting_id: int
    person_id: int
    slot: datetime | None = None
    met: Met = Met.UNSAID
    fine: bool = False


class VoiceRecords(Protocol):
    """What each person said about an hour."""

    def of_meeting(self, meeting_id: int) -> Mapping[int, Voice]:
        """By the number of who spoke."""

    def by(self, person_id: int) -> Mapping[int, Voice]:
        """What somebody said, by the number of the meeting."""

    def put(self, voice: Voice) -> None:
        """Keep it, in place of what this person has said about that meeting before."""


class InTouch(Protocol):
    """Which pairs are in touch, and of which nothing is heard."""

    def touch(self, pair_id: int, at: datetime) -> None:
        """They are in touch; only the first time counts."""

    def silence(self, pair_id: int, since: datetime | None) -> None:
        """Have coordinators see that nobody meets, or None: see it no more. Only the first moment counts."""

    def silent(self) -> Sequence[Pair]:
        """Those going on of which coordinators shall know that nobody meets, the longest silent first."""


# What counts of several answers: one who was there knows better than one who was not.
_WEIGHTS = (Met.YES, Met.MOVED, Met.NO)


def together(answers: Iterable[Met]) -> Met:
    """What several people said, as one answer."""
    given = set(answers)
    return next((met for met in _WEIGHTS if met in given), Met.UNSAID)


def counted(voices: Iterable[Voice], slots: Collection[datetime]) -> Mapping[datetime, int]:
    """How many are for each of these times; votes for times that are not on offer any more do not count."""
    votes = Counter(voice.slot for voice in voices if voice.slot in slots)
    return {at: votes[at] for at in slots}


def winner(voices: Iterable[Voice], slots: Collection[datetime]) -> datetime | None:
    """The time with the most votes, of equals the earliest; None where nobody has voted for any."""
    votes = {at: count for at, count in counted(voices, slots).items() if count}
    return min(votes, key=lambda at: (-votes[at], at), default=None)
