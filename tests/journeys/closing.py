"""Two people whose months come to their end: the cast of the journeys of closing."""

from datetime import datetime, timedelta

from bot import pairs
from bot.endings import Ending
from bot.model import Enrolment, Meeting, MeetingState, Met, Pair, ProgrammeKind, Request, Role
from bot.people import Platform
from bot.ports import Visit
from tests.journeys.asking import NOON, number
from tests.journeys.programmes import opened
from tests.stage import Actor, Stage

LISBON = {"zone": "Europe/Lisbon", "country": "PT", "languages": "en"}


async def two(
    stage: Stage, platforms: tuple[Platform, Platform], locale: str = "en-GB"
) -> tuple[Actor, Actor]:
    """Ada, who learns, and Grace, who guides; Carla coordinates."""
    here, there = platforms
    stage.person("Carla Mendes", Platform.SLACK, level="4", **LISBON)
    ada = stage.person("Ada Pereira", here, level="3", locale=locale, **LISBON)
    grace = stage.person("Grace Whitfield", there, level="9", locale=locale, **LISBON)
    await stage.opens()
    return ada, grace


def programme_of(stage: Stage, kind: ProgrammeKind) -> int:
    """The first one; or one of another kind beside it."""
    beside = opened(stage, kind=kind)
    return 1 if kind is ProgrammeKind.TRADITIONAL else beside.id


def meet(stage: Stage, mentor: Actor, mentee: Actor, kind: ProgrammeKind = ProgrammeKind.TRADITIONAL) -> Pair:
    """Make them a pair, as if they had found each other: how they do is played elsewhere."""
    programme_id = programme_of(stage, kind)
    mentor_id, mentee_id = number(stage, mentor), number(stage, mentee)
    with stage.onehour.ledger() as records:
        sides = ((mentor_id, Role.MENTOR), (mentee_id, Role.MENTEE))
        for person_id, role in sides:
            side = Role.BOTH if kind is ProgrammeKind.PEER else role
            skill = ("law",)
            records.programmes.enrol(
                Enrolment(0, programme_id, person_id, side, NOON, 1, skill, skill, languages=("en",))
            )
        [account, *_] = records.people.accounts(mentor_id)
        bot = stage.onehour.bot
        visit = Visit(records.people.get(mentor_id), account, records, stage.clock.now(), bot.house)
        return pairs.begin(visit, Request(0, programme_id, mentee_id, mentor_id, stage.clock.now()))


def have_met(stage: Stage, pair: Pair, times: int, said: Met = Met.YES, first: int = 0) -> None:
    """So many of their hours, the last ones unless it is said from which on, have an answer from both."""
    first = first or pair.months - times + 1
    state = MeetingState.HELD if said is Met.YES else MeetingState.MISSED
    with stage.onehour.ledger() as records:
        for round_ in range(first, first + times):
            at = pair.started_at + timedelta(days=30 * (round_ - 1) + 1)
            records.meetings.propose(Meeting(0, pair.id, round_, (at,), state, at, None, said, said))


def ending(stage: Stage, pair: Pair) -> tuple[Ending | None, datetime | None]:
    """How it ended and when, if it has."""
    with stage.onehour.ledger() as records:
        found = records.pairs.of(pair.mentor_id, pair.id)
        return found.ending, found.ended_at
