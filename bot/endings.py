"""How pairs come to an end, what people say of it, and what they consent to: the nouns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Ending(StrEnum):
    """How a pair ended. `EARLY` is completed as well, before its time, because one of them said so.

    `LEFT`: somebody left, was forgotten, or looks for another partner. `INACTIVE`: nothing happened any more.
    """

    COMPLETED = "completed"
    EARLY = "early"
    LEFT = "left"
    INACTIVE = "inactive"


class Brought(StrEnum):
    """What the hours may have brought somebody. Shown only as counts, in nobody's name."""

    CONNECTION = "connection"
    CLARITY = "clarity"
    COMPETENCY = "competency"
    CONFIDENCE = "confidence"
    DECISION = "decision"
    CONTACT = "contact"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ClosingInterview:
    """One person's last word on a pair: that it is complete, and whatever they wrote looking back.

    `answers` go by the name of the question, and nobody else reads them, coordinators included.
    """

    id: int
    pair_id: int
    person_id: int
    at: datetime
    answers: Mapping[str, str] = field(default_factory=dict)
    brought: tuple[str, ...] = ()


class ExtensionState(StrEnum):
    """Where the wish to go on stands."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Extension:
    """One of a pair (`person_id`) asks the other to go on for some more months."""

    id: int
    pair_id: int
    person_id: int
    months: int
    asked_at: datetime
    state: ExtensionState = ExtensionState.ASKED


class Use(StrEnum):
    """What somebody may consent to. Each is a consent of its own."""

    NAMED_STORY = "named_story"
    UNNAMED_STORY = "unnamed_story"
    FIND = "find"
    HOME = "home"
    ANNOUNCEMENTS = "announcements"
    PLACE = "place"


# To be named in public as somebody who takes part: where colleagues look for a mentor, where they see their
# own programme, and in what is announced to many. In a place, somebody agrees to each post by itself.
IN_PUBLIC = (Use.FIND, Use.HOME, Use.ANNOUNCEMENTS)


@dataclass(frozen=True, slots=True)
class Consent:
    """Somebody's recorded yes to one use, by their own `act` ("story:12"). It holds until it is withdrawn.

    To be shown in a place is a yes to that place alone (`place_id`), and to the words of that act alone.
    """

    id: int
    person_id: int
    use: Use
    act: str
    given_at: datetime
    withdrawn_at: datetime | None = None
    place_id: int | None = None
