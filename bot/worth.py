"""Worth: whether what is due is still worth sending, and whether this is the moment for it."""

from datetime import datetime, timedelta

from bot import scope
from bot.fatigue import TOO_MANY, room_for
from bot.people import Person, Workday
from bot.ports import NotNow, Visit
from bot.post import Nudge
from bot.working_time import DAY, is_working, next_working_moment

AN_HOUR = timedelta(hours=1)


class NotWorthIt(Exception):
    """It shall not be sent. The message is the reason, for coordinators to read."""


def must_suit(nudge: Nudge, person: Person, now: datetime) -> None:
    """As far as it depends on its reader alone. Raises NotWorthIt, and NotNow for another moment."""
    if nudge.expires and now >= nudge.expires:
        raise NotWorthIt("too late to be of use")
    if nudge.unasked and person.is_away(now):
        raise _waits_for(nudge, person, now)
    if nudge.tires and not person.announcements:
        raise NotWorthIt("asked for no announcements")
    if nudge.unasked:
        _must_work(person.workday, now)


def must_fit(visit: Visit, nudge: Nudge) -> None:
    """The same, as far as it depends on the programme that it is about."""
    programme = scope.programme_of(visit)
    if programme is None or not nudge.unasked:
        return
    _must_work(visit.person.workday.within(programme.opens, programme.closes), visit.now)
    if nudge.tires and (room := room_for(visit, nudge, programme.fatigue)):
        if nudge.expires and room >= nudge.expires:
            raise NotWorthIt(TOO_MANY)
        raise NotNow(room)


def _must_work(workday: Workday, now: datetime) -> None:
    if not is_working(now, workday):
        raise NotNow(next_working_moment(now, workday))


def _waits_for(nudge: Nudge, person: Person, now: datetime) -> Exception:
    """Whoever is away is asked again a day later, since they may come back sooner than they thought."""
    if nudge.is_announcement:
        return NotWorthIt("away")
    # an hour later than they come back: what has grown old is put in order first (`bot.pauses`)
    back = person.paused_until + AN_HOUR if person.paused_until else now + DAY
    return NotNow(min(back, now + DAY))
