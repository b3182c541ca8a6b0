"""Pairs that have had hours: the cast of the journeys of reflecting."""

from collections.abc import Sequence
from datetime import timedelta

from bot.model import Meeting, MeetingState, Pair, ProgrammeKind
from bot.post import Nudge
from templates.library import Library
from tests.journeys.asking import number
from tests.journeys.programmes import SECOND, opened
from tests.stage import Actor, Stage

LIBRARY = Library()
AN_HOUR = timedelta(hours=1)


def paired(
    stage: Stage, mentor: Actor, *mentees: Actor, kind: ProgrammeKind = ProgrammeKind.TRADITIONAL
) -> Pair:
    """As if they had been matched: what people do for that is played elsewhere."""
    people = [number(stage, one) for one in (mentor, *mentees)]
    programme = opened(stage, f"{SECOND} {mentor.human.id}", kind)
    with stage.onehour.ledger() as records:
        began = stage.clock.now() - timedelta(days=30)
        return records.pairs.begin(Pair(0, programme.id, people[0], tuple(people[1:]), began, 6))


async def met(stage: Stage, pair: Pair, number: int = 1, *, asks: bool = True) -> Meeting:
    """They had that hour, and both are asked about it now, if it `asks`."""
    at = stage.clock.now() - AN_HOUR
    with stage.onehour.ledger() as records:
        meeting = records.meetings.propose(Meeting(0, pair.id, number, (at,), MeetingState.BOOKED, at))
    if asks:
        await _ask(stage, meeting, pair.people)
    return meeting


async def asks_after(stage: Stage, meeting: Meeting, *actors: Actor) -> None:
    """These are asked whether it took place."""
    await _ask(stage, meeting, [number(stage, one) for one in actors])


async def _ask(stage: Stage, meeting: Meeting, people: Sequence[int]) -> None:
    now, about = stage.clock.now(), f"meeting:{meeting.id}"
    with stage.onehour.ledger() as records:
        records.outbox.owe(
            Nudge(f"after:{meeting.id}:{one}", "meetings/after", one, now, about) for one in people
        )
    await stage.settles()


def questions(family: str, language: str = "en") -> set[str]:
    """What somebody of that role may be asked."""
    return set(LIBRARY.source(f"prompts/{family}", language).head["words"].values())


def asked_in(words: str, family: str, language: str = "en") -> str:
    """The one question of that family that stands in these words."""
    [found] = {one for one in questions(family, language) if one in words}
    return found
