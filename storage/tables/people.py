"""Who there is, and what people with rights did."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, text
from sqlmodel import Field

from bot.people import Platform
from storage.columns import NUMBERED_ONCE, Base, BigId, choice, kept, number, one_from, partial

# a partial index serves only a query that repeats its condition word by word, so each is written once
HAS_EMAIL = text("email <> ''")


class OrganisationRow(Base, table=True):
    __tablename__ = "organisations"
    id: int = Field(primary_key=True, sa_type=BigId, sa_column_kwargs={"autoincrement": False})
    name: str
    timezone: str
    country: str
    language: str
    __table_args__ = ()


class PersonRow(Base, table=True):
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
    __table_args__ = (
        partial("uq_people_organisation_id_email", "organisation_id", "email", where=HAS_EMAIL, unique=True),
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
    __table_args__ = (UniqueConstraint("platform", "tenant", "user"), NUMBERED_ONCE)


class AuditRow(Base, table=True):
    __tablename__ = "audit"
    id: int = number()
    by: int = one_from("people")
    act: str
    on: str
    at: datetime
