"""What people are asked after an hour, and what they write about it for themselves."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Question:
    """What one person is asked after a meeting, by name (`bot.questions`).

    `other` is the one they asked for instead; `skipped_at` is when they said that they would rather not.
    """

    id: int
    person_id: int
    meeting_id: int
    prompt: str
    asked_at: datetime
    other: str = ""
    skipped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reflection:
    """What one person wrote for themselves after a meeting. Nobody else reads it, coordinators included.

    Once they have shared it, `shared` is what their partner gets, as of `shared_at`; `text` may have changed.
    """

    id: int
    person_id: int
    meeting_id: int
    prompt: str
    text: str
    written_at: datetime
    shared: str = ""
    shared_at: datetime | None = None
