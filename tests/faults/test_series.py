"""A bad day: killed again and again while a whole department joins."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.people import Platform
from bot.post import NudgeState
from storage.columns import table_of
from storage.database import open_for_reading
from storage.tables import NudgeRow, PersonRow
from tests.faults.outside import (
    FIRST_PAGE,
    SECOND_PAGE,
    Outside,
    answers_the_first_page,
    answers_the_last_page,
    answers_the_second_page,
    begins,
    welcomes,
)
from tests.faults.process import until
from tests.stage import Actor

pytestmark = pytest.mark.faults

SEED = 20261123
KILLS = 6
NAMES = "Amara Bruno Chidi Dana Emil Farah Goran Hana Ines Jonas Keiko Luis Mara Nils Olga".split()
PAGES = 3
NUDGES, PEOPLE = table_of(NudgeRow), table_of(PersonRow)


class Department:
    """Its people join side by side, and none of them gives up."""

    def __init__(self, outside: Outside, chance: random.Random) -> None:
        self._outside = outside
        self._chance = chance
        self._pages_done = 0

    @property
    def people(self) -> Sequence[Actor]:
        return tuple(self._outside.actors.values())

    async def joins(self) -> None:
        killing = asyncio.create_task(self._is_disturbed())
        await asyncio.gather(*(self._joins(person) for person in self.people))
        await killing

    async def _joins(self, person: Actor) -> None:
        """Whatever does not go through is tried again; who has sent the last page is done when it closes."""
        while not person.form:
            await begins(person)
            await self._hesitates()
        while FIRST_PAGE in person.form_text:
            await answers_the_first_page(person)
            await self._hesitates()
        self._pages_done += 1
        while SECOND_PAGE in person.form_text:
            await answers_the_second_page(person)
            await self._hesitates()
        self._pages_done += 1
        while person.form:
            await answers_the_last_page(person)
            await self._hesitates()
        self._pages_done += 1

    async def _hesitates(self) -> None:
        await asyncio.sleep(self._chance.uniform(0.02, 0.1))

    async def _is_disturbed(self) -> None:
        """Kills at chosen degrees of progress, which fall anywhere into what else is under way."""
        for done in sorted(self._chance.sample(range(1, PAGES * len(self.people)), KILLS)):
            await until(lambda so_far=done: self._pages_done >= so_far, self._outside.served.log)  # type: ignore[misc]
            await self._outside.is_killed_and_restarted()


@pytest.fixture
async def outside(tmp_path: Path) -> AsyncIterator[Outside]:
    outside = Outside(tmp_path)
    for number, name in enumerate(NAMES):
        outside.person(f"{name} Costa", list(Platform)[number % 2])
    await outside.opens()
    yield outside
    await outside.closes()


async def test_every_confirmation_arrives_once_or_is_listed_through_six_kills(outside: Outside) -> None:
    department = Department(outside, random.Random(SEED))

    await department.joins()
    await until(lambda: is_settled(outside), lambda: f"{states(outside)}; {outside.served.log()}")

    state = states(outside)
    heard = {person.human.email: welcomes(person) for person in department.people}
    unsure = {email for email, its in state.items() if its is NudgeState.UNSURE}
    in_slack = {person.human.email for person in department.people if person.human.platform == "slack"}
    assert set(state) == set(heard), "everybody is owed one confirmation"
    assert not unsure & in_slack
    assert set(heard.values()) <= {0, 1}
    assert {email for email, times in heard.items() if not times} <= unsure
    # the first note that prepares them may be in doubt as well
    assert (await outside.served.outbox())["unsure"] >= len(unsure)


def is_settled(outside: Outside) -> bool:
    """Nothing is under way, and in Slack nothing is in doubt."""
    found = states(outside)
    platforms = {actor.human.email: actor.human.platform for actor in outside.actors.values()}
    return all(
        state is NudgeState.SENT or (state is NudgeState.UNSURE and platforms[email] == "teams")
        for email, state in found.items()
    )


def states(outside: Outside) -> dict[str, NudgeState]:
    """What has become of each confirmation. Fails if somebody was owed two."""
    engine = open_for_reading(outside.environment["DATABASE_URL"])
    with engine.connect() as connection:
        owed = select(PEOPLE.c.email, NUDGES.c.state).where(
            NUDGES.c.to == PEOPLE.c.id, NUDGES.c.template == "join/welcome"
        )
        rows = [(str(email), NudgeState(state)) for email, state in connection.execute(owed)]
    engine.dispose()
    assert len(rows) == len({email for email, _ in rows})
    return dict(rows)
