"""Charts of the figures, and the same in words: what a picture shows is what its text says."""

from collections.abc import Callable, Mapping, Sequence

from bot.charts import Bar, Chart
from bot.facts import short
from bot.figures import BEFORE, REST, Figures, share
from bot.message import Fact, Say
from bot.plain import plain
from bot.ports import Visit
from bot.suppression import TOTAL

# So many lie in one picture; all of them are in the table.
MOST = 10

Words = Mapping[str, str]


def people(visit: Visit, figures: Figures) -> Chart:
    """Who takes part, and who has somebody."""
    words = visit.words("admin_report/people")
    counts = figures.people
    bars = [_counted(words, words[kind], counts[kind]) for kind in ("placed", "waiting", "guiding")]
    return _chart(visit, "admin_report/people", bars, whole=counts[TOTAL])


def meetings(visit: Visit, figures: Figures) -> Chart:
    """Hours that took place, month by month."""
    words = visit.words("admin_report/meetings")
    bars = [
        _counted(words, words[f"month_{month[5:]}"], count)
        for month, count in figures.meetings.items()
        if month not in (TOTAL, BEFORE)
    ]
    return _chart(visit, "admin_report/meetings", bars, upright=True)


def departments(visit: Visit, figures: Figures) -> Chart:
    """How many of each department take part."""
    words = visit.words("admin_report/departments")
    bars = []
    for one in figures.departments[:MOST]:
        of_hundred = share(one.part, one.people)
        told = words["hidden"]
        if of_hundred is not None:
            told = _filled(words["part"], part=one.part, people=one.people, share=of_hundred)
        bars.append(Bar(short(department_name(words, one.name)), of_hundred, told))
    return _chart(visit, "admin_report/departments", bars, whole=100)


def asks(visit: Visit, figures: Figures) -> Chart:
    """Where stands what was asked of leaders."""
    words = visit.words("admin_report/asks")
    states = [(state, count) for state, count in figures.asks.items() if state != TOTAL]
    bars = [_counted(words, words.get(f"state_{state}", state), count) for state, count in states[:MOST]]
    return _chart(visit, "admin_report/asks", bars)


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
    """The charts that have more to show than that nothing is there."""
    shows = {
        "people": figures.people.values(),
        "meetings": figures.meetings.values(),
        "departments": [one.part for one in figures.departments if one.people],
        "asks": figures.asks.values(),
    }
    return tuple(name for name, counts in shows.items() if any(counts))


def _chart(
    visit: Visit, template: str, bars: Sequence[Bar], *, whole: int | None = None, upright: bool = False
) -> Chart:
    told: tuple[Fact, ...] = tuple({"label": one.label, "told": one.told} for one in bars)
    message = visit.house.wording.say(Say(template, {"bars": told}), visit.language)
    dark = visit.records.reports.desk(visit.person.id).dark
    note = visit.words(template)["note"]
    return Chart(message.title, note, tuple(bars), plain(message), upright, whole, dark)


def _counted(words: Words, label: str, count: int | None) -> Bar:
    return Bar(label, count, words["hidden"] if count is None else str(count))


def _filled(words: str, **values: object) -> str:
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", str(value))
    return words
