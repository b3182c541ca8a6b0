"""What is announced to many, and what leaders are asked to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class CampaignState(StrEnum):
    """How far an announcement has come. What is `STOPPED` can be taken up again, what is `OFF` cannot."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    STOPPED = "stopped"
    DONE = "done"
    OFF = "off"


# Nothing has been sent yet, and it can still be changed.
AHEAD = (CampaignState.DRAFT, CampaignState.SCHEDULED)


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom an announcement is for: a kind of people, and of them only those of these places and levels.

    Who takes part, and who does not yet, is meant of the programme with that number.
    """

    kind: str
    programme_id: int | None = None
    departments: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Campaign:
    """An announcement on its way to an audience, with a personal `line` of whoever sends it.

    It was `sent_at` when it began, and begins when it is `due`. Its recipients are written down a few at a
    time, in the order of their numbers: those up to `planned_to`, and all once that is None. `left_out` has
    how many of its audience get nothing, by why. `sequence` rises whenever what was owed for it shall not be
    done any more; of the `cards` on which its sender follows it, the last is kept up to date.
    """

    id: int
    organisation_id: int
    template: str
    audience: str
    sent_by: int
    sent_at: datetime
    recipients: int
    programme_id: int | None = None
    departments: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    line: str = ""
    state: CampaignState = CampaignState.SENDING
    due: datetime | None = None
    planned_to: int | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    sequence: int = 0
    cards: int = 0

    @property
    def whom(self) -> Audience:
        """Its audience."""
        return Audience(self.audience, self.programme_id, self.departments, self.sites, self.levels)


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
