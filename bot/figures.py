"""Figures: how a programme goes, in numbers that tell of nobody; what would, is None (`bot.suppression`)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.asks import Ask, AskState
from bot.candidacy import placed
from bot.enrolment import MENTEES, active
from bot.goals import counted
from bot.leaders import by_state
from bot.model import PairState, Programme
from bot.people import Person
from bot.ports import Occasion
from bot.progress import LEAST_SHOWN, Figure, GoalState
from bot.pulses import figure_of
from bot.report_records import Held
from bot.suppression import LEAST, TOTAL, parts_shown, shown
from bot.waves import Overview
from bot.working_time import zone

# The smaller departments are one figure together: of few people each, they would be hidden for the most part.
LISTED = 40
# No department is called so: what comes in a file has no line breaks around it.
REST = "\n"
# Older months are one figure.
MONTHS = 12
BEFORE = "before"
_IN, _OUT = "in", "out"
_YES = (AskState.YES, AskState.DONE, AskState.THANKED)

Counts = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Department:
    """How many of its people take part, and how many there are.

    Its name is empty for those of none, and REST for all the smaller ones.
    """

    name: str
    part: int | None
    people: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """One programme in numbers. Of each kind, TOTAL is all of it.

    `people` who take part: mentors only (`guiding`), those who have somebody (`placed`), those who wait
    (`waiting`). `meetings` by month. `goals`: `done` and not. `leaders` of the whole company: `in` any
    programme and not. `asks`: leaders of whom something was asked or is planned to be, each where they stand.
    """

    programme: Programme
    people: Counts
    meetings: Counts
    goals: Counts
    departments: tuple[Department, ...]
    leaders: Counts
    asks: Counts
    informal: int | None
    pulse: Figure | None

    @property
    def looking(self) -> int | None:
        """How many look for somebody, or have one."""
        return _sum(self.people["placed"], self.people["waiting"])

    @property
    def matched(self) -> int | None:
        """How many of a hundred who look for somebody have one."""
        return share(self.people["placed"], self.looking)

    @property
    def agreed(self) -> int | None:
        """How many leaders said yes."""
        return _sum(*(self.asks[state] for state in _YES))

    @property
    def leading(self) -> int | None:
        """How many of a hundred leaders take part."""
        return share(self.leaders[_IN], self.leaders[TOTAL])


def share(part: int | None, whole: int | None) -> int | None:
    """Per cent, the nearest whole; None where either is not shown, or there is nobody."""
    return None if part is None or not whole else (200 * part + whole) // (2 * whole)


def figures_of(here: Occasion, programme: Programme) -> Figures:
    """Read them. People who have left the company are not counted."""
    records = here.records
    company = {one.id: one for one in records.crowd.everybody() if not (one.gone_at or one.outside)}
    part = {one.person_id: one for one in active(records, programme) if one.person_id in company}
    seeking = {number for number, one in part.items() if one.role in MENTEES}
    have_one = placed(records, programme) & seeking
    kinds = {"guiding": len(part) - len(seeking), "placed": len(have_one)}
    people = parts_shown(kinds | {"waiting": len(seeking - have_one)})
    informal = sum(
        one.informal and one.state is PairState.ACTIVE for one in records.pairs.in_programme(programme.id)
    )
    timezone = records.people.organisation().timezone
    return Figures(
        programme=programme,
        people=people,
        meetings=meetings(records.reports.held(programme.id), here.now, timezone),
        goals=_goals(here, programme),
        departments=under(people[TOTAL], departments(company.values(), part.keys())),
        leaders=_leaders(here, company.values()),
        asks=parts_shown(asks(company.values(), records.campaigns.asks())),
        informal=None if 0 < informal < LEAST else informal,
        pulse=figure_of(here, programme.id),
    )


def meetings(held: Iterable[Held], now: datetime, timezone: str) -> Counts:
    """By month, from the first of the last twelve in which anybody met to this one."""
    pairs: dict[str, list[int]] = defaultdict(list)
    newest = _month(now, timezone)
    oldest = _earlier(newest, MONTHS - 1)
    for one in held:
        month = _month(one.at, timezone)
        pairs[BEFORE if month < oldest else min(month, newest)].append(one.pair_id)
    first = min((month for month in pairs if month != BEFORE), default=newest)
    months = [month for n in range(MONTHS) if (month := _earlier(newest, MONTHS - 1 - n)) >= first]
    counts = {month: len(pairs[month]) for month in (BEFORE, *months)}
    # an hour is of two people: what is small is the number of pairs, not of hours
    if 0 < len(_among(pairs, counts)) < LEAST:
        return dict.fromkeys((*counts, TOTAL))
    few = [month for month in counts if 0 < len(set(pairs[month])) < LEAST]
    told = parts_shown(counts, few)
    # two months of the same two pairs are theirs as well when they are taken together
    while told[TOTAL] is not None and 0 < len(_among(pairs, hidden := _hidden(told))) < LEAST:
        rest = [month for month, count in counts.items() if count and month not in hidden]
        few.append(min(rest, key=lambda month: (counts[month], month)))
        told = parts_shown(counts, few)
    return told


def asks(company: Iterable[Person], asked: Iterable[Ask]) -> Mapping[str, int]:
    """How many leaders stand in each state; all states are there, those of nobody too."""
    found = by_state(Overview([one for one in company if one.leader], (), tuple(asked), {}))
    return {state.value: len(found[state]) for state in AskState}


def departments(company: Iterable[Person], part: Iterable[int]) -> tuple[Department, ...]:
    """The largest first. How many take part in all is told elsewhere, so it is known here."""
    everybody, inside = list(company), frozenset(part)
    listed = {name for name, _ in Counter(one.department for one in everybody).most_common(LISTED)} | {""}
    named = [(one.id, one.department if one.department in listed else REST) for one in everybody]
    sizes = Counter(name for _, name in named)
    joined = Counter(name for number, name in named if number in inside)
    table: dict[tuple[str, str], int] = {(TOTAL, _IN): sum(joined.values())}
    for name, size in sizes.items():
        # no department is called as the total is
        row = f"={name}"
        table |= {(row, _IN): joined[name], (row, _OUT): size - joined[name], (row, TOTAL): size}
    told = shown(table, known=[(TOTAL, _IN)])
    order = sorted(sizes, key=lambda name: (not name.strip(), -sizes[name], name))
    return tuple(Department(name, told[f"={name}", _IN], told[f"={name}", TOTAL]) for name in order)


def under(total: int | None, told: tuple[Department, ...]) -> tuple[Department, ...]:
    """The same, without who takes part where their total is not shown, which they would add up to."""
    return told if total is not None else tuple(replace(one, part=None) for one in told)


def _goals(here: Occasion, programme: Programme) -> Counts:
    found = counted(here, programme.id)
    done = found.get(GoalState.DONE)
    others = [one for state, one in found.items() if state is not GoalState.DONE]
    counts = {"done": done.count if done else 0, "open": sum(one.count for one in others)}
    # who has goals of two kinds is among both, so that the larger of them is the least there can be
    people = {"done": done.people if done else 0, "open": max((one.people for one in others), default=0)}
    few = [name for name, some in people.items() if 0 < some < LEAST_SHOWN]
    told = parts_shown(counts, few)
    return dict.fromkeys(told) if 0 < max(people.values()) < LEAST_SHOWN else told


def _hidden(told: Counts) -> Collection[str]:
    return [name for name, count in told.items() if count is None]


def _among(pairs: Mapping[str, Iterable[int]], months: Iterable[str]) -> Collection[int]:
    return {one for month in months for one in pairs.get(month, ())}


def _leaders(here: Occasion, company: Iterable[Person]) -> Counts:
    leaders = {one.id for one in company if one.leader}
    programmes = here.records.programmes.all()
    inside = {one.person_id for programme in programmes for one in active(here.records, programme)}
    return parts_shown({_IN: len(leaders & inside), _OUT: len(leaders - inside)})


def _sum(*counts: int | None) -> int | None:
    known = [one for one in counts if one is not None]
    return sum(known) if len(known) == len(counts) else None


def _month(at: datetime, timezone: str) -> str:
    return f"{at.astimezone(zone(timezone)):%Y-%m}"


def _earlier(month: str, months: int) -> str:
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 - months, 12)
    return f"{year:04}-{number + 1:02}"
