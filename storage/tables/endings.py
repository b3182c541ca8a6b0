"""How pairs end, and what people consent to."""

from datetime import datetime

from sqlalchemy import UniqueConstraint

from bot.endings import ExtensionState, Use
from storage.columns import NUMBERED_ONCE, Base, choice, kept, number, one_from


class ClosingInterviewRow(Base, table=True):
    """`answers` is sealed: nobody reads them in the file, nor in a backup."""

    __tablename__ = "closing_interviews"
    id: int = number()
    pair_id: int = one_from("pairs", index=True)
    person_id: int = one_from("people")
    at: datetime
    answers: str
    brought: object = kept()
    __table_args__ = (UniqueConstraint("person_id", "pair_id"), NUMBERED_ONCE)


class ExtensionRow(Base, table=True):
    __tablename__ = "extensions"
    id: int = number()
    pair_id: int = one_from("pairs", index=True)
    person_id: int = one_from("people", index=True)
    months: int
    asked_at: datetime
    state: ExtensionState = choice(ExtensionState, "state")


class ConsentRow(Base, table=True):
    __tablename__ = "consents"
    id: int = number()
    person_id: int = one_from("people", index=True)
    use: Use = choice(Use, "use")
    act: str
    given_at: datetime
    withdrawn_at: datetime | None
    place_id: int | None = one_from("places")
