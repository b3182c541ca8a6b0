"""First goals: what somebody said they want when they joined, to be made a goal of their pair by one tap."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.enrolment import role_in
from bot.facts import mark, short
from bot.model import Pair, PairState
from bot.people import Person
from bot.planned_end import over_on
from bot.ports import Visit
from bot.progress import Goal, GoalState
from bot.records import NotYours, id_in
from bot.working_time import local_day

# How many one person works towards in one pair.
MOST_OPEN = 10
LONGEST = 240
LONGEST_SIGN = 120
# Further ahead it is a wish; and within a year a day needs no year to be understood.
FURTHEST = timedelta(days=360)
OFFERED = 3
# Of a pair whose months are nearly over.
_A_MONTH = timedelta(days=30)


def wishes(visit: Visit, pair: Pair) -> Sequence[str]:
    """What this person would like to learn in it, as they joined, without what is a goal there already."""
    learns = visit.person.id in pair.mentee_ids or role_in(visit, pair, visit.person.id) == "peer"
    enrolment = visit.records.programmes.enrolment(pair.programme_id, visit.person.id)
    if enrolment is None or not learns or pair.state is not PairState.ACTIVE or pair.informal:
        return ()
    known = {goal.text for goal in own(visit, pair)}
    said = (short(line.strip(), LONGEST) for line in enrolment.goals.splitlines() if line.strip())
    return [one for one in dict.fromkeys(said) if one not in known][:OFFERED]


def address(wish: str, pair: Pair) -> str:
    """How a button names one of them, without its words."""
    return f"{mark(wish)}:{pair.id}"


def make(visit: Visit, subject: str) -> Pair:
    """Make one of them a goal, with the end of the pair's months as its day. Safe to repeat."""
    pair = visit.records.pairs.of(visit.person.id, id_in(subject))
    visit.records.goals.hold(visit.person.id, pair.id)
    wish = next((one for one in wishes(visit, pair) if address(one, pair) == subject), None)
    if wish and has_room(visit, pair):
        visit.records.goals.add(
            Goal(0, pair.id, visit.person.id, wish, "", _until(visit, pair), visit.now, visit.now)
        )
    elif wish is None and not any(address(goal.text, pair) == subject for goal in own(visit, pair)):
        raise NotYours(subject)
    return pair


def own(visit: Visit, pair: Pair) -> Sequence[Goal]:
    """This person's own goals there."""
    readable = visit.records.goals.in_pair(visit.person.id, pair.id)
    return [goal for goal in readable if goal.person_id == visit.person.id]


def has_room(visit: Visit, pair: Pair) -> bool:
    """Whether they may work towards one more there."""
    return sum(goal.state is GoalState.OPEN for goal in own(visit, pair)) < MOST_OPEN


def today(visit: Visit, person: Person | None = None) -> date:
    """The day it is for them."""
    return local_day(visit.now, (person or visit.person).zone)


def _until(visit: Visit, pair: Pair) -> date:
    end, here = local_day(over_on(pair, visit.person), visit.person.zone), today(visit)
    return min(max(end, here + _A_MONTH), here + FURTHEST)
