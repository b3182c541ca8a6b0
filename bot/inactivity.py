"""Pairs of which nothing is heard any more: both are asked once, and then they are closed kindly.

The question takes the place of an invitation: of one that is due within a week of the ninetieth day, before
or after; else of the next, and then it waits for that one's day.
"""

from datetime import datetime, timedelta

from bot import planned_end
from bot.closing import finish, over
from bot.endings import Ending
from bot.facts import moment, person_facts
from bot.message import Say
from bot.model import MeetingState, Met, Pair, PairState
from bot.pairs import met_by, round_begins
from bot.planned_end import A_WEEK, QUIET, look_after, pair_of, wait_for_those_away
from bot.ports import Errand, NotNow, Occasion, Visit
from bot.post import Nudge
from bot.records import NotYours, id_in
from bot.running_groups import needs, part
from bot.silence import asks_instead
from bot.working_time import next_working_moment

NOTICE = "closing/quiet"
CLOSE = "inactivity.close"
# Why an invitation was not sent.
INSTEAD = "a question whether they go on came in its place"
# It is decided the evening before, after `bot.silence` has looked.
_THE_EVENING_BEFORE = timedelta(hours=12)


def last_sign(here: Occasion, pair: Pair) -> datetime:
    """When the two last did anything about their hours: an hour settled, held or answered for, or a press."""
    meetings = here.records.meetings.of_pair(pair.id)
    signs = [
        one.at
        for one in meetings
        if one.at
        and (
            one.state in (MeetingState.BOOKED, MeetingState.HELD)
            or {one.mentor_said, one.mentee_said} != {Met.UNSAID}
        )
    ]
    said = [one for one in (pair.goes_on_at, pair.touched_at) if one]
    return max([pair.started_at, *said, *signs])


def look(errand: Errand) -> None:
    """Nothing for ninety days: ask both. Otherwise look again when it would be so."""
    pair = pair_of(errand)
    wait_for_those_away(errand, pair)
    since = last_sign(errand, pair)
    number = _in_place_of(errand, pair, since + QUIET)
    begins = round_begins(errand, pair, number)
    evening = begins - _THE_EVENING_BEFORE
    at = since + QUIET if begins <= since + QUIET + A_WEEK else evening
    if min(at, evening) > errand.now:
        raise NotNow(min(at, evening))
    people = errand.records.people.some(pair.people).values()
    mornings = {one.id: next_working_moment(max(at, errand.now), one.workday) for one in people}
    errand.records.outbox.cancel(f"pair:{number}:{pair.id}", reason=INSTEAD)
    day, facts = f"{since:%Y-%m-%d}", {"since": since.isoformat()}
    errand.records.outbox.owe(
        Nudge(
            key=f"quiet:{pair.id}:{day}:{person_id}",
            template=NOTICE,
            to=person_id,
            due=due,
            about=f"pair:{pair.id}",
            facts=facts,
            unasked=True,
        )
        for person_id, due in mornings.items()
    )
    key, until = f"quiet-end:{pair.id}:{day}", max(mornings.values()) + A_WEEK
    errand.records.outbox.owe([Nudge(key, CLOSE, pair.people[0], until, f"ending:{pair.id}", facts)])


def _in_place_of(errand: Errand, pair: Pair, at: datetime) -> int:
    """The round whose invitation is left out for it. Raises NotYours where what follows next is the end."""
    for number in range(1, pair.rounds + 1):
        begins = round_begins(errand, pair, number)
        if begins > errand.now and begins >= at - A_WEEK and not asks_instead(errand, pair, number - 1):
            return number
    raise NotYours(errand.nudge.about)


def asked(visit: Visit, nudge: Nudge) -> Say | None:
    """Whether they go on; None once there was a sign."""
    pair = visit.records.pairs.of(visit.person.id, id_in(nudge.about))
    if pair.state is not PairState.ACTIVE or last_sign(visit, pair) > _since(nudge):
        return None
    return Say(
        NOTICE,
        {
            "to": person_facts(visit.person),
            "partner": met_by(visit, pair),
            "leaves": not needs(pair, visit.person.id),
            "since": moment(_since(nudge), visit.person),
            "pair": str(pair.id),
        },
    )


def close(errand: Errand) -> None:
    """A week later: closed kindly, unless there was a sign."""
    pair = pair_of(errand)
    wait_for_those_away(errand, pair)
    since = last_sign(errand, pair)
    if since > _since(errand.nudge):
        look_after(errand, pair, since)
    else:
        finish(errand, pair, Ending.INACTIVE)


def go_on(visit: Visit, subject: str) -> Say:
    """They do go on, one of them says."""
    pair = visit.records.pairs.of(visit.person.id, id_in(subject))
    active = pair.state is PairState.ACTIVE
    if active:
        planned_end.go_on(visit, pair)
    partner = met_by(visit, pair)
    return Say("closing/goes_on", {"partner": partner, "active": active, "pair": str(pair.id)})


def close_kindly(visit: Visit, subject: str) -> Say:
    """One of them would rather close it; of a group, a mentee goes alone. A second press says so again."""
    pair = planned_end.held(visit, visit.person.id, id_in(subject))
    if pair.informal:
        raise NotYours(subject)
    off = None
    if pair.state is PairState.ACTIVE and needs(pair, visit.person.id):
        off = finish(visit, pair, Ending.INACTIVE, visit.person)
    elif pair.state is PairState.ACTIVE:
        off = part(visit, pair, visit.person)
    return over(visit, pair.id, off)


def _since(nudge: Nudge) -> datetime:
    return datetime.fromisoformat(str(nudge.facts["since"]))
