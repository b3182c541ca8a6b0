"""A company with a programme under way, what people in it do for half a year, and a real run of it on paper.

The run is of the product itself, from the front door to the messenger. It acts by means of its own, shares nothing
with a rehearsal but the product, and writes down what was done as a script that a rehearsal can play.
"""

import asyncio
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot import pairs
from bot.acts import Answered, Click, Heard
from bot.core import Bot
from bot.delivery import Delivery
from bot.message import Closed, Form, Input, Kind, Message, Opened, Refused, Replaced, Reply
from bot.model import Enrolment, Programme, Proposal, Role
from bot.office import Office
from bot.people import Account, Person, Platform
from bot.places import Place
from bot.plain import plain
from bot.ports import CannotLook, House, Visit
from bot.records import Records
from bot.walk import walk
from handlers.web.files import Links
from storage.database import open_database
from storage.records import Books
from storage.secrets import Secrets
from templates.library import Library
from tests.fresh import fresh
from tests.stage import MovableClock

KEY = "a rehearsal needs a key as well, forty characters"
START = datetime(2026, 11, 26, 10, 15, tzinfo=UTC)
PLACES = (
    *(("Europe/Lisbon", "PT"), ("America/New_York", "US"), ("Asia/Dubai", "AE"), ("Asia/Tokyo", "JP")),
    *(("Europe/Berlin", "DE"), ("Australia/Sydney", "AU"), ("Asia/Kolkata", "IN"), ("America/Bogota", "CO")),
)
LONG_AGO = timedelta(days=100)
HOUSE = House(Library(), frozenset({"carla@hartwell.example"}))
# A message as a preview has it: the moment, the reader, the platform, the title, the text.
Told = tuple[str, str, str, str, str]
Duo = tuple[str, str]
Intent = Callable[["Run", str], None]


def company(file: Path, count: int) -> Sequence[Duo]:
    """So many pairs all over the world, on both platforms, in both languages, kept in that file.

    Half of them begin, the others have met for months and come to their end.
    """
    engine = open_database(fresh(file))
    duos: list[Duo] = []
    with Books(engine, Secrets(KEY))() as records:
        programme = records.programmes.add(Programme(0, records.people.organisation().id, "Spring"))
        _somebody(records, "carla", 0)
        for n in range(count):
            grace = _somebody(records, f"grace{n or ''}", n)
            ada = _somebody(records, f"ada{n or ''}", n * 3 + 1)
            for one, role in ((grace, Role.MENTOR), (ada, Role.MENTEE)):
                records.programmes.enrol(Enrolment(0, programme.id, one.id, role, START, 1))
            _become_a_pair(records, programme, grace, ada, began=START - (n % 4 >= 2) * LONG_AGO)
            duos.append((grace.email, ada.email))
    engine.dispose()
    return duos


def _somebody(records: Records, name: str, n: int) -> Person:
    zone, country = PLACES[n % len(PLACES)]
    organisation = records.people.organisation().id
    person = Person(
        0, organisation, f"{name.title()} Reed", f"{name}@hartwell.example", timezone=zone, country=country
    )
    person = records.people.add(person)
    platform, locale = list(Platform)[n % 2], ("en-GB", "de-DE")[n // 2 % 2]
    records.people.add_account(Account(0, person.id, platform, "T1", name, locale))
    return person


def _become_a_pair(
    records: Records, programme: Programme, mentor: Person, mentee: Person, *, began: datetime
) -> None:
    [account] = records.people.accounts(mentee.id)
    proposal = records.pairs.offer(Proposal(0, programme.id, mentor.id, mentee.id, 50, (), began))
    pairs.begin(Visit(mentee, account, records, began, HOUSE), proposal)


@dataclass
class Mouth:
    """Hears what would be sent."""

    platform: Platform
    arrived: Callable[[Account, Message], None]

    async def send(self, account: Account, message: Message, key: str) -> str:
        self.arrived(account, message)
        return key

    async def show_home(self, account: Account, message: Message) -> None:
        pass

    async def post(self, place: Place, message: Message, key: str) -> str:
        return key

    async def edit(self, place: Place, platform_id: str, message: Message) -> None:
        pass

    async def remove(self, place: Place, platform_id: str) -> None:
        pass

    async def change(self, account: Account, platform_id: str, message: Message) -> bool:
        return True

    async def find(self, account: Account, key: str, since: datetime) -> str | None:
        raise CannotLook


@dataclass
class Run:
    """The product, really run, over the database itself."""

    file: Path
    clock: MovableClock = field(default_factory=lambda: MovableClock(START.isoformat()))
    told: list[Told] = field(default_factory=list)
    script: list[tuple[str, ...]] = field(default_factory=list)
    front: dict[str, list[Message]] = field(default_factory=dict)
    forms: dict[str, Form | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.engine = open_database(f"sqlite:///{self.file}")
        self.books = Books(self.engine, Secrets(KEY))
        self.bot = Bot(self.books, self.clock, Links((KEY,), ""), HOUSE)
        self.office = Office(self.bot)
        self.delivery = Delivery(self.office, {one: Mouth(one, self._arrived) for one in Platform}, (0, 0))
        with self.books() as records:
            self.people = {one.id: one for one in records.people.everybody()}
            self.accounts = {
                self.people[one.person_id].email: one for one in records.people.everybodys_accounts()
            }

    async def goes(self, until: datetime, intents: Sequence[tuple[datetime, str, Intent]]) -> None:
        """Everybody does what they mean to, as far as what is in front of them lets them."""
        for at, email, intent in sorted(intents, key=lambda one: one[:2]):
            await self._walk(at)
            await asyncio.to_thread(intent, self, email)
        await self._walk(until)
        self.engine.dispose()

    async def _walk(self, until: datetime) -> None:
        next_due = partial(asyncio.to_thread, self.office.next_due)
        await walk(self.clock, next_due, self.delivery.turn, until)

    def _arrived(self, account: Account, message: Message) -> None:
        self._tell(self.people[account.person_id].email, message)

    def _tell(self, email: str, seen: Message | Form) -> None:
        at, where = self.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"), self.accounts[email].platform.value
        text = plain(seen)
        if isinstance(seen, Message):
            self.front.setdefault(email, []).append(seen)
            text = "\n".join((text, *(f"[{one.name}]" for one in seen.attachments))).strip()
        self.told.append((at, email, where, seen.title, text))

    def _hears_back(self, email: str, reply: Reply | None, pressed: Message | None = None) -> None:
        match reply:
            case None:
                return
            case Refused():
                self.script.pop()  # of no use to whoever plays it
            case Opened(form):
                self.forms[email] = form
                self._tell(email, form)
            case _:
                if pressed and isinstance(reply, Replaced | Closed):
                    self.front[email].remove(pressed)
                self._tell(email, reply.message)

    def _noted(self, email: str, act: str, value: str, about: str = "") -> None:
        self.script.append((self.clock.now().isoformat(), email, act, value, about))

    def types(self, email: str, words: str) -> None:
        self._noted(email, "types", words)
        self._hears_back(email, self.bot.hear(Heard(self.accounts[email].address, words)))

    def presses(self, email: str, action: str) -> bool:
        """The last button that does this on the newest message that has one, if there is any."""
        for seen in reversed(self.front.get(email, ())):
            for button in reversed(seen.buttons):
                if button.action and f"{button.action}:{button.subject}".startswith(action):
                    self._noted(email, "presses", button.label, seen.title)
                    click = Click(self.accounts[email].address, button.action, button.subject)
                    self._hears_back(email, self.bot.click(click), seen)
                    return True
        return False

    def fills(self, email: str, words: str = "It went well; thank you") -> None:
        """Go through the pages of the form, with something for whatever has to be said."""
        while form := self.forms.get(email):
            self.forms[email] = None
            said = {one.name: _answer(one, words) for one in form.inputs if one.required and not one.initial}
            fields = ";".join(f"{name}={value.replace(';', chr(92) + ';')}" for name, value in said.items())
            self._noted(email, "fills", fields)
            answers = {**{one.name: one.initial for one in form.inputs}, **said}
            self._hears_back(
                email, self.bot.answer(Answered(self.accounts[email].address, form.ticket, answers))
            )

    def as_csv(self) -> bytes:
        """What was done, as a script."""
        text = io.StringIO()
        csv.writer(text).writerows([("at", "email", "act", "value", "about"), *self.script])
        return text.getvalue().encode()


def _answer(asked: Input, words: str) -> str:
    match asked.kind:
        case Kind.CHOICE | Kind.CHOICES:
            return asked.options[0].value
        case Kind.NUMBER:
            return str(asked.least or 1)
        case Kind.DATE:
            return "2027-03-01"
        case _:
            return words


def half_a_year(duos: Sequence[Duo]) -> Iterator[tuple[datetime, str, Intent]]:
    """Some book and answer and reflect, one pauses, one leaves, one tries somebody else, one wants no announcements."""
    for n, (grace, ada) in enumerate(duos):
        for month in range(6) if n % 8 == 0 else ():
            yield _at(30.4 * month + 3.2, n), (ada, grace)[month % 2], _books
            yield _at(30.4 * month + 15, n), ada, _met
            yield _at(30.4 * month + 15.2, n), grace, _reflects
        for days, who, words in ONCE.get(n % 20, ()):
            yield _at(days, n), (grace, ada)[who], partial(_does, words=words)


GRACE, ADA = 0, 1
# What every twentieth pair does: after so many days, who, and what they type.
ONCE: Mapping[int, Sequence[tuple[int, int, str]]] = {
    3: [(40, ADA, "pause until 20 January 2027")],
    5: [(41, GRACE, "pause until 1 March 2027"), (75, GRACE, "resume")],
    7: [(50, ADA, "leave")],
    9: [(60, GRACE, "change")],
    11: [(33, ADA, "stop")],
    13: [(20, ADA, "status")],
}


def _at(days: float, n: int) -> datetime:
    return START + timedelta(days=days, seconds=n)


def _books(run: Run, email: str) -> None:
    run.presses(email, "meetings.pick")


def _met(run: Run, email: str) -> None:
    run.presses(email, "meetings.met")


def _reflects(run: Run, email: str) -> None:
    if run.presses(email, "flow.begin:reflect"):
        run.fills(email)


def _does(run: Run, email: str, words: str) -> None:
    run.types(email, words)
    run.fills(email)
