"""How many leaders take part, against the target: in all, by month and department; and who is seen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.endings import Use
from bot.enrolment import active, open_programme
from bot.message import Fact
from bot.model import Enrolment, EnrolmentState
from bot.people import Person
from bot.ports import Visit
from bot.progress import LEAST_SHOWN
from bot.working_time import month_day, zone

MONTHS = 6
NAMED = 5


def share(visit: Visit) -> dict[str, Fact]:
    """How many of the leaders take part; of too few, nothing is said."""
    leaders, programme = leaders_here(visit), open_programme(visit)
    among = visit.records.programmes.enrolled_among(programme.id, [one.id for one in leaders])
    inside = [one for one in among if one.state is EnrolmentState.ACTIVE]
    return {
        "leaders": len(leaders),
        "inside": len(inside),
        "percent": percent(len(inside), len(leaders)),
        "target": programme.leader_target,
        "enough": len(leaders) >= LEAST_SHOWN,
    }


def figures(visit: Visit) -> dict[str, Fact]:
    """The same for whoever coordinates, with how it came about and where."""
    leaders = leaders_here(visit)
    numbers = {one.id for one in leaders}
    inside = [one for one in active(visit.records, open_programme(visit)) if one.person_id in numbers]
    today = visit.now.astimezone(zone(visit.person.zone)).date()
    months: tuple[Fact, ...] = tuple(
        {"month": f"{month:%Y-%m}", "inside": count, "percent": percent(count, len(leaders))}
        for month, count in trend([one.consented_at for one in inside], today)
    )
    told = departments(leaders, inside)
    shown: tuple[Fact, ...] = tuple(
        {"name": name, "inside": count, "leaders": of, "percent": percent(count, of)}
        for name, (count, of) in sorted(told.items())
    )
    rest = len(leaders) - sum(of for _, of in told.values())
    return {**share(visit), "months": months, "departments": shown, "rest": rest}


def leaders_here(visit: Visit) -> Sequence[Person]:
    """Every leader who is with the company."""
    return [one for one in visit.records.crowd.leaders() if one.gone_at is None]


def percent(count: int, of: int) -> int:
    """Rounded down, so that a target is never said to be reached before it is."""
    return 100 * count // of if of else 0


def trend(joined: Sequence[datetime], today: date, months: int = MONTHS) -> Sequence[tuple[date, int]]:
    """How many of those who take part today had joined by the end of each month, the last one being this."""
    first = today.replace(day=1)
    begins = [month_day(first, back) for back in range(1 - months, 1)]
    return [(one, sum(at.date() < month_day(one, 1) for at in joined)) for one in begins]


def departments(leaders: Sequence[Person], inside: Sequence[Enrolment]) -> Mapping[str, tuple[int, int]]:
    """How many take part of how many, by department, so that nothing is told of fewer than three.

    What is hidden is known together from the whole: so if that were fewer than three as well, the smallest of
    what could be shown is hidden with it.
    """
    theirs = {one.id: one.department for one in leaders}
    of = Counter(theirs.values())
    took = Counter(theirs[one.person_id] for one in inside)
    shown = {name for name, count in of.items() if name and count >= LEAST_SHOWN}
    hidden = len(leaders) - sum(of[name] for name in shown)
    for name in sorted(shown, key=lambda one: (of[one], one)):
        if not 0 < hidden < LEAST_SHOWN:
            break
        shown.discard(name)
        hidden += of[name]
    return {name: (took[name], of[name]) for name in shown}


def visible(visit: Visit) -> tuple[str, ...]:
    """Leaders who take part and have agreed, by an act of their own, to be named where colleagues look."""
    agreed = visit.records.crowd.leaders(visit.records.consents.standing(Use.FIND))
    here = [one for one in agreed if one.gone_at is None]
    among = visit.records.programmes.enrolled_among(open_programme(visit).id, [one.id for one in here])
    inside = {one.person_id for one in among if one.state is EnrolmentState.ACTIVE}
    return tuple(one.name for one in here if one.id in inside and one.id != visit.person.id)[:NAMED]


def shown_to_all(visit: Visit) -> dict[str, Fact]:
    """What everybody sees at a glance: the share, where it is switched on."""
    target = share(visit) if open_programme(visit).leaders_shown else {"enough": False}
    return {"leader_share": target if target["enough"] else None}
