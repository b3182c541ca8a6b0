"""Pairs that are there already: as if both had been matched and had said yes, which is played elsewhere."""

from bot.enrolment import first_programme
from bot.model import Meeting, MeetingState, Pair, Proposal
from bot.office import Office
from bot.pairs import begin
from bot.ports import Visit
from tests.journeys.asking import person
from tests.stage import Actor, Stage


async def begin_a_pair(stage: Stage, mentor: Actor, mentee: Actor, programme_id: int | None = None) -> Pair:
    """Begin it now, with all that is owed from then on."""
    guiding, learning = person(stage, mentor), person(stage, mentee)
    with stage.onehour.ledger() as records:
        programme = programme_id or first_programme(records).id
        account = Office.account(records, learning)
        assert account
        visit = Visit(learning, account, records, stage.clock.now(), stage.onehour.bot.house)
        pair = begin(visit, Proposal(0, programme, guiding.id, learning.id, 1, (), stage.clock.now()))
    await stage.settles()
    return pair


def begin_a_group(stage: Stage, mentor: Actor, *mentees: Actor) -> Pair:
    """One mentor and several mentees."""
    guiding, learning = person(stage, mentor).id, tuple(person(stage, one).id for one in mentees)
    with stage.onehour.ledger() as records:
        programme = first_programme(records)
        return records.pairs.begin(Pair(0, programme.id, guiding, learning, stage.clock.now(), 6))


def met(stage: Stage, pair: Pair, number: int) -> None:
    """As if that month's hour had been settled, and were over now."""
    with stage.onehour.ledger() as records:
        known = [one for one in records.meetings.of_pair(pair.id) if one.round == number]
        meeting = known[0] if known else records.meetings.propose(Meeting(0, pair.id, number, ()))
        held = Meeting(meeting.id, pair.id, number, meeting.slots, MeetingState.HELD, stage.clock.now())
        records.meetings.keep(held)
