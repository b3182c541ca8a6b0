"""The leaders' desk of a large company: it asks the records as often for many leaders as for a few."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

from bot.leaders import desk
from bot.message import Say
from bot.people import Account, Person, Platform
from bot.ports import Announcement, Visit
from bot.records import Records
from bot.waves import AUDIENCE, next_wave, overview, plan, start
from tests.journeys.asking import number
from tests.journeys.leading import LETTER, coordinator, leader
from tests.stage import Stage

MANY = 80


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that is executed meanwhile."""
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def visit_of(stage: Stage, records: Records, person_id: int) -> Visit:
    account = records.people.accounts(person_id)[0]
    person = records.people.get(person_id)
    return Visit(person, account, records, stage.clock.now(), stage.onehour.bot.house)


def ask(stage: Stage, carla: int, names: list[str]) -> None:
    """All of them are leaders of one wave, whose letters are on their way."""
    with stage.onehour.ledger() as records:
        visit = visit_of(stage, records, carla)
        home = visit.person.organisation_id
        some = [Person(0, home, one, f"{one}@hartwell.example".lower(), leader=True) for one in names]
        numbers = records.crowd.add(some).values()
        for each in numbers:
            records.people.add_account(Account(0, each, Platform.TEAMS, "T1", f"user-{each}"))
        plan(visit, dict.fromkeys(numbers, 1), "You first.")
        wave = next_wave(visit, overview(visit))
        assert wave
        assert len(wave.people) == len(names)
        start(visit, Announcement(LETTER, "Letter", AUDIENCE, asks=True), wave)


def drawn(stage: Stage, carla: int) -> tuple[Say, int]:
    with stage.onehour.ledger() as records, counted() as asked:
        said = desk(visit_of(stage, records, carla))
        return said, len(asked)


async def test_the_desk_asks_as_often_for_many_leaders_as_for_three(stage: Stage) -> None:
    carla = coordinator(stage)
    leader(stage, "Grace Hall", Platform.TEAMS)
    await stage.opens()
    one = number(stage, carla)
    ask(stage, one, ["Tom-Reed", "Maria-Lind"])
    _, few = drawn(stage, one)

    ask(stage, one, [f"Leader-{n}" for n in range(MANY - 3)])
    said, many = drawn(stage, one)

    assert said.facts["leaders"] == MANY
    assert many == few
