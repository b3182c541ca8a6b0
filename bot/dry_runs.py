"""Dry runs: who would get an announcement, when, and who not and why, without writing to anybody."""

from bisect import insort
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.announcements import asking
from bot.asks import Audience
from bot.audiences import everyone, who
from bot.facts import mark
from bot.fatigue import PATIENCE, WINDOW, room_behind, tells
from bot.model import Programme
from bot.people import Person, Platform, Workday
from bot.ports import House
from bot.records import Records
from bot.working_time import is_working

SHOWN = 8
# Of so many one more or fewer makes another audience; of more, only whoever counts them would notice.
FEW = 50


class Left(StrEnum):
    """Why somebody of an audience gets nothing.

    `THEIRS`: they are away, or want no announcements. Which of both, nobody is told, not even by a number.
    `LATER`: they have asked to be asked again on a day that is yet to come.
    """

    THEIRS = "theirs"
    REFUSED = "refused"
    LATER = "later"
    CROWDED = "crowded"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Sending:
    """What somebody wants to announce to whom, and when it would begin."""

    template: str
    audience: Audience
    at: datetime


@dataclass
class DryRun:
    """What would become of it. `names` and `missed` are the first ones, by name.

    `quiet`: it is outside their hours then. `tired` have had as many announcements as one gets, and wait for
    room, until `room` at the latest.
    """

    by_platform: Counter[Platform] = field(default_factory=Counter)
    left_out: Counter[Left] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    quiet: int = 0
    tired: int = 0
    room: datetime | None = None
    numbers: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many would get it."""
        return self.by_platform.total()

    @property
    def seen(self) -> str:
        """A mark of who would get it: another for others, and of many for noticeably more or fewer."""
        if self.count <= FEW:
            return mark(self.numbers)
        return f"{self.count:.1e}"


def left_out(
    person: Person, ways: Mapping[int, tuple[Platform, ...]], unasked: Mapping[int, Left], now: datetime
) -> Left | None:
    """Why somebody gets no announcement just now; None for whoever does."""
    if person.is_away(now) or not person.announcements:
        return Left.THEIRS
    if person.id in unasked:
        return unasked[person.id]
    return None if person.id in ways else Left.UNREACHABLE


def unasked(records: Records, house: House, template: str, now: datetime) -> Mapping[int, Left]:
    """Whoever may not be asked by it, by number, and why: they have said no to all of it, or "not now"."""
    if template not in asking(records, house):
        return {}
    later, refused = records.campaigns.later(now), records.campaigns.refused()
    return {**dict.fromkeys(later, Left.LATER), **dict.fromkeys(refused, Left.REFUSED)}


def dry_run(records: Records, house: House, wanted: Sending, programme: Programme) -> DryRun:
    """Go through the audience as it is now. Everything is read at once, whatever its size."""
    run, belongs, ways = DryRun(), who(records, wanted.audience), records.crowd.ways()
    rest, hours = _Rest(records, house, wanted, programme), _Hours(programme, wanted.at)
    no = unasked(records, house, wanted.template, wanted.at)
    for person in filter(belongs, everyone(records)):
        why = left_out(person, ways, no, wanted.at) or rest.crowds_out(person.id)
        if why is None:
            _count(run, person, ways[person.id])
            run.quiet += not hours.work(person.workday)
            rest.count(run, person.id)
        else:
            run.left_out[why] += 1
            if why is Left.UNREACHABLE:
                _keep_first(run.missed, person.name)
    return run


def _count(run: DryRun, person: Person, ways: tuple[Platform, ...]) -> None:
    run.by_platform[person.nudges_on if person.nudges_on in ways else ways[0]] += 1
    _keep_first(run.names, person.name)
    if run.count <= FEW:
        run.numbers.append(person.id)


def _keep_first(names: list[str], name: str) -> None:
    insort(names, name)
    del names[SHOWN:]


class _Hours:
    """Who works at a moment: asked once of people who work alike."""

    def __init__(self, programme: Programme, at: datetime) -> None:
        self._programme = programme
        self._at = at
        self._known: dict[Workday, bool] = {}

    def work(self, workday: Workday) -> bool:
        """Whether somebody does, as far as the programme lets them be written to."""
        if workday not in self._known:
            here = workday.within(self._programme.opens, self._programme.closes)
            self._known[workday] = is_working(self._at, here)
        return self._known[workday]


class _Rest:
    """What everybody has had in the days before, and what is still to come before this."""

    def __init__(self, records: Records, house: House, wanted: Sending, programme: Programme) -> None:
        self._limit, self._at = programme.fatigue, wanted.at
        self._had: dict[int, list[datetime]] = {}
        self._before: Counter[int] = Counter()
        for person_id, begun in records.announced.begun_by_all(wanted.at - WINDOW):
            self._had.setdefault(person_id, []).append(begun)
        asks = asking(records, house)
        only_tells = tells(wanted.template, asks)
        for person_id, template in records.announced.waiting_by_all(wanted.at):
            self._before[person_id] += only_tells or not tells(template, asks)

    def crowds_out(self, person_id: int) -> Left | None:
        """Whether they would find no room in time."""
        room = self._room(person_id)
        return Left.CROWDED if room and room >= self._at + PATIENCE else None

    def count(self, run: DryRun, person_id: int) -> None:
        """Whether they would have to wait, and until when."""
        if room := self._room(person_id):
            run.tired += 1
            run.room = max(room, run.room or room)

    def _room(self, person_id: int) -> datetime | None:
        had, before = self._had.get(person_id, ()), self._before[person_id]
        if len(had) + before < self._limit:
            return None
        return room_behind(before, had, self._limit, self._at)
