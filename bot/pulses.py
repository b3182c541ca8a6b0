"""The pulse: how useful somebody finds their pair, from 1 to 5, at day 30 and then every 60 days.

Nobody hears more for it than they would without. After a month with an hour it is a message of its own, with
five buttons. After a month without one the invitation to the next hour is all that they hear, so it has a
button that leads there (`waits`). One tap answers, and another changes it until the next pulse.

It goes by days, whatever the rhythm of the pair, and never comes after its last round has had its time.

One look ahead is owed for each pair, whatever its months are: it owes the next one as long as the pair goes
on, so that a pair that is extended goes on being asked, and one that has ended is not.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.enrolment import met_in, partners
from bot.facts import person_facts, told
from bot.message import Fact, Say
from bot.model import Pair, PairState
from bot.people import Person
from bot.planned_end import over_on
from bot.ports import Errand, Occasion, Visit
from bot.post import Nudge
from bot.progress import Figure, Pulse
from bot.records import NotYours, id_in
from bot.working_time import local_day, next_working_moment, opening

LOOK = "pulses.look"
ASKED = "pulses/asked"
SCORES = range(1, 6)
# What programmes aim for, on average.
AIM = 4
FIRST, EVERY = timedelta(days=30), timedelta(days=60)
# Asked later than this, it is no longer about that time.
KEEPS = timedelta(days=14)
# With an hour in so much time before it there may be a message more: a month, and holidays in between.
A_MONTH = timedelta(days=35)
# The invitation of that month comes up to so much sooner, and the next one when this is over: February.
_SOONER, _INVITATIONS_APART = timedelta(days=5), timedelta(days=28)


def plan(here: Occasion, pair: Pair) -> None:
    """Owe the first look at whether a pair is asked."""
    people = here.records.people.some(pair.people).values()
    here.records.outbox.owe([_look(pair, people, 1)])


def look(errand: Errand) -> None:
    """Owe the question to each of them, each in their own morning, and the next look."""
    pair = errand.records.pairs.of(errand.nudge.to, id_in(errand.nudge.about))
    if pair.state is not PairState.ACTIVE:
        return
    number = int(str(errand.nudge.facts["number"]))
    people = errand.records.people.some(pair.people).values()
    asked_then = (_question(pair, person, number) for person in people)
    questions = (one for one in asked_then if one)
    errand.records.outbox.owe([_look(pair, people, number + 1), *questions])


def asked(visit: Visit, nudge: Nudge) -> Say | None:
    """The question; None where they have answered, or hear of it with the next invitation."""
    pair = visit.records.pairs.of(visit.person.id, id_in(nudge.about))
    number = int(str(nudge.facts["number"]))
    if not _is_open(visit, pair, number) or _said(visit, pair, number) or not _have_met(visit, pair, number):
        return None
    return Say(ASKED, _facts(visit, pair, number))


def waits(visit: Visit, pair: Pair) -> bool:
    """Whether the invitation of this month leads to the pulse, which no message of its own asks for."""
    number = _number(pair, visit.person, visit.now + _SOONER)
    if number is None or _have_met(visit, pair, number) or _said(visit, pair, number):
        return False
    recent = _morning(pair, visit.person, number) > visit.now + _SOONER - _INVITATIONS_APART
    return recent and _is_open(visit, pair, number)


def current(visit: Visit, pair: Pair) -> Say | None:
    """The pulse that can be answered or changed just now, at their own wish; None before the first."""
    number = _number(pair, visit.person, visit.now + _SOONER)
    if number is None or not _is_open(visit, pair, number):
        return None
    score = _said(visit, pair, number)
    return _thanks(visit, pair, number, score) if score else Say(ASKED, _facts(visit, pair, number))


def give(visit: Visit, subject: str) -> Say:
    """Keep a score; another tap changes it until the next pulse."""
    score, _, rest = subject.partition(":")
    number = rest.partition(":")[0]
    pair = visit.records.pairs.of(visit.person.id, id_in(subject))
    if score not in map(str, SCORES) or number != str(_number(pair, visit.person, visit.now + _SOONER)):
        raise NotYours(subject)
    if not _is_open(visit, pair, int(number)):
        raise NotYours(subject)
    visit.records.pulses.give(Pulse(0, pair.id, visit.person.id, int(number), int(score), visit.now))
    return _thanks(visit, pair, int(number), int(score))


def figure_of(here: Occasion, programme_id: int) -> Figure | None:
    """What coordinators read of a programme; None from too few answers."""
    return here.records.pulses.figure(programme_id)


def figures(here: Occasion, programme_id: int) -> dict[str, Fact]:
    """The same as an average in tenths, or that there are too few answers."""
    return {"pulse": average(figure_of(here, programme_id)), "pulse_aim": AIM}


def average(figure: Figure | None) -> Fact:
    """An average in tenths, and of how many; None where there are too few answers."""
    if figure is None:
        return None
    tenths = (20 * figure.total + figure.people) // (2 * figure.people)
    return {"whole": tenths // 10, "tenths": tenths % 10, "people": figure.people}


def everything(visit: Visit) -> Fact:
    """All that they said, for themselves."""
    return tuple(
        {"with": partners(visit, one.pair_id), **told(visit.person, one, "number", "score", "at")}
        for one in visit.records.pulses.by(visit.person.id)
    )


def _look(pair: Pair, people: Collection[Person], number: int) -> Nudge:
    """At the first of their mornings."""
    due = min(_morning(pair, person, number) for person in people)
    key, about = f"pulse:{pair.id}:{number}", f"pulse:{pair.id}"
    return Nudge(key, LOOK, pair.people[0], due, about, {"number": number})


def _question(pair: Pair, person: Person, number: int) -> Nudge | None:
    due = _morning(pair, person, number)
    if due >= over_on(pair, person):
        return None
    return Nudge(
        key=f"pulse:{pair.id}:{number}:{person.id}",
        template=ASKED,
        to=person.id,
        due=due,
        about=f"pulse:{pair.id}",
        facts={"number": number},
        expires=min(due + KEEPS, over_on(pair, person)),
        unasked=True,
    )


def _thanks(visit: Visit, pair: Pair, number: int, score: int) -> Say:
    return Say("pulses/thanks", {**_facts(visit, pair, number), "score": str(score)})


def _facts(visit: Visit, pair: Pair, number: int) -> dict[str, Fact]:
    met = tuple(one.first_name for one in met_in(visit, pair, visit.person.id))
    return {
        "to": person_facts(visit.person),
        "with": met,
        "scores": tuple({"score": str(one), "subject": f"{one}:{number}:{pair.id}"} for one in SCORES),
    }


def _morning(pair: Pair, person: Person, number: int) -> datetime:
    """When somebody is asked: the first working morning from that day of the pair on, as they count days."""
    began = local_day(pair.started_at, person.zone)
    day = began + FIRST + (number - 1) * EVERY
    return next_working_moment(opening(day, person.workday), person.workday)


def _number(pair: Pair, person: Person, at: datetime) -> int | None:
    """The last pulse that has begun by then."""
    passed = at - pair.started_at - FIRST
    number = max(0, passed // EVERY + 2)
    while number and _morning(pair, person, number) > at:
        number -= 1
    return number or None


def _is_open(visit: Visit, pair: Pair, number: int) -> bool:
    goes_on = pair.state is PairState.ACTIVE and not pair.informal
    return goes_on and _morning(pair, visit.person, number) < over_on(pair, visit.person)


def _said(visit: Visit, pair: Pair, number: int) -> int:
    """What they have answered to it; 0 if nothing."""
    mine = visit.records.pulses.by(visit.person.id)
    return next((one.score for one in mine if (one.pair_id, one.number) == (pair.id, number)), 0)


def _have_met(visit: Visit, pair: Pair, number: int) -> bool:
    """Whether there was an hour in the time before, or is one settled ahead."""
    since = _morning(pair, visit.person, number) - A_MONTH
    return any(one.at and one.at >= since for one in visit.records.meetings.of_pair(pair.id))
