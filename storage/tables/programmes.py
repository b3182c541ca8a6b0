"""Programmes, who is in them, and what happens there."""

from datetime import datetime, time

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from bot.endings import Ending
from bot.model import (
    Answer,
    Declined,
    EnrolmentState,
    MeetingState,
    Met,
    PairState,
    Priority,
    ProgrammeKind,
    ProposalState,
    RequestState,
    Role,
    Verdict,
)
from bot.rhythm import Rhythm
from storage.columns import NUMBERED_ONCE, Base, choice, kept, maybe, number, one_from


class ProgrammeRow(Base, table=True):
    __tablename__ = "programmes"
    id: int = number()
    organisation_id: int = one_from("organisations")
    name: str
    kind: ProgrammeKind = choice(ProgrammeKind, "kind")
    minutes: int
    months: int
    purpose: str
    closed_at: datetime | None
    rhythm: Rhythm = choice(Rhythm, "rhythm")
    opens: time | None
    closes: time | None
    fatigue: int
    leader_target: int
    leaders_shown: bool


class ViewRow(Base, table=True):
    """Which programme somebody looks at, once they have looked at another than the first."""

    __tablename__ = "views"
    person_id: int = one_from("people", primary_key=True)
    programme_id: int = one_from("programmes")
    __table_args__ = ()


class EnrolmentRow(Base, table=True):
    __tablename__ = "enrolments"
    id: int = number()
    programme_id: int = one_from("programmes")
    person_id: int = one_from("people", index=True)
    role: Role = choice(Role, "role")
    consented_at: datetime
    capacity: int
    offers: object = kept()
    wants: object = kept()
    goals: str
    languages: object = kept()
    state: EnrolmentState = choice(EnrolmentState, "state")
    interests: object = kept()
    other_department: bool
    other_site: bool
    listed: bool
    __table_args__ = (UniqueConstraint("programme_id", "person_id"), NUMBERED_ONCE)


class ProposalRow(Base, table=True):
    __tablename__ = "proposals"
    id: int = number()
    programme_id: int = one_from("programmes", index=True)
    mentor_id: int = one_from("people")
    mentee_id: int = one_from("people")
    score: int = Field(sa_type=BigInteger)
    reasons: object = kept()
    offered_at: datetime
    state: ProposalState = choice(ProposalState, "state")
    mentor_said: Answer = choice(Answer, "mentor_said")
    mentee_said: Answer = choice(Answer, "mentee_said")
    informal: bool


class RulingRow(Base, table=True):
    __tablename__ = "rulings"
    id: int = number()
    programme_id: int = one_from("programmes")
    mentor_id: int = one_from("people")
    mentee_id: int = one_from("people")
    verdict: Verdict = choice(Verdict, "verdict")
    by: int = one_from("people")
    at: datetime
    __table_args__ = (UniqueConstraint("programme_id", "mentor_id", "mentee_id"), NUMBERED_ONCE)


class WishRow(Base, table=True):
    """One of those whom a mentor would like to guide; `place` keeps their order."""

    __tablename__ = "wishes"
    id: int = number()
    programme_id: int = one_from("programmes")
    person_id: int = one_from("people")
    other_id: int = one_from("people")
    place: int
    at: datetime
    __table_args__ = (UniqueConstraint("programme_id", "person_id", "other_id"), NUMBERED_ONCE)


class MethodRow(Base, table=True):
    __tablename__ = "methods"
    id: int = number()
    programme_id: int = one_from("programmes")
    priority: Priority = choice(Priority, "priority")
    floor: int
    weights: object = kept()
    late: bool
    runs: int
    published_at: datetime | None
    published_by: int | None = one_from("people")
    __table_args__ = (UniqueConstraint("programme_id"), NUMBERED_ONCE)


class RequestRow(Base, table=True):
    """`line` is sealed: it is a letter to one mentor."""

    __tablename__ = "requests"
    id: int = number()
    programme_id: int = one_from("programmes", index=True)
    mentee_id: int = one_from("people", index=True)
    mentor_id: int = one_from("people", index=True)
    made_at: datetime
    rank: int
    line: str
    state: RequestState = choice(RequestState, "state")
    asked_at: datetime | None
    again_at: datetime | None
    settled_at: datetime | None
    why: Declined = choice(Declined, "why")


class PairRow(Base, table=True):
    __tablename__ = "pairs"
    id: int = number()
    programme_id: int = one_from("programmes", index=True)
    mentor_id: int = one_from("people", index=True)
    started_at: datetime
    months: int
    state: PairState = choice(PairState, "state")
    informal: bool
    ended_at: datetime | None
    touched_at: datetime | None
    silent_since: datetime | None
    external: bool
    ending: Ending | None = maybe(Ending, "ending")
    goes_on_at: datetime | None
    rhythm: Rhythm = choice(Rhythm, "rhythm")


class PairMenteeRow(Base, table=True):
    """One mentee of a pair; `place` keeps their order. For one who `left_at` a moment, it has ended."""

    __tablename__ = "pair_mentees"
    pair_id: int = one_from("pairs", primary_key=True)
    person_id: int = one_from("people", primary_key=True, index=True)
    place: int
    left_at: datetime | None
    __table_args__ = ()


class MeetingRow(Base, table=True):
    __tablename__ = "meetings"
    id: int = number()
    pair_id: int = one_from("pairs")
    round: int
    slots: object = kept()
    state: MeetingState = choice(MeetingState, "state")
    at: datetime | None
    booked_by: int | None = one_from("people")
    mentor_said: Met = choice(Met, "mentor_said")
    mentee_said: Met = choice(Met, "mentee_said")
    sequence: int
    minutes: int
    before: datetime | None
    changed_at: datetime | None
    __table_args__ = (UniqueConstraint("pair_id", "round"), NUMBERED_ONCE)


class QuestionRow(Base, table=True):
    __tablename__ = "questions"
    id: int = number()
    person_id: int = one_from("people")
    meeting_id: int = one_from("meetings", index=True)
    prompt: str
    asked_at: datetime
    other: str
    skipped_at: datetime | None
    __table_args__ = (UniqueConstraint("person_id", "meeting_id"), NUMBERED_ONCE)


class VoiceRow(Base, table=True):
    """What one person said about one hour: one row for each of them."""

    __tablename__ = "voices"
    id: int = number()
    meeting_id: int = one_from("meetings")
    person_id: int = one_from("people", index=True)
    slot: datetime | None
    met: Met = choice(Met, "met")
    fine: bool
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"), NUMBERED_ONCE)


class ReflectionRow(Base, table=True):
    """`text` and `shared` are sealed: nobody reads them in the file, nor in a backup."""

    __tablename__ = "reflections"
    id: int = number()
    person_id: int = one_from("people")
    meeting_id: int = one_from("meetings", index=True)
    prompt: str
    text: str
    written_at: datetime
    shared: str
    shared_at: datetime | None
    __table_args__ = (UniqueConstraint("person_id", "meeting_id"), NUMBERED_ONCE)
