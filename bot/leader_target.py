"""How many leaders take part, against the target: in all, by month and department."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.enrolment import active_among, open_programme
from bot.message import Fact
from bot.model import Enrolment, Programme
from bot.people import Person
from bot.ports import Visit
from bot.suppression import LEAST, parts_shown
from bot.working_time import local_day, month_day

MONTHS = 6
# In per cent.
ALL = 100


def share(programme: Programme, leaders: Sequence[Person], inside: Sequence[Enrolment]) -> dict[str, Fact]:
    """How many of the leaders take part; of too few, nothing is said."""
    return {
        "leaders": len(leaders),
        "inside": len(inside),
        "percent": percent(len(inside), len(leaders), programme.leader_target),
        "target": programme.leader_target,
        "enough": len(leaders) >= LEAST,
    }


def figures(visit: Visit, leaders: Sequence[Person], inside: Sequence[Enrolment]) -> dict[str, Fact]:
    """The same for whoever coordinates, with how it came about and where."""
    programme = open_programme(visit)
    target, today = programme.leader_target, local_day(visit.now, visit.person.zone)
    months: tuple[Fact, ...] = tuple(
        {"month": f"{month:%m}", "inside": count, "percent": percent(count, len(leaders), target)}
        for month, count in trend([one.consented_at for one in inside], today)
    )
    told = departments(leaders, inside)
    shown: tuple[Fact, ...] = tuple(
        {"name": name, "inside": count, "leaders": of, "percent": percent(count, of, target)}
        for name, (count, of) in sorted(told.items())
    )
    rest = len(leaders) - sum(of for _, of in told.values())
    return {**share(programme, leaders, inside), "months": months, "departments": shown, "rest": rest}


def leaders_here(visit: Visit) -> Sequence[Person]:
    """Every leader who is with the company."""
    return [one for one in visit.records.crowd.leaders() if one.gone_at is None]


def inside_among(visit: Visit, leaders: Sequence[Person]) -> Sequence[Enrolment]:
    """Those of them who take part in the programme in view."""
    return active_among(visit.records, open_programme(visit), [one.id for one in leaders])


def percent(count: int, of: int, target: int = ALL) -> int:
    """Rounded as usual, but neither the target nor all of them are said to be reached before they are."""
    if not of:
        return 0
    least, nearest = 100 * count // of, (200 * count + of) // (2 * of)
    return least if nearest > least and nearest in (target, ALL) else nearest


def trend(joined: Sequence[datetime], today: date, months: int = MONTHS) -> Sequence[tuple[date, int]]:
    """How many of those who take part today had joined by the end of each month, the last one being this."""
    first = today.replace(day=1)
    begins = [month_day(first, back) for back in range(1 - months, 1)]
    return [(one, sum(at.date() < month_day(one, 1) for at in joined)) for one in begins]


def departments(leaders: Sequence[Person], inside: Sequence[Enrolment]) -> Mapping[str, tuple[int, int]]:
    """How many take part of how many, by department, so that nothing is told of fewer than three.

    How many there are in all is known, so more is hidden where a small one could be subtracted from it.
    """
    theirs = {one.id: one.department for one in leaders}
    of = Counter(theirs.values())
    took = Counter(theirs[one.person_id] for one in inside)
    # no department is called as the total is
    told = parts_shown({f"={name}": count for name, count in of.items()})
    return {name: (took[name], count) for name, count in of.items() if told[f"={name}"] is not None}


def shown_to_all(visit: Visit) -> dict[str, Fact]:
    """What everybody sees at a glance: the share, where it is switched on and tells of nobody."""
    if not open_programme(visit).leaders_shown:
        return {"leader_share": None}
    leaders = leaders_here(visit)
    inside = inside_among(visit, leaders)
    told = parts_shown({"in": len(inside), "out": len(leaders) - len(inside)})
    tells = len(leaders) < LEAST or None in told.values()
    return {"leader_share": None if tells else share(open_programme(visit), leaders, inside)}
