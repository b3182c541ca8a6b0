"""No way leads a coordinator to what others wrote for themselves: neither by what they see, nor by the records."""

import ast
import inspect
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from bot import routes
from bot.acts import Click, Heard
from bot.flows import find_flows
from bot.message import FileOf
from bot.people import Platform
from bot.records import Records
from bot.thoughts import Reflection
from tests.journeys.asking import number
from tests.journeys.reflecting import met, paired
from tests.stage import Actor, Stage, command

HOME = Path(__file__).parents[2]
MARKED = ("quillwort", "samphire", "tormentil")
# Whose rows may be touched without their owner: erased by age, by their own wish, or moved as two become one.
KEEPERS = {"reflections.py", "forgetting.py", "merging.py", "retention.py"}


def opening(kind: object) -> Iterator[tuple[str, object]]:
    """The methods of a Protocol of records by which one comes to a reflection."""
    for name, method in inspect.getmembers(kind, inspect.isfunction):
        returned = get_type_hints(method).get("return")
        if Reflection in (returned, *get_args(returned)):
            yield name, method


def test_every_way_to_a_reflection_asks_whose_it_is() -> None:
    books = get_type_hints(Records)
    ways = {
        f"{book}.{name}": list(inspect.signature(method).parameters)[1:2]  # type: ignore[arg-type]
        for book, kind in books.items()
        for name, method in opening(kind)
    }

    assert set(ways) == {f"reflections.{name}" for name in ("keep", "of", "on", "by", "shared_with")}
    assert ways.pop("reflections.keep") == ["reflection"], "it gives back what it was given"
    assert set(map(tuple, ways.values())) == {("person_id",)}


def test_nobody_in_the_core_asks_for_anothers() -> None:
    asked = {
        ast.unparse(call.args[0])
        for path in (HOME / "bot").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).rpartition(".")[0].endswith("records.reflections")
        and not ast.unparse(call.func).endswith(("keep", "ask", "keep_question"))
    }

    assert asked == {"visit.person.id"}


def test_only_its_own_room_and_those_who_erase_know_the_table() -> None:
    naming = {
        path.name
        for path in (HOME / "storage").glob("*.py")
        if "ReflectionRow" in path.read_text() or '"reflections"' in path.read_text()
    }

    assert naming == KEEPERS
    elsewhere = [*(HOME / "bot").rglob("*.py"), *(HOME / "handlers").rglob("*.py")]
    assert [path for path in elsewhere if "ReflectionRow" in path.read_text()] == []


@pytest.fixture
async def carla(stage: Stage, platforms: tuple[Platform, Platform]) -> Actor:
    """She coordinates. Ada and Grace have written; Ada has shared, and has begun another page."""
    here, there = platforms
    lisbon = {"zone": "Europe/Lisbon", "country": "PT"}
    carla = stage.person("Carla Mendes", here, level="5", **lisbon)
    ada = stage.person("Ada Pereira", there, level="3", **lisbon)
    grace = stage.person("Grace Whitfield", here, level="8", leader="yes", **lisbon)
    await stage.opens()
    await carla.types(command(carla, "admin"))
    pair = paired(stage, grace, ada)
    await met(stage, pair, 1)
    for one, word in zip((ada, grace), MARKED, strict=False):
        await one.presses("Write a reflection")
        await one.fills(text=f"A {word} of mine.")
    await ada.presses("Share this one")
    await ada.presses("Yes, send it")
    await met(stage, pair, 2)
    await ada.presses("Write a reflection")
    await ada.fills(text=MARKED[2], then="other")
    return carla


async def test_nothing_that_a_coordinator_can_open_press_or_read_has_a_word_of_it(
    stage: Stage, carla: Actor, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    ada, hers = number(stage, stage.actors["ada"]), number(stage, carla)
    with stage.onehour.ledger() as records:
        [entry] = records.reflections.by(ada)
        [account] = records.people.accounts(hers)
    bot, by = stage.onehour.bot, account.address
    shown = [
        str(bot.hear(Heard(by, f"{words}{rest}")))
        for words in find_flows().keys() - {"forget-me"}
        for rest in ("", " Ada Pereira", " journal", f" {entry.id}")
    ]
    shown += [
        str(bot.click(Click(by, action, subject)))
        for action in routes.CLICKS
        for subject in (str(entry.id), f"1:{entry.id}", f"person:{ada}")
    ]
    await stage.settles()
    for file in (FileOf(kind, str(one)) for kind in routes.FILES for one in (ada, hers)):
        made = stage.onehour.office.file(file, hers)
        shown.append(made.content.decode() if made else "")
    for words in ("admin", "admin people", "admin match", "admin audit", "home", "export"):
        await carla.types(command(carla, words))
    shown += [seen.text for seen in carla.seen] + [str(seen.entry.payload) for seen in carla.seen]
    with stage.onehour.ledger() as records:
        shown += [str(entry) for entry in records.audit.entries()]
    shown += [caplog.text, *capfd.readouterr(), stage.kept()]

    told = "\n".join(shown).casefold()
    assert [word for word in MARKED if word in told] == []
    assert "ada pereira" in told
    assert MARKED[0] in stage.actors["grace"].sees_words
