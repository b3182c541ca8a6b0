"""The planned end of a pair: when it comes, what is owed about it from the start, and what they have had."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.cadence import over
from bot.model import MeetingState, Pair, PairState
from bot.people import Person
from bot.ports import Errand, NotNow, Occasion
from bot.post import Nudge
from bot.records import NotYours, id_in
from bot.working_time import DAY, next_working_moment

# The last word of a pair, and the errands about its end, by name.
MESSAGE = "closing/end"
END = "closing.end"
PLAN = "closing.plan"
LOOK = "inactivity.look"
# Whoever has not answered by then is at no fault, and the pair ends.
UNANSWERED = timedelta(days=14)
# So long without a sign, and both are asked whether they go on.
QUIET = timedelta(days=90)
A_WEEK = timedelta(days=7)
_A_MONTH = timedelta(days=30.44)


@dataclass(frozen=True, slots=True)
class Spent:
    """What a pair has had: meetings that were held, how many minutes that was, over how many months."""

    held: int
    minutes: int
    months: int


def over_on(pair: Pair, person: Person) -> datetime:
    """When the last round has had its time where somebody lives, whether or not they work then."""
    return over(pair.started_at, pair.rhythm, pair.rounds, person.zone)


def planned_on(pair: Pair, person: Person) -> datetime:
    """The working morning on which they hear that it is over."""
    return next_working_moment(over_on(pair, person), person.workday)


def plan_end(here: Occasion, pair: Pair) -> None:
    """Owe the last word to each, the end itself, and a look after the pair. Once for a number of months."""
    people = [here.records.people.get(person_id) for person_id in pair.people]
    ends = {person.id: planned_on(pair, person) for person in people}
    here.records.outbox.owe(
        Nudge(
            key=f"closing:{pair.id}:{person_id}:{pair.months}",
            template=MESSAGE,
            to=person_id,
            due=due,
            about=f"pair:{pair.id}",
            facts={"months": pair.months},
            unasked=True,
        )
        for person_id, due in ends.items()
    )
    about, last = f"ending:{pair.id}", max(ends.values()) + UNANSWERED
    facts = {"months": pair.months}
    key = f"ends:{pair.id}:{pair.months}"
    here.records.outbox.owe([Nudge(key, END, pair.people[0], last, about, facts)])
    look_after(here, pair, pair.goes_on_at or pair.started_at)


def look_after(here: Occasion, pair: Pair, since: datetime) -> None:
    """Owe one look at whether the two still meet, counted from the last sign of it.

    It comes early enough for the question to take the place of an invitation (`bot.inactivity`).
    """
    key, due = f"quiet:{pair.id}:{since:%Y-%m-%d}", since + QUIET - A_WEEK - DAY
    here.records.outbox.owe([Nudge(key, LOOK, pair.people[0], due, f"ending:{pair.id}")])


def planned(errand: Errand) -> None:
    """Plan the end of a pair that began before there was one."""
    plan_end(errand, pair_of(errand))


def held(here: Occasion, person_id: int, pair_id: int) -> Pair:
    """The gate; and nobody else changes how a pair there goes on before this transaction ends."""
    here.records.programmes.hold(here.records.pairs.of(person_id, pair_id).programme_id)
    return here.records.pairs.of(person_id, pair_id)


def pair_of(errand: Errand) -> Pair:
    """The pair that an errand is about; raises NotYours once it has ended."""
    pair = held(errand, errand.nudge.to, id_in(errand.nudge.about))
    if pair.state is not PairState.ACTIVE or pair.informal:
        raise NotYours(errand.nudge.about)
    return pair


def wait_for_those_away(here: Occasion, pair: Pair) -> None:
    """Raise NotNow while one of them is away: a pause is nobody's silence."""
    if any(here.records.people.get(one).is_away(here.now) for one in pair.people):
        raise NotNow(here.now + A_WEEK)


def hour_ahead(here: Occasion, pair: Pair) -> datetime | None:
    """The last hour that is settled and still to come."""
    meetings = here.records.meetings.of_pair(pair.id)
    return max((one.at for one in meetings if one.at and one.at > here.now), default=None)


def spent(here: Occasion, pair: Pair) -> Spent:
    """What the two have had until now, or until it ended."""
    meetings = here.records.meetings.of_pair(pair.id)
    held = sum(one.state is MeetingState.HELD for one in meetings)
    minutes = here.records.programmes.get(pair.programme_id).minutes
    months = round(((pair.ended_at or here.now) - pair.started_at) / _A_MONTH)
    return Spent(held, held * minutes, max(1, months))


def go_on(here: Occasion, pair: Pair) -> Pair:
    """Write down that the two go on, as one of them says or shows by coming back."""
    here.records.endings.go_on(pair.id, here.now)
    return replace(pair, goes_on_at=here.now)
