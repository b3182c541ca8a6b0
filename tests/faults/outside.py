"""A stage whose product is a process: everybody sees it from outside, and it can die at any moment."""

from dataclasses import dataclass, field

from sqlalchemy import create_engine

from tests.faults.process import Served, until
from tests.stage import Actor, Stage

FIRST_PAGE = "How would you like to take part?"
SECOND_PAGE = "What would you like to learn?"
LAST_PAGE = "In which languages can you hold a conversation?"


@dataclass
class Outside(Stage):
    """Actors do as on any stage, but nothing waits for them: what they hear has to be awaited."""

    served: Served = field(init=False)

    async def starts(self) -> None:
        if not hasattr(self, "served"):
            self.served = Served(self.environment, self.folder)
        await self.served.starts()

    @property
    def address(self) -> str:
        return self.served.address

    def takes_in(self) -> None:
        """Nothing: the process has the database, and what people say of themselves will do."""

    async def settles(self) -> None:
        """Nothing: it has a heartbeat of its own."""

    async def stops(self) -> None:
        self.served.kill()

    async def closes(self) -> None:
        self.served.kill()
        for fault in [*self.playground.slack.faults, *self.playground.teams.faults]:
            fault.thawed.set()
        await self.playground.stop()

    async def is_killed_and_restarted(self) -> None:
        self.served.kill()
        await self.starts()

    async def is_welcomed_once(self, person: Actor) -> None:
        """Wait until everything that was owed is settled; the confirmation has arrived once then."""
        await until(lambda: welcomes(person), lambda: f"{person.has_heard}; {self.served.log()}")
        await self.owes_nothing()
        assert welcomes(person) == 1

    def _still_to_come(self) -> int:
        """The notes that prepare people come over the next week: nobody waits for those."""
        engine = create_engine(self.environment["DATABASE_URL"])
        notes = (
            "SELECT count(*) FROM nudges WHERE substr(template, 1, 12) = 'preparation/' AND state = 'ready'"
        )
        with engine.connect() as connection:
            count = connection.exec_driver_sql(notes).scalar_one()
        engine.dispose()
        return int(count)

    async def owes_nothing(self, *, unsure: int = 0) -> None:
        """Wait until all is sent but what nobody can know."""

        async def settled() -> bool:
            outbox = await self.served.outbox()
            waiting = outbox["ready"] + outbox["leased"] + outbox["sending"]
            return waiting == self._still_to_come() and outbox["unsure"] == unsure

        await until(settled, self.served.log)


def welcomes(person: Actor) -> int:
    """How often somebody's joining has been confirmed."""
    return sum(title.startswith("Welcome, ") for title in person.has_heard)


async def begins(person: Actor) -> None:
    await person.types("/mentor join" if person.human.platform == "slack" else "join")


async def answers_the_first_page(person: Actor) -> None:
    await person.fills(role="mentee")


async def answers_the_second_page(person: Actor) -> None:
    await person.fills(more_wants="leadership")


async def answers_the_last_page(person: Actor) -> None:
    await person.fills(languages=["en"])


async def stands_before_the_last_page(person: Actor) -> None:
    """Everything of joining but the last press."""
    await begins(person)
    await answers_the_first_page(person)
    await answers_the_second_page(person)
    assert LAST_PAGE in person.form_text
