"""Closing: the last word at the planned end, an end before it, and what whoever stays behind hears.

A pair ends when both have said that it is complete, two weeks after its planned end, or when one of them
closes it. No reason is asked, and none is passed on.
"""

from datetime import datetime

from bot.certificates import KIND as CERTIFICATE
from bot.endings import Ending
from bot.enrolment import only_matched, role_in
from bot.extending import may_ask
from bot.facts import moment, person_facts
from bot.leaving import wind_up
from bot.message import Fact, FileOf, Say
from bot.model import Pair, PairState, ProgrammeKind
from bot.pairs import met_by
from bot.people import Person
from bot.planned_end import (
    MESSAGE,
    UNANSWERED,
    held,
    hour_ahead,
    pair_of,
    planned_on,
    spent,
    wait_for_those_away,
)
from bot.plans import can_wait, hour
from bot.ports import Errand, NotNow, Occasion, Visit
from bot.post import Nudge
from bot.records import NotYours, id_in
from bot.second_role import second_role
from bot.working_time import DAY

OVER = "closing/over"
CLOSED = "close/closed"


def last_word(visit: Visit, nudge: Nudge) -> Say | None:
    """The message of the planned end; None when the pair has ended or goes on for longer.

    While an hour is still ahead, the end waits for it.
    """
    pair = visit.records.pairs.of(visit.person.id, id_in(nudge.about))
    if pair.state is not PairState.ACTIVE or nudge.facts["months"] != pair.months:
        return None
    if ahead := hour_ahead(visit, pair):
        raise NotNow(ahead + DAY)
    facts = {**_facts(visit, pair), "extends": may_ask(pair), **second_role(visit, pair)}
    return Say(MESSAGE, facts, files=_files(visit, pair))


def not_now(visit: Visit, subject: str) -> Say:
    """It is complete, and there is nothing to write about it. What was written before stays."""
    pair = held(visit, visit.person.id, id_in(subject))
    if pair.state is PairState.ACTIVE:
        if not has_come(visit, pair):
            raise NotYours(subject)
        visit.records.endings.complete(pair.id, visit.person.id, visit.now)
        settle(visit, pair)
    fresh = visit.records.pairs.of(visit.person.id, pair.id)
    return Say("closing/not_now", _facts(visit, fresh))


def has_come(visit: Visit, pair: Pair) -> bool:
    """Whether the planned end is there for this person, or the pair has ended anyhow."""
    return pair.state is PairState.ENDED or planned_on(pair, visit.person) <= visit.now


def settle(visit: Visit, pair: Pair) -> bool:
    """End it once everybody in it has said that it is complete, and say whether it has."""
    if pair.state is PairState.ENDED:
        return True
    people = [visit.records.people.get(person_id) for person_id in pair.people]
    # what was said at an earlier end, before they went on for some months, was about that one
    since = min(planned_on(pair, person) for person in people) - DAY
    said = visit.records.endings.said(pair.id)
    if not all(one.id in said and said[one.id] >= since for one in people):
        return False
    finish(visit, pair, Ending.COMPLETED, visit.person)
    return True


def ended(errand: Errand) -> None:
    """Two weeks after the planned end: unanswered is no fault, and the pair ends."""
    pair = pair_of(errand)
    if errand.nudge.facts["months"] != pair.months:
        raise NotYours(errand.nudge.about)
    wait_for_those_away(errand, pair)
    if ahead := hour_ahead(errand, pair):
        raise NotNow(ahead + UNANSWERED)
    finish(errand, pair, Ending.COMPLETED)


def close(visit: Visit, pair_id: int) -> Say:
    """End a pair because one of them says so; before its planned end it is complete as well."""
    pair = held(visit, visit.person.id, pair_id)
    off = None
    if pair.state is PairState.ACTIVE:
        early = not has_come(visit, pair)
        off = finish(visit, pair, Ending.EARLY if early else Ending.COMPLETED, visit.person)
    return Say(CLOSED, {"pair": str(pair.id), "off": hour(off, visit.person)})


def closed(visit: Visit, nudge: Nudge) -> Say:
    """What whoever closed it hears: thanks, and what they may take along."""
    return over(visit, int(str(nudge.facts["pair"])), nudge.facts["off"], CLOSED)


def told(visit: Visit, nudge: Nudge) -> Say:
    """What whoever did not close it hears."""
    return over(visit, id_in(nudge.about), nudge.facts["off"])


def over(visit: Visit, pair_id: int, off: Fact | datetime, template: str = OVER) -> Say:
    """That a pair has come to its end, and how; `off` is the settled hour that is off by it."""
    pair = visit.records.pairs.of(visit.person.id, pair_id)
    off = moment(off, visit.person) if isinstance(off, datetime) else off
    own = visit.records.endings.said(pair.id)
    facts = {**_facts(visit, pair), "off": off, "looked_back": visit.person.id in own}
    return Say(template, facts, files=_files(visit, pair))


def finish(here: Occasion, pair: Pair, ending: Ending, by: Person | None = None) -> datetime | None:
    """End it, and owe everybody but whoever did it the word; gives the settled hour that is off by this."""
    off = wind_up(here, pair, ending)
    for person in (here.records.people.get(one) for one in pair.people):
        if by is None or person.id != by.id:
            here.records.outbox.owe([_word(here, pair, person, off)])
    return off


def _word(here: Occasion, pair: Pair, person: Person, off: datetime | None) -> Nudge:
    return Nudge(
        key=f"over:{pair.id}:{person.id}",
        template=OVER,
        to=person.id,
        due=here.now,
        about=f"pair:{pair.id}",
        facts={"off": hour(off, person)},
        unasked=can_wait(here.now, person, off),
    )


def _facts(visit: Visit, pair: Pair) -> dict[str, Fact]:
    had = spent(visit, pair)
    programme = visit.records.programmes.get(pair.programme_id)
    was_group = programme.kind is ProgrammeKind.GROUP and pair.state is PairState.ENDED
    return {
        "to": person_facts(visit.person),
        # whoever has left a group sees it as a pair that has ended
        "partner": {**met_by(visit, pair), "group": pair.is_group or was_group},
        "seeks": not only_matched(programme),
        "role": role_in(visit, pair, visit.person.id),
        "reverse": programme.kind is ProgrammeKind.REVERSE,
        "held": had.held,
        "minutes": had.minutes,
        "months": had.months,
        "pair": str(pair.id),
        "over": pair.state is PairState.ENDED,
        "ending": (pair.ending or Ending.COMPLETED).value,
    }


def _files(visit: Visit, pair: Pair) -> tuple[FileOf, ...]:
    return (FileOf(CERTIFICATE, str(pair.id)),) if spent(visit, pair).held else ()
