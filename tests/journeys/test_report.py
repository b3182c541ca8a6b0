"""A coordinator's Monday: what needs a decision, the figures, charts and a table; and nobody else's."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import event

from bot.asks import AskState
from bot.charts import Chart
from bot.message import FileOf
from bot.people import Platform
from bot.report_records import Desk
from bot.trust import Concern
from handlers.charts.pictures import picture as drawn
from tests.journeys.asking import number, person
from tests.journeys.matching import read
from tests.journeys.programmes import SECOND, opened
from tests.journeys.reporting import (
    PRIVATE,
    Picture,
    asked_long_ago,
    has_gone_on,
    is_silent,
    leaders_said,
    pictures,
)
from tests.stage import Actor, Stage, command

FIGURES = "One hour a month in figures"
CHARTS = "The charts of One hour a month"
NEEDED = "3 things need you today"


@pytest.fixture
async def carla(stage: Stage, platform: Platform) -> Actor:
    carla = stage.person("Carla Mendes", platform, zone="Europe/Lisbon", country="PT", level="4")
    stage.person("Ada Pereira", platform, zone="Europe/Lisbon", country="PT", level="3", languages="en")
    await stage.opens()
    has_gone_on(stage)
    is_silent(stage)
    asked_long_ago(stage)
    return carla


def table(stage: Stage, actor: Actor) -> list[dict[str, str]]:
    file = stage.onehour.office.file(FileOf("report.csv", ""), number(stage, actor))
    assert file
    return list(csv.DictReader(io.StringIO(file.content.decode())))


def value(rows: list[dict[str, str]], figure: str, group: str = "") -> str:
    return next(row["value"] for row in rows if (row["figure"], row["group"]) == (figure, group))


async def test_what_needs_a_decision_comes_first_and_says_where_to_go(stage: Stage, carla: Actor) -> None:
    await carla.types(command(carla, "admin report"))

    told = read(carla, NEEDED)
    assert "Your report is on its way" in carla.has_heard
    assert [title for title in carla.has_heard if title in (NEEDED, FIGURES)] == [NEEDED, FIGURES]
    assert "4 mentees wait for a mentor" in told
    assert "1 pair has been silent for two hours in a row or more" in told
    assert "Engineering Number2" in told, "a silent pair is named, as it is in the menu"
    assert "1 request has had no answer for a week" in told
    assert {"Matching", "Announce", "Who and what", "Tell me every Monday"} <= set(carla.sees(NEEDED).buttons)


async def test_the_figures_tell_of_nobody(stage: Stage, carla: Actor) -> None:
    await carla.types(command(carla, "admin report"))

    told = read(carla, FIGURES)
    assert "14 take part: 5 have a mentor or are offered one, 4 wait, 5 are mentors only" in told
    assert "Match rate: 56% of those who look for somebody" in told
    assert "Meetings held: 14" in told
    assert "3.8 of 5 from 9 answers" in told
    assert "Goals: 10 set, 4 done" in told
    assert "Leaders of the whole company: 7 of 8 take part" not in told, "the one who does not is one"
    assert "Engineering: 5 of 9" in told
    assert "Legal: not shown" in told
    for words in (carla.sees_words, str(table(stage, carla))):
        assert PRIVATE not in words


async def test_charts_come_as_pictures_that_say_in_words_what_they_show(stage: Stage, carla: Actor) -> None:
    await carla.types(command(carla, "admin report"))

    shown = pictures(stage, carla)
    assert len(shown) == 3
    for picture in shown:
        assert picture.content.startswith(b"\x89PNG")
        assert max(picture.size) <= 1024, "Teams shows no more"
        assert len(picture.content) < 34 * 1024
        assert {(0, 114, 178), (255, 255, 255)} <= picture.colours, "blue on white"
    people, meetings, departments = (one.alt for one in shown)
    assert people == (
        "5 of 9 who look for a mentor are matched. 14 people take part. "
        "Matched, or offered a match: 5; Waiting for a match: 4; Mentors only: 5."
    )
    assert meetings.startswith("5 meetings in October, up from 4 in September. ")
    assert re.search(r"November is not over yet\. Sep: 4; Oct: 5; Nov: 5\.$", meetings)
    assert departments.startswith("From 50% in Finance to 56% in Engineering take part. ")
    assert "Engineering: 5 of 9 · 56%" in departments
    assert "Legal: not shown" in departments
    if carla.human.platform == "teams":
        entries = stage.playground.world.entries(carla.human.id)
        [asked] = [one for one in entries if "'kind': 'report.csv'" in str(one.payload)]
        await carla.side.presses(carla.human.id, asked.id, "accept")
    assert "report.csv" in str(stage.playground.world.entries(carla.human.id))


async def test_the_table_holds_the_same_figures_and_runs_in_no_spreadsheet(
    stage: Stage, carla: Actor
) -> None:
    rows = table(stage, carla)

    assert list(rows[0]) == ["programme", "figure", "group", "value"]
    assert value(rows, "people", "total") == "14"
    assert value(rows, "people", "waiting") == "4"
    assert value(rows, "matched_percent") == "56"
    assert value(rows, "meetings", "2026-10") == "5"
    assert value(rows, "department_taking_part", "Engineering") == "5"
    assert value(rows, "department_taking_part", "Legal") == "hidden"
    with stage.onehour.ledger() as records:
        for one in records.people.everybody():
            if one.department == "Finance":
                records.people.keep(replace(one, department="=HYPERLINK(1)"))
    assert value(table(stage, carla), "department_people", "'=HYPERLINK(1)") == "6"


async def test_leaders_are_counted_and_not_what_they_were_asked(stage: Stage, carla: Actor) -> None:
    yes, asked = (AskState.YES, AskState.YES), (AskState.ASKED,)
    leaders_said(stage, yes, yes, yes, asked, asked, asked)
    await carla.types(command(carla, "admin report"))

    told = read(carla, FIGURES)
    assert "each counted once: Planned: 0, No answer yet: 3, Seen, no answer yet: 0, Yes: 3, Done: 0" in told
    rows = table(stage, carla)
    states = [state.value for state in AskState]
    assert [value(rows, "asks", state) for state in states] == ["0", "3", "0", "3", "0", "0", "0", "0"]
    assert value(rows, "asks", "total") == "6"
    *_, chart = pictures(stage, carla)
    assert chart.alt.startswith("3 of 6 leaders who were asked said yes. Leaders, each counted once, ")
    assert "No answer yet: 3; Seen, no answer yet: 0; Yes: 3; Done: 0" in chart.alt


async def test_three_leaders_who_said_three_things_are_not_told_apart(stage: Stage, carla: Actor) -> None:
    leaders_said(stage, (AskState.YES, AskState.YES, AskState.YES), (AskState.THANKED,), (AskState.NOT_NOW,))
    await carla.types(command(carla, "admin report"))

    assert "each counted once: not shown" in read(carla, FIGURES)
    rows = table(stage, carla)
    assert {row["value"] for row in rows if row["figure"] == "asks" and row["group"] != "total"} == {"hidden"}


async def test_the_colours_are_a_coordinators_own_choice(stage: Stage, carla: Actor) -> None:
    await carla.types(command(carla, "admin report"))
    light = pictures(stage, carla)
    await carla.presses("In dark colours")

    dark = pictures(stage, carla)[len(light) :]
    assert CHARTS in carla.has_heard
    assert [one.alt for one in dark] == [one.alt for one in light]
    for picture in dark:
        assert {(86, 180, 233), (31, 31, 35)} <= picture.colours, "sky blue at night"
    await carla.presses("In light colours")
    again = pictures(stage, carla)[len(light) + len(dark) :]
    assert same(again, light), "the same bytes each time"


async def test_a_chart_without_anything_to_show_is_not_drawn(stage: Stage, platform: Platform) -> None:
    carla = stage.person("Carla Mendes", platform, zone="Europe/Lisbon", country="PT", level="4")
    await stage.opens()
    has_gone_on(stage, {"Legal": (4, 1, 1, 1)})
    leaders_said(stage, (AskState.YES,), (AskState.NO,))
    await carla.types(command(carla, "admin report"))

    told = read(carla, FIGURES)
    assert "Who takes part: not shown" in told
    assert "nor a chart of which next to nothing would be left" in told
    assert "admin match and admin leaders give names" in told
    assert pictures(stage, carla) == []
    await carla.presses("In dark colours")
    assert "There is none: next to nothing of the figures can be shown" in read(carla, CHARTS)
    assert "In light colours" in carla.sees(FIGURES).buttons
    assert pictures(stage, carla) == []
    entries = stage.playground.world.entries(carla.human.id)
    files = [one for one in entries if "report.csv" in str(one.payload)]
    assert len(files) == 2, "the table comes with either"
    assert value(table(stage, carla), "people", "total") == "hidden"


async def test_each_programme_has_its_own_figures(stage: Stage, carla: Actor) -> None:
    opened(stage)
    await carla.types(command(carla, "admin report"))
    await carla.presses(SECOND)

    told = read(carla, f"{SECOND} in figures")
    assert "0 take part" in told
    assert f"The charts of {SECOND}" in carla.has_heard
    assert {row["programme"] for row in table(stage, carla)} == {"One hour a month", SECOND, ""}


async def test_on_mondays_they_hear_only_when_something_needs_them(stage: Stage, carla: Actor) -> None:
    await carla.types(command(carla, "admin report"))
    await carla.presses("Tell me every Monday")
    assert "On Monday mornings I write to you" in read(carla, NEEDED)

    await stage.time_is("2026-11-30T08:59+00:00")
    assert [title for title in carla.has_heard if title.startswith("Your Monday")] == []
    await stage.time_is("2026-11-30T09:00+00:00")
    [monday] = [title for title in carla.has_heard if title.startswith("Your Monday")]
    assert "1 pair has been silent" in read(carla, monday)
    # the eighth of December is a holiday, the seventh is not
    await stage.time_is("2026-12-07T09:00+00:00")
    assert len([title for title in carla.has_heard if title.startswith("Your Monday")]) == 2
    await carla.presses("No more on Mondays")
    await stage.time_is("2026-12-15T09:00+00:00")
    assert len([title for title in carla.has_heard if title.startswith("Your Monday")]) == 1, (
        "one was changed"
    )
    assert "I write no more on Mondays" in carla.sees_words


async def test_nothing_is_written_on_a_monday_on_which_nothing_waits(
    stage: Stage, platform: Platform
) -> None:
    carla = stage.person("Carla Mendes", platform, zone="Europe/Lisbon", country="PT", level="4")
    await stage.opens()
    await carla.types(command(carla, "admin report"))
    assert "Nothing needs a decision today" in carla.has_heard
    await carla.presses("Tell me every Monday")
    await stage.time_is("2026-12-08T12:00+00:00")

    assert [title for title in carla.has_heard if title.startswith("Your Monday")] == []


async def test_a_word_in_confidence_waits_until_it_is_seen_to(stage: Stage, carla: Actor) -> None:
    ada = stage.actors["ada"]
    await ada.types(command(ada, "concern"))
    await ada.fills(text="It is too much for me")
    await carla.types(command(carla, "admin report"))
    assert "1 word in confidence to you alone waits" in read(carla, "4 things need you today")

    await carla.presses("I have seen to it")
    assert "I have seen to it" not in carla.sees("A word in confidence").buttons
    await stage.time_is("2026-11-23T14:31+00:00")
    await carla.types(command(carla, "admin report"))
    assert NEEDED in carla.has_heard
    hers, now = person(stage, ada), stage.clock.now()
    other = Concern(0, number(stage, carla), hers.id, "not yours", now)
    with stage.onehour.ledger() as records:
        kept = records.concerns.add(other)
    await carla.forges("concerns.see_to", str(kept.id))
    with stage.onehour.ledger() as records:
        assert records.reports.confided(hers.id) == 1, "only the one it was said to can say so"


async def test_nobody_else_sees_any_of_it(stage: Stage, carla: Actor) -> None:
    ada = stage.actors["ada"]
    await ada.types(command(ada, "admin report"))
    assert ada.has_heard[-1] == "That is for coordinators"

    for action, subject in (
        ("reports.figures", "1"),
        ("reports.colours", "dark:1"),
        ("reports.weekly", "on"),
        ("flow.begin", "admin report"),
    ):
        await ada.types(command(ada, "stop"))
        await ada.forges(action, subject)
        assert "Only the coordinators of the programme can do this" in ada.sees_words
        assert FIGURES not in ada.has_heard
    for file in (FileOf("report.csv", ""), FileOf("chart", "people:1")):
        assert stage.onehour.office.file(file, person(stage, ada).id) is None
    assert pictures(stage, ada) == []


async def test_a_report_speaks_german(stage: Stage, platform: Platform) -> None:
    carla = stage.person("Carla Mendes", platform, zone="Europe/Berlin", country="DE", locale="de-DE")
    await stage.opens()
    has_gone_on(stage)
    is_silent(stage)
    await carla.types(command(carla, "bericht"))

    assert "1 Tandem ist still" in read(carla, "2 Dinge brauchen dich heute")
    assert "14 machen mit: 5 haben eine:n Mentor:in" in read(carla, "One hour a month in Zahlen")
    alt = pictures(stage, carla)[0].alt
    assert alt == (
        "5 von 9, die jemanden suchen, sind vermittelt. 14 Personen machen mit. "
        "Vermittelt oder mit Vorschlag: 5; Warten noch: 4; Nur Mentor:innen: 5."
    )


def same(one: list[Picture], other: list[Picture]) -> bool:
    return [picture.content for picture in one] == [picture.content for picture in other]


def with_pictures_by(stage: Stage, picture: Callable[[Chart], bytes]) -> None:
    """Have charts drawn by somebody else."""
    house = stage.onehour.bot.house
    assert house.printer
    stage.onehour.bot.house = replace(house, printer=replace(house.printer, picture=picture))


async def test_nobody_waits_while_a_chart_is_drawn(stage: Stage, carla: Actor) -> None:
    """Others write in the meantime, which on SQLite nobody can while a transaction is open."""

    her = number(stage, carla)

    def slowly(chart: Chart) -> bytes:
        with stage.onehour.ledger() as records:
            records.reports.keep_desk(Desk(her, dark=chart.dark))
        return drawn(chart)

    with_pictures_by(stage, slowly)
    await carla.types(command(carla, "admin report"))

    assert len(pictures(stage, carla)) == 3


async def test_a_chart_that_cannot_be_drawn_holds_up_nothing(stage: Stage, carla: Actor) -> None:
    def refusing(chart: Chart) -> bytes:
        if chart.upright:
            raise ValueError(chart.title)
        return drawn(chart)

    with_pictures_by(stage, refusing)
    await carla.types(command(carla, "admin report"))

    assert FIGURES in carla.has_heard
    assert len(pictures(stage, carla)) == 2


async def test_however_many_charts_show_them_figures_are_read_once(stage: Stage, carla: Actor) -> None:
    asked: list[str] = []
    event.listen(stage.onehour.engine, "before_cursor_execute", lambda *said: asked.append(str(said[2])))

    await carla.types(command(carla, "admin report"))

    hours = [words for words in asked if "JOIN pairs" in words and "meetings.at IS NOT NULL" in words]
    assert len(hours) == 1, "one programme, one reading of its hours"
