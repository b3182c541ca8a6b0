"""What happens in a programme. This is the glossary: one word, one meaning, in every file, table and text."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from enum import StrEnum

from bot.endings import Ending
from bot.message import Facts, Raw
from bot.rhythm import Rhythm


class ProgrammeKind(StrEnum):
    """Who guides whom."""

    TRADITIONAL = "traditional"
    REVERSE = "reverse"
    PEER = "peer"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Programme:
    """A run of mentoring: how long one meeting takes, in what rhythm people meet, and for how many months.

    `purpose` says what it is for. Once it is closed nobody joins and nobody is matched; pairs go on. People
    are left alone before it `opens` and after it `closes` by their clock (None: by the hours each works), and
    get `fatigue` announcements in seven days, no more. Of the leaders, `leader_target` per cent shall take
    part; how many do is shown to everybody where that is switched on (`leaders_shown`).
    """

    id: int
    organisation_id: int
    name: str
    kind: ProgrammeKind = ProgrammeKind.TRADITIONAL
    minutes: int = 60
    months: int = 6
    purpose: str = ""
    closed_at: datetime | None = None
    rhythm: Rhythm = Rhythm.MONTH
    opens: time | None = None
    closes: time | None = None
    fatigue: int = 2
    leader_target: int = 20
    leaders_shown: bool = False


class Role(StrEnum):
    """How somebody takes part."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    BOTH = "both"


class EnrolmentState(StrEnum):
    """Whether somebody takes part. A pause is the person's, not the enrolment's: it holds everywhere."""

    ACTIVE = "active"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A Person in a Programme, by their own consent at `consented_at`.

    `capacity` is how many mentees they would guide; a mentee has one mentor at a time. `other_department` and
    `other_site` are wishes, not rules. A mentor who is not `listed` is matched, but not found by colleagues.
    """

    id: int
    programme_id: int
    person_id: int
    role: Role
    consented_at: datetime
    capacity: int = 0
    offers: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    goals: str = ""
    languages: tuple[str, ...] = ()
    state: EnrolmentState = EnrolmentState.ACTIVE
    interests: tuple[str, ...] = ()
    other_department: bool = False
    other_site: bool = False
    listed: bool = True


class ProposalState(StrEnum):
    """Where an offered match stands. `OFFERED` lasts until both have accepted or one has declined."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Answer(StrEnum):
    """What one side said to a proposal."""

    NONE = "none"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A match offered to both sides, with its score and its reasons, which a template puts into words.

    An `informal` one is mentoring that already happens: one side has said so, the other is asked to confirm.
    """

    id: int
    programme_id: int
    mentor_id: int
    mentee_id: int
    score: int
    reasons: tuple[Facts, ...]
    offered_at: datetime
    state: ProposalState = ProposalState.OFFERED
    mentor_said: Answer = Answer.NONE
    mentee_said: Answer = Answer.NONE
    informal: bool = False

    def role_of(self, person_id: int) -> Role:
        """As what somebody would be in this pair."""
        return Role.MENTOR if person_id == self.mentor_id else Role.MENTEE

    def partner_of(self, person_id: int) -> int:
        """Whom this person would meet."""
        return self.mentee_id if person_id == self.mentor_id else self.mentor_id

    def said_by(self, person_id: int) -> Answer:
        """What this person has answered."""
        return self.mentor_said if person_id == self.mentor_id else self.mentee_said

    def answered(self, person_id: int, answer: Answer) -> "Proposal":
        """The same with this person's answer."""
        if person_id == self.mentor_id:
            return replace(self, mentor_said=answer)
        return replace(self, mentee_said=answer)


class Verdict(StrEnum):
    """What a coordinator has decided about two people."""

    LOCKED = "locked"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Ruling:
    """Two people are a pair in every run of matching, or in none, because a coordinator (`by`) said so."""

    id: int
    programme_id: int
    mentor_id: int
    mentee_id: int
    verdict: Verdict
    by: int
    at: datetime


class Priority(StrEnum):
    """What comes first when a programme is matched. Nobody is left out for the last without need."""

    EVERYONE = "everyone"
    QUALITY = "quality"
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class Method:
    """How a programme is matched, and when matches were last published, by whom, and how often (`runs`).

    Below `floor` no pair is made where quality comes first. `weights` of parts of the score are the usual
    ones where they are not named. `late`: whoever joins later is offered matches without a question.
    """

    id: int
    programme_id: int
    priority: Priority = Priority.EVERYONE
    floor: int = 0
    weights: Mapping[str, int] = field(default_factory=dict)
    late: bool = False
    runs: int = 0
    published_at: datetime | None = None
    published_by: int | None = None


class RequestState(StrEnum):
    """Where a request stands.

    `WISHED`: a further choice, nobody has been asked. `WAITING`: the mentor has as many open ones as one
    person should; it is next when there is room. `OPEN`: the mentor is asked. `NOT_YET`: they will be asked
    again. `CLOSED`: nobody answered in time.
    """

    WISHED = "wished"
    WAITING = "waiting"
    OPEN = "open"
    NOT_YET = "not_yet"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CLOSED = "closed"
    CANCELLED = "cancelled"


# What a mentor has been asked and may still answer; and whatever is not settled yet.
ASKED = (RequestState.OPEN, RequestState.NOT_YET)
LIVE = (RequestState.WISHED, RequestState.WAITING, *ASKED)


class Declined(StrEnum):
    """Why a mentor said no, if they said why. Counted for the programme, never shown to the mentee."""

    UNSAID = "unsaid"
    NO_TIME = "no_time"
    OTHER_TOPIC = "other_topic"
    KNOWN = "known"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Request:
    """A mentee asks one particular mentor. `rank` orders the mentee's choices, the first is 1.

    `line` is a word to that mentor alone. `asked_at` starts the clocks; `again_at` is when the mentor who
    said "not yet" is asked again.
    """

    id: int
    programme_id: int
    mentee_id: int
    mentor_id: int
    made_at: datetime
    rank: int = 1
    line: str = ""
    state: RequestState = RequestState.OPEN
    asked_at: datetime | None = None
    again_at: datetime | None = None
    settled_at: datetime | None = None
    why: Declined = Declined.UNSAID


class PairState(StrEnum):
    """Whether a relationship is going on."""

    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Pair:
    """An active mentoring relationship. A group is a pair with several mentees.

    An `informal` one is only counted: nothing is planned for it, and it takes no place. It is `touched_at`
    when either side said that they are in touch; `silent_since` then, coordinators see that nobody meets.
    In an `external` one the mentor is no colleague. `goes_on_at` one of them last said that they go on.
    `months` and `rhythm` are those that its programme had when it began.
    """

    id: int
    programme_id: int
    mentor_id: int
    mentee_ids: tuple[int, ...]
    started_at: datetime
    months: int
    state: PairState = PairState.ACTIVE
    informal: bool = False
    ended_at: datetime | None = None
    touched_at: datetime | None = None
    silent_since: datetime | None = None
    external: bool = False
    ending: Ending | None = None
    goes_on_at: datetime | None = None
    rhythm: Rhythm = Rhythm.MONTH

    @property
    def rounds(self) -> int:
        """How many meetings it has, from the first to the last."""
        return self.rhythm.rounds(self.months)

    @property
    def people(self) -> tuple[int, ...]:
        """Everybody in it, the mentor first. One from outside is none of ours, and never written to."""
        return self.mentee_ids if self.external else (self.mentor_id, *self.mentee_ids)

    @property
    def is_group(self) -> bool:
        """Whether one mentor meets several mentees just now."""
        return len(self.mentee_ids) > 1

    def role_of(self, person_id: int) -> Role:
        """As what somebody is in this pair."""
        return Role.MENTOR if person_id == self.mentor_id else Role.MENTEE

    def partner_of(self, person_id: int) -> int:
        """Whom somebody meets: their mentor, or for a mentor the first mentee."""
        return self.mentee_ids[0] if person_id == self.mentor_id else self.mentor_id

    def met_by(self, person_id: int) -> tuple[int, ...]:
        """The same with every mentee of a mentor."""
        return self.mentee_ids if person_id == self.mentor_id else (self.mentor_id,)

    def partners_of(self, person_id: int) -> tuple[int, ...]:
        """The same without one from outside."""
        return () if self.external else self.met_by(person_id)


class MeetingState(StrEnum):
    """How far one hour has come."""

    PROPOSED = "proposed"
    BOOKED = "booked"
    HELD = "held"
    MISSED = "missed"


class Met(StrEnum):
    """What one person said when asked whether the hour took place."""

    UNSAID = "unsaid"
    YES = "yes"
    MOVED = "moved"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One round's hour of a pair. `round` counts from 1; `slots` are the beginnings that were proposed.

    Each time it is settled, moved or called off, `sequence` rises, at `changed_at`; `before` is when it was
    until then. Once settled it takes `minutes`. Of several mentees, `mentee_said` is what they said together.
    """

    id: int
    pair_id: int
    round: int
    slots: tuple[datetime, ...]
    state: MeetingState = MeetingState.PROPOSED
    at: datetime | None = None
    booked_by: int | None = None
    mentor_said: Met = Met.UNSAID
    mentee_said: Met = Met.UNSAID
    sequence: int = 0
    minutes: int = 0
    before: datetime | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A conversation somebody has begun: the submitted answers by name of page, and nothing else.

    `about` is what it concerns (a meeting's id), or empty. One person has one draft of each flow and subject.
    """

    id: int
    person_id: int
    flow: str
    about: str
    answers: Mapping[str, Mapping[str, Raw]] = field(default_factory=dict)
    begun_at: datetime | None = None
