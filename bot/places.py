"""Where something can be said in public, what was said there, and who is shown in it: the nouns."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.people import Platform


@dataclass(frozen=True, slots=True)
class Place:
    """A channel where we may post, since somebody has let us in.

    `tenant` and `channel` are the platform's own names for it, `team` the one it belongs to, where there are
    teams; `route` is opaque to everybody but the platform's handler. At `left_at` we were put out again.
    """

    id: int
    platform: Platform
    tenant: str
    channel: str
    name: str
    team: str = ""
    route: str = ""
    left_at: datetime | None = None


class PostState(StrEnum):
    """The life of a post. What `STANDS` should have been changed, and its platform refuses that.

    `DROPPED`: it was never posted, and will not be. `SETTLED`: a coordinator has seen to what stood.
    """

    DUE = "due"
    POSTED = "posted"
    UNSURE = "unsure"
    REFUSED = "refused"
    DROPPED = "dropped"
    TAKEN_BACK = "taken_back"
    STANDS = "stands"
    SETTLED = "settled"


# What may stand somewhere for everybody to read.
SEEN = (PostState.POSTED, PostState.UNSURE, PostState.STANDS)


@dataclass(frozen=True, slots=True)
class Post:
    """Something said in a place, in the name of a coordinator (`by`): an announcement, or a showcase.

    `consents` are those without which it names somebody who may not be named; it is worded anew whenever it
    is sent or changed (`edits` counts how often that was owed). `platform_id` is how its platform calls it.
    """

    id: int
    place_id: int
    template: str
    by: int
    made_at: datetime
    line: str = ""
    programme_id: int | None = None
    campaign_id: int | None = None
    showcase_id: int | None = None
    state: PostState = PostState.DUE
    posted_at: datetime | None = None
    platform_id: str = ""
    consents: tuple[int, ...] = ()
    edits: int = 0


class ShowcaseState(StrEnum):
    """Where the wish to show somebody stands. Each but ASKED is their own act."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Showcase:
    """Somebody is asked whether they may be shown in a place, `why`, and with which words (`text`)."""

    id: int
    person_id: int
    place_id: int
    asked_by: int
    asked_at: datetime
    why: str
    text: str
    state: ShowcaseState = ShowcaseState.ASKED
    answered_at: datetime | None = None
