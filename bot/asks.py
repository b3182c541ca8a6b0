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
    done any more; its `cards` are those on which it is followed.
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


class AskKind(StrEnum):
    """What a leader is asked, and from their answer on what they have chosen instead.

    `SMALLER`: they look at the smaller things and have not chosen one yet. `INFORMATION`: they want to know
    more.
    """

    TAKE_PART = "take_part"
    CHAMPION = "champion"
    SMALLER = "smaller"
    PANEL = "panel"
    ALL_HANDS = "all_hands"
    STORY = "story"
    SHOWCASE = "showcase"
    INFORMATION = "information"
    CONVERSATION = "conversation"


# What a whole letter asks. A no to it is a no to all of it.
WHOLE = frozenset({AskKind.TAKE_PART, AskKind.SMALLER, AskKind.INFORMATION})
# What takes place on a day, which a coordinator names.
DATED = frozenset({AskKind.PANEL, AskKind.ALL_HANDS, AskKind.CONVERSATION})


class AskState(StrEnum):
    """Where what we asked of a leader stands; `bot.ask_states` has what leads from one to another.

    `SEEN` is known only where a platform tells, or where they have looked at something of it.
    """

    PLANNED = "planned"
    ASKED = "asked"
    SEEN = "seen"
    YES = "yes"
    DONE = "done"
    THANKED = "thanked"
    NOT_NOW = "not_now"
    NO = "no"


# What waits for an answer.
OPEN = frozenset({AskState.ASKED, AskState.SEEN})


@dataclass(frozen=True, slots=True)
class Ask:
    """What a leader was asked to do, and what they said.

    Nobody has been asked yet where it is planned: `campaign_id` and `asked_at` are None. It goes out with its
    `wave` and has the `line` of the coordinator (`by`) on top. After `until` they are asked `again`, once.
    What is to take place does so `at` a moment and in a `place`, which may be a topic; of a conversation they
    pick one of the `slots`.
    """

    id: int
    campaign_id: int | None
    person_id: int
    asked_at: datetime | None
    state: AskState = AskState.ASKED
    answered_at: datetime | None = None
    kind: AskKind = AskKind.TAKE_PART
    until: datetime | None = None
    again: bool = False
    reminders: int = 0
    wave: int = 0
    line: str = ""
    by: int | None = None
    at: datetime | None = None
    place: str = ""
    slots: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class AskStep:
    """One step in the history of an ask: who did what, and when. `what` is an act of `bot.ask_states`."""

    id: int
    ask_id: int
    by: int
    kind: AskKind
    what: str
    at: datetime
