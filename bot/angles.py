"""Angles: which of the reasons for taking part is put to a leader, and because of what.

The clear ask stands in every letter. What else speaks for it differs from leader to leader: one thing that is
in it for themselves, then their own way of passing something on, their influence, or the support they get.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.model import Enrolment, ProgrammeKind
from bot.people import Person

# From so many people who report to them on, or from this level on, others look at what a leader does.
MANY = 5
SEEN = 8
# Whoever stands there hears few opinions that want nothing.
TOP = 9
MOST = 3


class Angle(StrEnum):
    """A move of a good pitch. The first three are what is in it for the reader."""

    CONNECTION = "connection"
    LEARNING = "learning"
    REFLECTION = "reflection"
    PAYING_FORWARD = "paying_forward"
    INFLUENCE = "influence"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class History:
    """What somebody has had to do with mentoring here, and how many people report to them.

    In a pair they have `learned` from somebody, or `guided` somebody; they have `put_off` what was asked.
    """

    learned: bool = False
    guided: bool = False
    put_off: bool = False
    reports: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """An angle, and why it suits this very person: the name of the sentence that says so."""

    angle: Angle
    because: str


@dataclass(frozen=True, slots=True)
class Leader:
    """All that the choice is made from."""

    person: Person
    enrolment: Enrolment | None
    history: History
    kind: ProgrammeKind

    @property
    def level(self) -> int:
        """Unknown is none."""
        return self.person.level or 0

    @property
    def is_new(self) -> bool:
        """Whether they have had nothing to do with it yet."""
        return not (self.enrolment or self.history.learned or self.history.guided)

    @property
    def guides(self) -> bool:
        """Whether it is the senior who gives the hour there; turned round, there is nothing to pass on."""
        return self.kind is not ProgrammeKind.REVERSE


Rule = tuple[Angle, str, Callable[[Leader], bool]]

# The first that holds is what is in it for them.
THEIRS: Sequence[Rule] = (
    (Angle.LEARNING, "turned_round", lambda one: not one.guides),
    (Angle.LEARNING, "wants", lambda one: bool(one.enrolment and one.enrolment.wants)),
    (Angle.REFLECTION, "top", lambda one: one.level >= TOP),
    (Angle.CONNECTION, "new", lambda one: one.is_new),
    (Angle.REFLECTION, "usual", lambda _: True),
)
# Of these, the first for each angle.
BESIDES: Sequence[Rule] = (
    (Angle.PAYING_FORWARD, "learned", lambda one: one.guides and one.history.learned),
    (Angle.PAYING_FORWARD, "guided", lambda one: one.guides and one.history.guided),
    (Angle.SUPPORT, "put_off", lambda one: one.history.put_off),
    (Angle.INFLUENCE, "reports", lambda one: one.history.reports >= MANY),
    (Angle.INFLUENCE, "level", lambda one: one.level >= SEEN),
    (Angle.SUPPORT, "usual", lambda _: True),
)


def angles(
    person: Person,
    enrolment: Enrolment | None,
    history: History,
    kind: ProgrammeKind = ProgrammeKind.TRADITIONAL,
) -> tuple[Chosen, ...]:
    """What to put to a leader, the most personal first: two or three things, each of another kind."""
    leader = Leader(person, enrolment, history, kind)
    theirs = next(_held(leader, THEIRS))
    besides: dict[Angle, Chosen] = {}
    for one in _held(leader, BESIDES):
        besides.setdefault(one.angle, one)
    return (theirs, *besides.values())[:MOST]


def _held(leader: Leader, rules: Sequence[Rule]) -> Iterator[Chosen]:
    return (Chosen(angle, because) for angle, because, holds in rules if holds(leader))
