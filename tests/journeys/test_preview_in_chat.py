"""Coordinators look ahead in chat: how many messages, which ones next, who would miss theirs; and nothing private."""

import asyncio
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Event

import pytest

from app import toolbox
from bot.message import FileOf
from bot.people import Platform
from bot.post import Nudge, NudgeState
from bot.previews import AGAIN, GIVEN_UP, MAKE, READY, TABLE
from bot.rehearsal import Rehearsal
from handlers.shell.main import main
from tests.journeys.test_forgetting import become_a_pair
from tests.stage import Actor, Stage, command

CARLA = "carla@hartwell.example"


@pytest.fixture
async def carla(stage: Stage, platform: Platform) -> Actor:
    """Who coordinates; Ada in Slack and Grace in Teams are a pair; nobody reaches Tom."""
    carla = stage.person("Carla Mendes", platform, zone="Europe/Lisbon", country="PT", level="4")
    ada = stage.person("Ada Pereira", Platform.SLACK, zone="America/New_York", level="3", languages="en")
    stage.person("Grace Whitfield", Platform.TEAMS, zone="Europe/London", level="9", languages="en")
    await stage.opens()
    await become_a_pair(stage, ada)
    return carla


async def looks_ahead(stage: Stage, carla: Actor, **answers: str) -> None:
    await carla.types(command(carla, "admin preview"))
    await carla.fills(**answers)
    await is_played(stage)


async def is_played(stage: Stage) -> None:
    """It is played in a thread of its own; what comes of it is sent by the heartbeat."""
    assert await asyncio.to_thread(stage.onehour.rehearsals.wait, 60)
    await stage.settles()


def owed(stage: Stage, template: str) -> Sequence[Nudge]:
    with stage.onehour.ledger() as records:
        hers = records.people.by_email(CARLA)
        assert hers
        return [one for one in records.outbox.owed_to(hers.id) if one.template == template]


def table(stage: Stage, email: str = CARLA) -> Sequence[Mapping[str, str]]:
    """The file that comes with it, for whoever asks for it."""
    with stage.onehour.ledger() as records:
        person = records.people.by_email(email)
        assert person
    file = stage.onehour.office.file(FileOf(TABLE, owed(stage, READY)[-1].key), person.id)
    return list(csv.DictReader(io.StringIO(file.content.decode()))) if file else ()


async def test_a_coordinator_hears_what_is_to_come_and_nothing_is_sent_to_anybody(
    stage: Stage, carla: Actor
) -> None:
    ada, grace = stage.actors["ada"], stage.actors["grace"]
    before = ada.has_heard, grace.has_heard

    await looks_ahead(stage, carla, months="2")

    assert "I am looking ahead" in carla.has_heard
    told = carla.seen[-1]
    assert told.title.endswith("messages to come")
    assert "2026-11-24 09:30 America/New_York: Ada Pereira, invitations to an hour" in told.text
    assert "2026-12" in told.text
    assert (ada.has_heard, grace.has_heard) == before
    rows = table(stage)
    assert f"{len(rows)} messages to come" == told.title
    assert {"An hour with Grace", "An hour with Ada"} <= {row["title"] for row in rows}
    assert "preview.csv" in str(stage.playground.world.entries(carla.human.id))


async def test_what_it_says_is_what_then_comes(stage: Stage, carla: Actor) -> None:
    ada = stage.actors["ada"]
    await looks_ahead(stage, carla, months="1", person="Ada")
    rows = table(stage)
    assert {row["email"] for row in rows} == {"ada@hartwell.example"}
    before = len(ada.has_heard)

    await stage.time_is("2026-12-23T09:00+00:00")

    told = [(row["kind"], row["title"]) for row in rows]
    heard = ada.has_heard[before:]
    assert len(heard) == len(told) > 2
    assert all(
        title == ("" if kind == "private" else one) for one, (kind, title) in zip(heard, told, strict=True)
    )


async def test_the_end_of_a_pair_is_told_as_what_it_is(stage: Stage, carla: Actor) -> None:
    await looks_ahead(stage, carla, months="8")

    rows = table(stage)
    ends = {row["title"] for row in rows if row["kind"] == "end"}
    assert {"Do you and Grace go on?", "Your hours with Ada have come to their end"} <= ends
    assert "words at the end of a pair" in carla.seen[-1].text
    silent = [row for row in rows if row["kind"] == "private"]
    assert {row["title"] for row in silent} <= {""}


async def test_what_is_private_stays_so(stage: Stage, carla: Actor) -> None:
    ada = stage.actors["ada"]
    await ada.types("/mentor pause 2 weeks")
    await ada.fills()

    await looks_ahead(stage, carla, months="1")

    rows = table(stage)
    private = [row for row in rows if row["kind"] == "private"]
    assert private, "she is welcomed back, which is nobody's affair"
    assert {row["title"] for row in private} == {""}
    for word in ("pause", "away", "back", "postponed", "text"):
        assert word not in str(rows).lower()
        assert word not in carla.sees("I am looking ahead").text.lower()


async def test_who_cannot_be_reached_is_counted_with_the_remedy(stage: Stage, carla: Actor) -> None:
    with stage.onehour.ledger() as records:
        graces = records.people.by_email("grace@hartwell.example")
        assert graces
        for account in records.people.accounts(graces.id):
            records.people.keep_account(replace(account, reachable=False))

    await looks_ahead(stage, carla, months="1")

    assert "1 person cannot be reached" in carla.seen[-1].text
    assert "have the onehour app installed" in carla.seen[-1].text


async def test_the_table_is_hers_alone_and_only_while_she_coordinates(stage: Stage, carla: Actor) -> None:
    await looks_ahead(stage, carla, months="1")
    assert table(stage)
    assert table(stage, "ada@hartwell.example") == ()

    ada = stage.actors["ada"]
    await ada.types("/mentor admin preview")
    assert ada.has_heard[-1] == "That is for coordinators"
    stage.onehour.bot.house = replace(stage.onehour.bot.house, admins=frozenset())
    assert table(stage) == ()


async def test_looking_is_written_down_and_a_number_out_of_range_refused(stage: Stage, carla: Actor) -> None:
    await carla.types(command(carla, "admin preview"))
    await carla.fills(months="13")
    assert "I am looking ahead" not in carla.has_heard
    await carla.fills(months="1", person="Grace")
    await is_played(stage)

    await carla.types(command(carla, "admin audit"))
    assert "Carla Mendes looked ahead for Grace Whitfield" in carla.sees("What coordinators did").text


async def test_a_preview_that_died_with_its_process_is_made_by_the_next(stage: Stage, carla: Actor) -> None:
    with nobody_plays(stage):
        await looks_ahead(stage, carla, months="1")
        assert owed(stage, READY) == []
    await stage.stops()
    await stage.starts()

    await stage.time_is(stage.clock.now() + AGAIN)
    await is_played(stage)

    assert len(owed(stage, READY)) == 1
    await stage.time_is(stage.clock.now() + AGAIN)
    assert [one.state for one in owed(stage, MAKE)] == [NudgeState.DONE]


async def test_what_cannot_be_played_is_said_so_and_not_tried_for_ever(stage: Stage, carla: Actor) -> None:
    with nobody_plays(stage):
        await looks_ahead(stage, carla, months="1")
        await stage.time_is(stage.clock.now() + GIVEN_UP + 2 * AGAIN)

    assert carla.has_heard[-1] == "I could not look ahead"
    assert [one.state for one in owed(stage, MAKE)] == [NudgeState.DONE]


async def test_whoever_comes_meanwhile_is_answered_and_a_second_look_waits_for_the_first(
    stage: Stage, carla: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsals, goes_on, playing = stage.onehour.rehearsals, Event(), list[str]()
    real = rehearsals._stage

    @contextmanager
    def slowly() -> Iterator[Rehearsal]:
        playing.append("one")
        assert len(playing) == 1, "one at a time"
        assert goes_on.wait(60)
        with real() as rehearsal:
            yield rehearsal
        playing.pop()

    monkeypatch.setattr(rehearsals, "_stage", slowly)
    for months in ("1", "2"):
        await carla.types(command(carla, "admin preview"))
        await carla.fills(months=months)
    await stage.actors["grace"].types("status")
    assert stage.actors["grace"].has_heard[-1] == "Where things stand"
    assert owed(stage, READY) == []

    goes_on.set()
    await is_played(stage)

    assert [one.facts["months"] for one in owed(stage, READY)] == [1, 2]


async def test_what_goes_wrong_while_it_is_played_is_said_so_at_once(
    stage: Stage, carla: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks() -> None:
        raise RuntimeError

    monkeypatch.setattr(stage.onehour.rehearsals, "_stage", breaks)

    await looks_ahead(stage, carla, months="1")

    assert carla.has_heard[-1] == "I could not look ahead"


async def test_the_shell_reads_beside_the_running_bot_and_says_what_then_comes(
    stage: Stage, carla: Actor, capsys: pytest.CaptureFixture[str]
) -> None:
    ada, grace = stage.actors["ada"], stage.actors["grace"]
    heard = {actor.human.email: Ear(actor) for actor in (ada, grace)}
    acts = stage.folder / "acts.csv"
    acts.write_text(
        "at,email,act,value,about\n"
        "2026-11-25T10:00,ada@hartwell.example,presses,#2,An hour with Grace\n"
        "2026-12-15T10:00,grace@hartwell.example,types,pause until 10 January,\n"
        "2026-12-15T10:01,grace@hartwell.example,fills,,\n"
    )
    tools = replace(toolbox(stage.environment), clock=stage.clock)
    assert await asyncio.to_thread(main, ["preview", "--csv", "--script", str(acts)], tools) == 0
    told = capsys.readouterr()
    assert "3 acts were played, 0 could not be" in told.err
    rows = [row for row in csv.DictReader(io.StringIO(told.out)) if row["state"] == "sent"]

    await stage.time_is("2026-11-25T15:00+00:00")
    for ear in heard.values():
        ear.listens()
    await ada.presses(list(ada.sees("An hour with Grace").buttons)[1])
    await stage.time_is("2026-12-15T10:00+00:00")
    await grace.types("pause until 10 January")
    await grace.fills()
    await stage.time_is("2027-05-23T09:00+00:00")

    for email, ear in heard.items():
        expected = [row["title"] for row in rows if row["email"] == email]
        assert len(expected) > 5
        assert [title for title in ear.listens() if title in expected] == expected


@dataclass
class Ear:
    """What somebody has heard from now on, by the titles that it had then: what is pressed becomes another."""

    actor: Actor
    titles: list[str] = field(default_factory=list)
    known: int = 0

    def __post_init__(self) -> None:
        self.known = len(self.actor.has_heard)

    def listens(self) -> list[str]:
        self.titles += self.actor.has_heard[self.known :]
        self.known = len(self.actor.has_heard)
        return self.titles


@contextmanager
def nobody_plays(stage: Stage) -> Iterator[None]:
    """As if the process died whenever it begins."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage.onehour.rehearsals, "begin", lambda _: None)
        yield
