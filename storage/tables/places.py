"""Where we may post, what was posted, and who agreed to be shown."""

from datetime import datetime

from sqlalchemy import UniqueConstraint

from bot.people import Platform
from bot.places import PostState, ShowcaseState
from storage.columns import NUMBERED_ONCE, Base, choice, kept, number, one_from


class PlaceRow(Base, table=True):
    __tablename__ = "places"
    id: int = number()
    platform: Platform = choice(Platform, "platform")
    tenant: str
    channel: str
    name: str
    team: str
    route: str
    left_at: datetime | None
    __table_args__ = (UniqueConstraint("platform", "tenant", "channel"), NUMBERED_ONCE)


class ShowcaseRow(Base, table=True):
    """`why` and `text` are sealed: until somebody agrees, nobody else is to read them."""

    __tablename__ = "showcases"
    id: int = number()
    person_id: int = one_from("people", index=True)
    place_id: int = one_from("places")
    asked_by: int = one_from("people")
    asked_at: datetime
    why: str
    text: str
    state: ShowcaseState = choice(ShowcaseState, "state")
    answered_at: datetime | None


class PostRow(Base, table=True):
    __tablename__ = "posts"
    id: int = number()
    place_id: int = one_from("places", index=True)
    template: str
    by: int = one_from("people", index=True)
    made_at: datetime
    line: str
    programme_id: int | None = one_from("programmes")
    campaign_id: int | None = one_from("campaigns")
    showcase_id: int | None = one_from("showcases", index=True)
    state: PostState = choice(PostState, "state")
    posted_at: datetime | None
    platform_id: str
    consents: object = kept()
    edits: int
