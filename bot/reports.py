"""Reports, for coordinators alone: what needs a decision today, then the figures, with charts and a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bot import digests
from bot.audit import note
from bot.decisions import decisions
from bot.enrolment import open_programme
from bot.facts import short
from bot.figures import Counts, Figures, figures_of
from bot.message import Attachment, Fact, FileOf, Say
from bot.model import Programme
from bot.ports import Visit
from bot.post import Nudge
from bot.printing import Printer
from bot.pulses import figures as pulse_of
from bot.records import NotYours, id_in
from bot.report_charts import CHARTS, department_name, told, undrawn, worth_drawing
from bot.report_table import rows
from bot.suppression import TOTAL

TODAY, FIGURES, PICTURES = "admin_report/today", "admin_report/figures", "admin_report/pictures"
CHART, TABLE = "chart", "report.csv"
SHOWN = 10


def ask(visit: Visit) -> Say:
    """Have both made by whoever sends what is due: to match and to draw may take longer than a chat waits."""
    programme = open_programme(visit)
    about, key = f"programme:{programme.id}", f"report:{visit.person.id}:{visit.now.isoformat()}"
    visit.records.outbox.owe(
        Nudge(f"{key}:{place}", template, visit.person.id, visit.now, about)
        for place, template in enumerate((TODAY, FIGURES), start=1)
    )
    note(visit, "report", about)
    digests.go_on(visit, visit.person)
    return Say("admin_report/on_its_way")


def decided(visit: Visit, nudge: Nudge) -> Say:
    """What waits, as it stands when it is read."""
    if not visit.coordinates:
        raise NotYours(nudge.about)
    return today(visit)


def today(visit: Visit, chosen: str = "") -> Say:
    """What waits for whoever reads it. `chosen` names what has just been chosen."""
    weekly = visit.records.reports.desk(visit.person.id).weekly
    return Say(TODAY, {**decisions(visit), "weekly": weekly, "note": chosen})


def weekly(visit: Visit, subject: str) -> Say:
    """A word on Monday mornings from now on, or none any more."""
    if not visit.coordinates:
        return Say("help/coordinators")
    wanted = subject == "on"
    desk = visit.records.reports.desk(visit.person.id)
    visit.records.reports.keep_desk(replace(desk, weekly=wanted))
    digests.go_on(visit, visit.person)
    return today(visit, "on" if wanted else "off")


def figures(visit: Visit, subject: str) -> Say:
    """Those of one programme; its charts follow."""
    if not visit.coordinates:
        return Say("help/coordinators")
    programme = visit.records.programmes.get(id_in(subject))
    _follow(visit, programme)
    return _figures(visit, figures_of(visit, programme))


def colours(visit: Visit, subject: str) -> Say:
    """Light or dark charts from now on ("dark:3"); those of that programme come again at once."""
    if not visit.coordinates:
        return Say("help/coordinators")
    programme = visit.records.programmes.get(id_in(subject))
    desk = visit.records.reports.desk(visit.person.id)
    visit.records.reports.keep_desk(replace(desk, dark=subject.startswith("dark")))
    _follow(visit, programme)
    return _figures(visit, figures_of(visit, programme))


def worded(visit: Visit, nudge: Nudge) -> Say:
    """The figures with their charts, as they stand when they are read."""
    found, every = _asked_for(visit, nudge)
    return replace(_figures(visit, found), files=_files(visit, found, every))


def pictured(visit: Visit, nudge: Nudge) -> Say:
    """The charts by themselves."""
    found, every = _asked_for(visit, nudge)
    facts: dict[str, Fact] = {
        "programme": found.programme.name,
        "charts": len(worth_drawing(found)),
        "undrawn": undrawn(found),
    }
    return Say(PICTURES, facts, _files(visit, found, every))


def chart(visit: Visit, subject: str) -> Attachment:
    """One chart as a picture ("meetings:3"), with its words. The gate: raises NotYours for others."""
    printer, name = _printer(visit), subject.partition(":")[0]
    if name not in CHARTS:
        raise NotYours(subject)
    return _chart(visit, printer, name, figures_of(visit, visit.records.programmes.get(id_in(subject))))


def table(visit: Visit, subject: str) -> Attachment:
    """The figures of every programme for a spreadsheet. The gate: raises NotYours for others."""
    del subject
    printer = _printer(visit)
    return _table(visit, printer, _every(visit))


CLICKS: Mapping[str, Callable[[Visit, str], Say]] = {
    "reports.figures": figures,
    "reports.colours": colours,
    "reports.weekly": weekly,
}
DUE: Mapping[str, Callable[[Visit, Nudge], Say | None]] = {
    TODAY: decided,
    FIGURES: worded,
    PICTURES: pictured,
    digests.WORD: digests.worded,
}
FILES: Mapping[str, Callable[[Visit, str], Attachment]] = {CHART: chart, TABLE: table}


def _printer(visit: Visit) -> Printer:
    if not visit.coordinates or visit.house.printer is None:
        raise NotYours("report")
    return visit.house.printer


def _every(visit: Visit) -> Sequence[Figures]:
    return [figures_of(visit, one) for one in visit.records.programmes.all()]


def _asked_for(visit: Visit, nudge: Nudge) -> tuple[Figures, Sequence[Figures]]:
    """Those of one programme, and of all of them; each is read once, however often it is shown."""
    if not visit.coordinates:
        raise NotYours(nudge.about)
    every, wanted = _every(visit), id_in(nudge.about)
    found = [one for one in every if one.programme.id == wanted]
    if not found:
        raise NotYours(nudge.about)
    return found[0], every


def _files(visit: Visit, found: Figures, every: Sequence[Figures]) -> tuple[Attachment, ...]:
    printer = visit.house.printer
    if printer is None:
        return ()
    charts = (_chart(visit, printer, name, found) for name in worth_drawing(found))
    return (*charts, _table(visit, printer, every))


def _chart(visit: Visit, printer: Printer, name: str, found: Figures) -> Attachment:
    """It is drawn later: that takes longer than a transaction should."""
    chart, of = CHARTS[name](visit, found), FileOf(CHART, f"{name}:{found.programme.id}")
    later = partial(printer.picture, chart)
    return Attachment(f"{name}.png", chart.title, "image/png", b"", of=of, alt=chart.alt, drawn=later)


def _table(visit: Visit, printer: Printer, every: Sequence[Figures]) -> Attachment:
    label, content = visit.words(FIGURES)["file"], printer.table(rows(every))
    return Attachment("report.csv", label, "text/csv", content, of=FileOf(TABLE, ""))


def _follow(visit: Visit, programme: Programme) -> None:
    dark = visit.records.reports.desk(visit.person.id).dark
    key = f"charts:{visit.person.id}:{programme.id}:{dark}:{visit.now.isoformat()}"
    visit.records.outbox.owe([Nudge(key, PICTURES, visit.person.id, visit.now, f"programme:{programme.id}")])


def _figures(visit: Visit, found: Figures) -> Say:
    programme = found.programme
    others: tuple[Fact, ...] = tuple(
        {"id": str(one.id), "name": short(one.name)}
        for one in visit.records.programmes.all()
        if one.id != programme.id
    )
    words = visit.words("admin_report/departments")
    departments: tuple[Fact, ...] = tuple(
        {"name": department_name(words, one.name), "part": told(one.part), "people": told(one.people)}
        for one in found.departments[:SHOWN]
    )
    facts: dict[str, Fact] = {
        "programme": programme.name,
        "id": str(programme.id),
        "kind": programme.kind.value,
        "people": _all(found.people),
        "matched": told(found.matched),
        "meetings": _all(found.meetings),
        "goals": _all(found.goals),
        "leaders": {**_all(found.leaders), "share": told(found.leading)},
        "asks": _stand(found.asks),
        "asks_shown": any(n is not None for state, n in found.asks.items() if state != TOTAL),
        "informal": told(found.informal),
        "departments": departments,
        "undrawn": undrawn(found),
        "more": max(0, len(found.departments) - SHOWN),
        "others": others[:SHOWN],
        "dark": visit.records.reports.desk(visit.person.id).dark,
        **pulse_of(visit, programme.id),
    }
    return Say(FIGURES, facts)


def _stand(asks: Counts) -> tuple[Fact, ...]:
    """Every state, or nothing where nobody was asked."""
    states = [(state, count) for state, count in asks.items() if state != TOTAL]
    nobody = all(count == 0 for _, count in states)
    return () if nobody else tuple({"state": state, "count": told(count)} for state, count in states)


def _all(counts: Counts) -> dict[str, Fact]:
    return {name or "total": told(count) for name, count in counts.items()}
