"""What is announced to many, and what leaders are asked to do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Campaign:
    """An announcement on its way to an audience."""

    id: int
    organisation_id: int
    template: str
    audience: str
    sent_by: int
    sent_at: datetime
    recipients: int


class AskState(StrEnum):
    """Where what we asked of a leader stands. Each but ASKED is their own tap."""

    ASKED = "asked"
    MENTOR = "mentor"
    CHAMPION = "champion"
    SMALLER = "smaller"
    ALL_HANDS = "all_hands"
    PANEL = "panel"
    STORY = "story"
    NOT_NOW = "not_now"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Ask:
    """What a leader was asked to do, and what they said."""

    id: int
    campaign_id: int
    person_id: int
    asked_at: datetime
    state: AskState = AskState.ASKED
    answered_at: datetime | None = None
