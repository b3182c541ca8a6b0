"""A year in a process of its own: `python -m benchmarks.a_year PAIRS ADDRESS [DAYS]` says what it took.

Everything is the product's own but the platforms, which swallow what they are given, and the clock, which is
moved: pairs begin as they do when both have accepted, and what is owed from then on is claimed, worded and
marked by the product's delivery, whatever it is. The mentees of one pair in ten pick an hour whenever they
are offered some, and say that it took place; everybody else presses nothing.
"""

import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, insert

from benchmarks.one_run import peak
from benchmarks.side_by_side import watched
from bot.acts import Click
from bot.core import Bot
from bot.delivery import Delivery
from bot.message import FileOf, Message
from bot.model import Enrolment, Programme, Proposal, Role
from bot.office import Office
from bot.pairs import begin
from bot.people import Account, Person, Platform
from bot.places import Place
from bot.ports import House, Visit
from bot.walk import walk
from storage.columns import table_of
from storage.database import open_database
from storage.records import Books
from storage.schema import migrate
from storage.secrets import Secrets
from storage.shelf import batched, values_of
from storage.tables import AccountRow, EnrolmentRow
from templates.library import Library

HOME = Path(__file__).parent.parent
BEGINS = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
YEAR = 365
MONTHS = 12
# Pairs come together during the first month.
FIRST_DAYS = 28
ONE_IN = 10
BATCH = 50
PLACES = (
    ("Europe/Lisbon", "PT"),
    ("Europe/Berlin", "DE"),
    ("America/New_York", "US"),
    ("America/Sao_Paulo", "BR"),
    ("Asia/Kolkata", "IN"),
    ("Asia/Riyadh", "SA"),
    ("Australia/Sydney", "AU"),
)
# What would be a message that somebody waits for in vain.
LOST = ("leased", "sending", "dead", "unsure")
# What is pressed by those who press anything.
PRESSED = frozenset({"meetings.pick", "meetings.met"})


@dataclass(frozen=True, slots=True)
class Took:
    """Messages owed as pairs began, messages sent, buttons pressed; bytes of memory at the most.

    Seconds of `planning` by the wall, and of sending by the wall and of the processor (without a server's).
    """

    planned: int
    sent: int
    pressed: int
    planning: float
    wall: float
    cpu: float
    peak: int


@dataclass(slots=True)
class Clock:
    """Moved by hand."""

    moment: datetime = BEGINS

    def now(self) -> datetime:
        return self.moment

    def move_to(self, moment: datetime) -> None:
        self.moment = moment


class NoLinks:
    """The world does not reach us."""

    def to(self, file: FileOf, person_id: int) -> str:
        del file, person_id
        return ""


@dataclass(slots=True)
class Swallower:
    """A platform that takes everything at once, and on which one pair in ten presses what it is asked to."""

    platform: Platform
    sent: Counter[str] = field(default_factory=Counter)
    presses: list[Click] = field(default_factory=list)

    async def send(self, account: Account, message: Message, key: str) -> str:
        self.sent[key.partition(":")[0]] += 1
        button = next((one for one in message.buttons if one.action in PRESSED), None)
        if button and account.person_id % (2 * ONE_IN) == 0:
            self.presses.append(Click(account.address, button.action, button.subject))
        return f"{self.platform}:{key}"

    async def show_home(self, account: Account, message: Message) -> None:
        """Nobody looks."""

    async def post(self, place: Place, message: Message, key: str) -> str:
        """Nobody presses anything where everybody reads."""
        del place, message
        return f"{self.platform}:{key}"

    async def edit(self, place: Place, platform_id: str, message: Message) -> None:
        """Taken, like everything."""

    async def remove(self, place: Place, platform_id: str) -> None:
        """As above."""

    async def change(self, account: Account, platform_id: str, message: Message) -> bool:
        """Nobody announces."""
        del account, platform_id, message
        return True

    async def find(self, account: Account, key: str, since: datetime) -> str | None:
        """Nothing was lost."""


def in_a_process(pairs: int, address: str, days: int = YEAR) -> Took:
    """Replay a year of so many pairs in a process that does nothing else."""
    command = [sys.executable, "-m", "benchmarks.a_year", str(pairs), address, str(days)]
    told = subprocess.run(command, cwd=HOME, check=True, capture_output=True, text=True)  # noqa: S603 ourselves
    return Took(**json.loads(told.stdout))


def main(pairs: str, address: str, days: str = str(YEAR)) -> None:
    engine = open_database(address)
    migrate(engine)
    print(json.dumps(asdict(asyncio.run(replayed(engine, int(pairs), int(days))))))
    engine.dispose()


async def replayed(engine: Engine, pairs: int, days: int) -> Took:
    """Let pairs begin, and walk through the year by way of everything that is due."""
    clock, books = Clock(), Books(engine, Secrets("for a while"))
    bot = Bot(books, clock, NoLinks(), House(Library()))
    office, mouths = Office(bot), {platform: Swallower(platform) for platform in Platform}
    delivery = Delivery(office, mouths)
    company(books, engine, pairs)
    office.get_ready()
    with watched(collecting=True) as planning:
        planned = begun(bot, range(pairs))
    players = Players(bot, delivery, tuple(mouths.values()))
    with watched(collecting=True) as sending:
        await walk(clock, partial(asyncio.to_thread, office.next_due), players.play, BEGINS + timedelta(days))
    sent = sum(sum(one.sent.values()) for one in mouths.values())
    lost = {state: count for state, count in office.counts().items() if count and state in LOST}
    assert not lost, f"{lost} were not sent"
    return Took(planned, sent, players.pressed, planning.wall, sending.wall, sending.cpu, peak())


@dataclass(slots=True)
class Players:
    """The delivery, and whoever answers what it brings."""

    bot: Bot
    delivery: Delivery
    mouths: tuple[Swallower, ...]
    pressed: int = 0

    async def play(self) -> None:
        """Send what is due, and press what asks for it, until nothing more comes of it."""
        await self.delivery.turn()
        while clicks := [click for mouth in self.mouths for click in mouth.presses]:
            for mouth in self.mouths:
                mouth.presses.clear()
            for click in clicks:
                await asyncio.to_thread(self.bot.click, click)
            self.pressed += len(clicks)
            await self.delivery.turn()


def company(books: Books, engine: Engine, pairs: int) -> None:
    """Mentors with odd numbers, mentees with even ones, each in one of some places and on one platform."""
    numbers = range(1, 2 * pairs + 1)
    with books() as records:
        ours = records.people.organisation().id
        records.programmes.add(Programme(0, ours, "One hour a month", months=MONTHS))
        records.crowd.add(_person(number, ours) for number in numbers)
    with engine.begin() as connection:
        connection.execute(insert(table_of(AccountRow)), [_account(number) for number in numbers])
        connection.execute(insert(table_of(EnrolmentRow)), [_enrolment(number) for number in numbers])


def _person(number: int, ours: int) -> Person:
    zone, country = PLACES[number * 5 % len(PLACES)]
    return Person(0, ours, f"Person {number}", f"p{number}@x.example", timezone=zone, country=country)


def _account(number: int) -> dict[str, object]:
    platform = tuple(Platform)[number // 2 % 2 if number % 3 else number % 2]
    return values_of(Account(number, number, platform, "T1", f"U{number}", "en-GB"), table_of(AccountRow))


def _enrolment(number: int) -> dict[str, object]:
    role = Role.MENTOR if number % 2 else Role.MENTEE
    theirs = Enrolment(number, 1, number, role, BEGINS, 1, ("law",), ("law",), languages=("en",))
    return values_of(theirs, table_of(EnrolmentRow))


def begun(bot: Bot, numbers: Iterable[int]) -> int:
    """Let these pairs begin as when both have accepted; gives how many messages are owed by that."""
    owed = 0
    for batch in batched(list(numbers), BATCH):
        with bot.ledger() as records:
            for number in batch:
                mentor, mentee = 2 * number + 1, 2 * number + 2
                at = BEGINS + timedelta(days=number % FIRST_DAYS, minutes=30 * (number % 16))
                account = records.people.accounts(mentee)[0]
                visit = Visit(records.people.get(mentee), account, records, at, bot.house)
                begin(visit, Proposal(0, 1, mentor, mentee, 0, (), at))
            owed += len(records.outbox.owed)
    return owed


if __name__ == "__main__":
    main(*sys.argv[1:])
