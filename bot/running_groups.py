"""Groups that go on: one more joins, one leaves, and the others meet as before."""

from datetime import datetime

from bot.cadence import keeps
from bot.facts import person_facts
from bot.message import Fact
from bot.model import MeetingState, Pair, PairState, Proposal, Request
from bot.pairs import introduction, invitation, put_off, whatever_is_owed
from bot.people import Person
from bot.ports import Occasion
from bot.post import Nudge
from bot.records import Records
from bot.waiting_list import found_a_mentor, make_room
from bot.working_time import next_working_moment

ALONE = "groups/one_left"


def of_mentor(records: Records, programme_id: int, mentor_id: int) -> Pair | None:
    """The group that somebody guides there just now, even if only one is left in it."""
    theirs = (
        pair
        for pair in records.pairs.pairs_of(mentor_id)
        if pair.programme_id == programme_id and pair.mentor_id == mentor_id
    )
    return next((pair for pair in theirs if pair.state is PairState.ACTIVE and not pair.informal), None)


def needs(pair: Pair, person_id: int) -> bool:
    """Whether the hour cannot be without somebody: a group meets without one of its mentees."""
    return not pair.is_group or person_id == pair.mentor_id


def join(here: Occasion, pair: Pair, agreed: Proposal | Request, by: int = 0) -> Pair:
    """One more is in it: introduced to the others, with the hours that are still to come."""
    joined = here.records.pairs.join(pair, agreed.mentee_id)
    newcomer = here.records.people.get(agreed.mentee_id)
    found_a_mentor(here, pair.programme_id, newcomer.id)
    make_room(here, pair.programme_id, pair.mentor_id)
    here.records.outbox.owe([introduction(here, joined, newcomer, by)])
    here.records.outbox.owe(
        Nudge(
            f"joined:{pair.id}:{newcomer.id}:{one}",
            "groups/joined",
            one,
            here.now,
            f"pair:{pair.id}",
            {"partner": person_facts(newcomer)},
            unasked=True,
        )
        for one in pair.people
    )
    _plan_for(here, joined, newcomer)
    return joined


def part(here: Occasion, pair: Pair, person: Person) -> datetime | None:
    """One of its mentees leaves; gives the settled hour that they miss by it. The others meet as before."""
    left = here.records.pairs.part(pair, person.id, here.now)
    meetings = here.records.meetings.of_pair(pair.id)
    for about in whatever_is_owed(here, pair):
        here.records.outbox.cancel(about, person.id, "has left the group")
    make_room(here, pair.programme_id, pair.mentor_id)
    tell_who_stays(here, left, person)
    booked = (one.at for one in meetings if one.state is MeetingState.BOOKED)
    return min((at for at in booked if at and at > here.now), default=None)


def tell_who_stays(here: Occasion, left: Pair, person: Person) -> None:
    """Kindly; once only one is left, the mentor is asked whether the two go on."""
    facts: dict[str, Fact] = {"partner": person_facts(person)}
    told = left.people if left.is_group else left.mentee_ids
    here.records.outbox.owe(
        Nudge(
            f"left-group:{left.id}:{person.id}:{one}",
            "groups/left",
            one,
            here.now,
            f"pair:{left.id}",
            {**facts, "guides": one == left.mentor_id},
            unasked=True,
        )
        for one in told
    )
    if not left.is_group:
        ask_who_stays(here, left, facts["partner"], str(person.id))


def ask_who_stays(here: Occasion, left: Pair, who_left: Fact, mark: str) -> None:
    """Whether the mentor and the last one go on as a pair."""
    last = here.records.people.get(left.mentee_ids[0])
    facts: dict[str, Fact] = {"partner": who_left, "last": person_facts(last), "pair": str(left.id)}
    key, about = f"left-alone:{left.id}:{mark}", f"pair:{left.id}"
    here.records.outbox.owe([Nudge(key, ALONE, left.mentor_id, here.now, about, facts, unasked=True)])


def _plan_for(here: Occasion, pair: Pair, person: Person) -> None:
    """Every round's nudge that is still to come, and that of this round while its hour is not settled."""
    settled = {
        one.round for one in here.records.meetings.of_pair(pair.id) if one.state is not MeetingState.PROPOSED
    }
    for number in range(1, pair.rounds + 1):
        planned = invitation(pair, person, number)
        if number in settled or planned.due + keeps(pair.rhythm) <= here.now:
            continue
        due = max(planned.due, next_working_moment(here.now, person.workday))
        here.records.outbox.owe([put_off(pair, planned, due)])
