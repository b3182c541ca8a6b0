"""What is said and asked: announcements, conversations begun, what we owe, what was heard."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, text
from sqlmodel import Field

from bot.asks import AskKind, AskState, CampaignState
from bot.post import NudgeState
from storage.columns import NUMBERED_ONCE, Base, BigId, choice, kept, number, one_from, partial

# a partial index serves only a query that repeats its condition word by word, so each is written once
OPEN = text("state in ('ready', 'leased')")
SENDING = text("state = 'sending'")
UNSURE = text("state = 'unsure'")
# what tells of the programme, and that nobody asked for
ANNOUNCED = text("unasked and substr(template, 1, 14) = 'announcements/'")


class CampaignRow(Base, table=True):
    __tablename__ = "campaigns"
    id: int = number()
    organisation_id: int = one_from("organisations")
    template: str
    audience: str
    sent_by: int = one_from("people")
    sent_at: datetime
    recipients: int
    programme_id: int | None = one_from("programmes")
    departments: object = kept()
    sites: object = kept()
    levels: object = kept()
    line: str
    state: CampaignState = choice(CampaignState, "state")
    due: datetime | None
    planned_to: int | None = Field(default=None, sa_type=BigId)
    left_out: object = kept()
    sequence: int
    cards: int


class OwnTextRow(Base, table=True):
    __tablename__ = "own_texts"
    id: int = number()
    organisation_id: int = one_from("organisations")
    name: str
    retired_at: datetime | None


class VersionRow(Base, table=True):
    __tablename__ = "own_text_versions"
    id: int = number()
    own_text_id: int = one_from("own_texts")
    number: int
    words: object = kept()
    audience: str
    written_at: datetime
    asks: bool
    buttons: object = kept()
    written_by: int | None = one_from("people")
    __table_args__ = (UniqueConstraint("own_text_id", "number"), NUMBERED_ONCE)


class AskRow(Base, table=True):
    __tablename__ = "asks"
    id: int = number()
    campaign_id: int | None = one_from("campaigns")
    person_id: int = one_from("people", index=True)
    asked_at: datetime | None
    state: AskState = choice(AskState, "state")
    answered_at: datetime | None
    kind: AskKind = choice(AskKind, "kind")
    until: datetime | None
    again: bool
    reminders: int
    wave: int
    line: str
    by: int | None = one_from("people")
    at: datetime | None
    place: str
    slots: object = kept()
    __table_args__ = (UniqueConstraint("campaign_id", "person_id"), NUMBERED_ONCE)


class AskStepRow(Base, table=True):
    __tablename__ = "ask_steps"
    id: int = number()
    ask_id: int = one_from("asks", index=True)
    by: int = one_from("people")
    kind: AskKind = choice(AskKind, "kind")
    what: str
    at: datetime


class DraftRow(Base, table=True):
    """`answers` is sealed: they may be a reflection in the making."""

    __tablename__ = "drafts"
    id: int = number()
    person_id: int = one_from("people")
    flow: str
    about: str
    answers: str
    begun_at: datetime | None
    __table_args__ = (UniqueConstraint("person_id", "flow", "about"), NUMBERED_ONCE)


class NudgeRow(Base, table=True):
    """`token`, `lease_until`, `looks` and when sending began (`begun_at`) are the outbox's own affair."""

    __tablename__ = "nudges"
    id: int = number()
    key: str = Field(unique=True)
    template: str
    to: int = one_from("people", index=True)
    due: datetime
    about: str
    facts: object = kept()
    expires: datetime | None
    unasked: bool
    state: NudgeState = choice(NudgeState, "state")
    reason: str
    tries: int
    account_id: int | None = one_from("accounts")
    platform_id: str
    token: str
    lease_until: datetime | None
    looks: int
    begun_at: datetime | None
    __table_args__ = (
        partial("ix_nudges_open", "due", "id", where=OPEN),
        partial("ix_nudges_open_about", "about", where=OPEN),
        partial("ix_nudges_sending", "lease_until", where=SENDING),
        partial("ix_nudges_unsure", "due", "id", where=UNSURE),
        partial("ix_nudges_announced", "begun_at", "to", where=ANNOUNCED),
        partial("ix_nudges_announced_about", "about", "state", "reason", where=ANNOUNCED),
        NUMBERED_ONCE,
    )


class HeardRow(Base, table=True):
    """The key of an event that was heard, and nothing of what it said."""

    __tablename__ = "heard"
    key: str = Field(primary_key=True)
    at: datetime = Field(index=True)
    __table_args__ = ()
