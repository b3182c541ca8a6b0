"""Charts of the figures, and the same in words: what a picture shows is what its text says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.asks import AskState
from bot.charts import Bar, Chart
from bot.facts import short
from bot.figures import BEFORE, REST, Counts, Department, Figures, share
from bot.message import Fact, Facts, Say
from bot.model import ProgrammeKind
from bot.plain import plain
from bot.ports import Visit
from bot.suppression import TOTAL

# So many lie in one picture that it is still read where a chat shows it; all of them are in the table.
MOST = 8

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a chart shows, the facts of its finding, and how its bars are measured."""

    bars: Sequence[Bar]
    facts: Facts
    upright: bool = False
    whole: int | None = None


def people(visit: Visit, figures: Figures) -> Chart:
    """Who takes part, and who has somebody."""
    words, counts = visit.words("admin_report/people"), figures.people
    peers = figures.programme.kind is ProgrammeKind.PEER
    kinds = ("placed", "waiting") if peers else ("placed", "waiting", "guiding")
    bars = [_counted(words, words[kind], counts[kind]) for kind in kinds]
    facts: Facts = {
        "matched": told(counts["placed"]),
        "looking": told(figures.looking),
        "total": told(counts[TOTAL]),
        "peers": peers,
    }
    return _chart(visit, "admin_report/people", Shown(bars, facts, whole=counts[TOTAL]))


def meetings(visit: Visit, figures: Figures) -> Chart:
    """Hours that took place, month by month. The finding is about the last month that is over."""
    words = visit.words("admin_report/meetings")
    months = [(month[5:], count) for month, count in figures.meetings.items() if month not in (TOTAL, BEFORE)]
    bars = [_counted(words, words[f"month_{month}"], count) for month, count in months]
    (earlier, was), (last, held), (current, _) = (("", None), ("", None), *months)[-3:]
    facts: Facts = {
        "held": told(held),
        "was": told(was),
        "month": words.get(f"name_{last}", ""),
        "earlier": words.get(f"name_{earlier}", ""),
        "current": words[f"name_{current}"],
        "total": told(figures.meetings[TOTAL]),
    }
    return _chart(visit, "admin_report/meetings", Shown(bars, facts, upright=True))


def departments(visit: Visit, figures: Figures) -> Chart:
    """How many of each department take part."""
    words = visit.words("admin_report/departments")
    bars = []
    for one in figures.departments[:MOST]:
        of_hundred = _share(one)
        said = words["hidden"]
        if of_hundred is not None:
            said = _filled(words["part"], part=one.part, people=one.people, share=of_hundred)
        bars.append(Bar(short(department_name(words, one.name)), of_hundred, said))
    return _chart(visit, "admin_report/departments", Shown(bars, _widest(figures), whole=100))


def asks(visit: Visit, figures: Figures) -> Chart:
    """Where leaders stand of whom something was asked."""
    words = visit.words("admin_report/asks")
    states = [(state, count) for state, count in figures.asks.items() if state != TOTAL]
    bars = [_counted(words, words.get(f"state_{state}", state), count) for state, count in states[:MOST]]
    total, planned = figures.asks.get(TOTAL), figures.asks.get(AskState.PLANNED, 0)
    asked = None if total is None or planned is None else total - planned
    facts: Facts = {"agreed": told(figures.agreed), "asked": told(asked)}
    return _chart(visit, "admin_report/asks", Shown(bars, facts))


def _widest(figures: Figures) -> Facts:
    """Where least of them take part, and where most; nothing where that is not to be compared."""
    shares = {one.name: _share(one) for one in figures.departments if one.name.strip()}
    named = sorted((part, name) for name, part in shares.items() if part is not None)
    if not named or named[0][0] == named[-1][0]:
        return {"least": None, "most": None}
    ends: list[Fact] = [{"name": short(name), "share": part} for part, name in (named[0], named[-1])]
    return dict(zip(("least", "most"), ends, strict=True))


def told(count: int | None) -> int | str:
    """Empty for what is not shown."""
    return "" if count is None else count


def department_name(words: Words, name: str) -> str:
    """As its readers call it."""
    return words["rest"] if name == REST else name or words["none"]


CHARTS: Mapping[str, Callable[[Visit, Figures], Chart]] = {
    "people": people,
    "meetings": meetings,
    "departments": departments,
    "asks": asks,
}


def worth_drawing(figures: Figures) -> tuple[str, ...]:
    """The charts that have something to compare: two figures that are shown, and more than noughts."""
    return tuple(name for name, counts in _bars(figures).items() if _compares(counts))


def undrawn(figures: Figures) -> bool:
    """Whether there is a chart of which too little is left by what is hidden."""
    return any(None in counts and not _compares(counts) for counts in _bars(figures).values())


def _bars(figures: Figures) -> Mapping[str, Sequence[int | None]]:
    """What each chart would show."""
    months = {name: count for name, count in figures.meetings.items() if name != BEFORE}
    shares = [None if _share(one) is None else one.part for one in figures.departments[:MOST]]
    return {
        "people": _parts(figures.people),
        "meetings": _parts(months),
        "departments": shares,
        "asks": _parts(figures.asks),
    }


def _parts(counts: Counts) -> Sequence[int | None]:
    return [count for name, count in counts.items() if name != TOTAL]


def _compares(counts: Sequence[int | None]) -> bool:
    return any(counts) and sum(count is not None for count in counts) > 1


def _chart(visit: Visit, template: str, shown: Shown) -> Chart:
    """Its title says what is found, the first line of its text what is counted, and the rest each bar."""
    bars: tuple[Fact, ...] = tuple({"label": one.label, "told": one.told} for one in shown.bars)
    facts = {**shown.facts, "bars": bars, "hidden": any(one.value is None for one in shown.bars)}
    message = visit.house.wording.say(Say(template, facts), visit.language)
    note, *rest = plain(message).splitlines()
    alt = " ".join((f"{message.title}.", note, *rest))
    dark = visit.records.reports.desk(visit.person.id).dark
    return Chart(message.title, note, tuple(shown.bars), alt, shown.upright, shown.whole, dark)


def _share(one: Department) -> int | None:
    return share(one.part, one.people)


def _counted(words: Words, label: str, count: int | None) -> Bar:
    return Bar(label, count, words["hidden"] if count is None else str(count))


def _filled(words: str, **values: object) -> str:
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", str(value))
    return words
