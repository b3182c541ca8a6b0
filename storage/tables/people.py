"""Who there is, and what people with rights did."""

from datetime import datetime, time

from sqlalchemy import UniqueConstraint, text
from sqlmodel import Field

from bot.people import Platform
from storage.columns import NUMBERED_ONCE, Base, BigId, choice, kept, maybe, number, one_from, partial

# a partial index serves only a query that repeats its condition word by word, so each is written once
HAS_EMAIL = text("email <> ''")
IS_OUTSIDE = text("outside <> ''")


class OrganisationRow(Base, table=True):
    __tablename__ = "organisations"
    id: int = Field(primary_key=True, sa_type=BigId, sa_column_kwargs={"autoincrement": False})
    name: str
    timezone: str
    country: str
    language: str
    domains: object = kept()
    keeps_months: int
    __table_args__ = ()


class PersonRow(Base, table=True):
    """`sought` holds the words by which somebody is looked for: name and address without case and accents.

    It is empty of whoever asked to be forgotten: such a row is nobody any more, and only holds up others. And
    of mentors from `outside`, whom nobody looks for.
    """

    __tablename__ = "people"
    id: int = number()
    organisation_id: int = one_from("organisations")
    name: str
    email: str
    title: str
    department: str
    location: str
    country: str
    timezone: str
    languages: object = kept()
    level: int | None
    leader: bool
    manager: str
    coordinator: bool
    opens: time
    closes: time
    announcements: bool
    paused_at: datetime | None
    paused_until: datetime | None
    gone_at: datetime | None
    sought: str
    nudges_on: Platform | None = maybe(Platform, "nudges_on")
    outside: str
    __table_args__ = (
        partial("uq_people_organisation_id_email", "organisation_id", "email", where=HAS_EMAIL, unique=True),
        partial("ix_people_outside", "id", where=IS_OUTSIDE),
        NUMBERED_ONCE,
    )


class PrefillRow(Base, table=True):
    __tablename__ = "prefills"
    person_id: int = one_from("people", primary_key=True)
    role: str
    capacity: int | None
    offers: object = kept()
    wants: object = kept()
    interests: object = kept()
    goals: str
    avoid: object = kept()
    __table_args__ = ()


class AccountRow(Base, table=True):
    __tablename__ = "accounts"
    id: int = number()
    person_id: int = one_from("people", index=True)
    platform: Platform = choice(Platform, "platform")
    tenant: str
    user: str
    locale: str
    route: str
    reachable: bool
    home: str
    apart: bool
    __table_args__ = (UniqueConstraint("platform", "tenant", "user"), NUMBERED_ONCE)


class AvoidRow(Base, table=True):
    """Whom somebody would rather not meet. `others` is sealed: it is the most private thing we keep."""

    __tablename__ = "avoids"
    person_id: int = one_from("people", primary_key=True)
    others: str
    __table_args__ = ()


class ForgottenRow(Base, table=True):
    """The keyed hash of an address whose owner asked to be forgotten, and nothing that leads back to them."""

    __tablename__ = "forgotten"
    mark: str = Field(primary_key=True)
    at: datetime
    __table_args__ = ()


class ConcernRow(Base, table=True):
    """`text` is sealed: one coordinator reads it, through us."""

    __tablename__ = "concerns"
    id: int = number()
    person_id: int = one_from("people", index=True)
    coordinator_id: int = one_from("people", index=True)
    text: str
    said_at: datetime
    seen_to_at: datetime | None


class LinkCodeRow(Base, table=True):
    __tablename__ = "link_codes"
    id: int = number()
    account_id: int = one_from("accounts", index=True)
    digest: str = Field(index=True)
    made_at: datetime
    used_at: datetime | None


class LinkTryRow(Base, table=True):
    __tablename__ = "link_tries"
    id: int = number()
    account_id: int = one_from("accounts", index=True)
    tried_at: datetime


class UploadRow(Base, table=True):
    """`content` is sealed: it is everybody's data at once."""

    __tablename__ = "uploads"
    id: int = number()
    person_id: int = one_from("people", index=True)
    name: str
    content: str
    sent_at: datetime


class DeskRow(Base, table=True):
    """How a coordinator reads reports, once they have chosen."""

    __tablename__ = "desks"
    person_id: int = one_from("people", primary_key=True)
    weekly: bool
    dark: bool
    __table_args__ = ()


class AuditRow(Base, table=True):
    __tablename__ = "audit"
    id: int = number()
    by: int = one_from("people")
    act: str
    on: str
    at: datetime
