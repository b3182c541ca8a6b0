"""A rehearsal: what is to come, played on a copy of what is kept, with a clock that is moved.

Nothing here decides anything about the programme. The product itself is played, from the front door to the
messenger; a rehearsal only moves its clock, looks on, and writes down what everybody would read.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from bot.core import Bot
from bot.delivery import Delivery
from bot.message import Form, Message
from bot.people import Person, Platform
from bot.plain import plain
from bot.playing import Act, Cannot, Player
from bot.ports import House, Links
from bot.previews import Fate, Line
from bot.records import Ledger, Shut
from bot.walk import walk
from bot.watching import Handheld, Happened, OfPaper, Watched


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is to be played: up to when, and what people do meanwhile, in the order in which they do it."""

    until: datetime
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Played:
    """How it went: up to when, how many acts were played, and which were not, with the reason."""

    until: datetime
    acts: int = 0
    failed: tuple[tuple[Act, Cannot], ...] = ()


class Enough(Exception):
    """Whoever looks on has seen enough."""


@dataclass
class Rehearsal:
    """The product over a copy, which it may write to as it likes."""

    ledger: Ledger
    house: House
    links: Links
    start: datetime
    platforms: Collection[Platform]
    _happened: list[Happened] = field(default_factory=list, init=False)
    _waits: set[str] = field(default_factory=set, init=False)
    _players: dict[int, Player] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.clock = Handheld(self.start)
        # of a look ahead that somebody has asked for, nobody waits for another
        self._bot = Bot(self.ledger, self.clock, self.links, replace(self.house, rehearsals=None))
        self._office = Watched(self._bot, self._happened.append)
        mouths = {one: OfPaper(one) for one in self.platforms}
        self._delivery = Delivery(self._office, mouths, looks=(0, 0))

    async def plays(
        self, ahead: Ahead, tell: Callable[[Line], None], goes_on: Callable[[datetime], bool]
    ) -> Played:
        """Tell every line in the order in which it happens; `goes_on` is asked at each moment."""
        played, failed = 0, list[tuple[Act, Cannot]]()
        beat = partial(self._beat, tell, goes_on)
        # whoever had something in hand works beside us, and not on this copy
        await asyncio.to_thread(self._office.take_over)
        await asyncio.to_thread(self._meet, ahead.acts)
        try:
            for act in ahead.acts:
                await self._walk(beat, act.at)
                try:
                    await asyncio.to_thread(self._play, act)
                    played += 1
                except Cannot as cannot:
                    failed.append((act, cannot))
            await self._walk(beat, ahead.until)
        except Enough:
            pass
        return Played(self.clock.now(), played, tuple(failed))

    async def _walk(self, beat: Callable[[], Awaitable[None]], until: datetime) -> None:
        await walk(self.clock, partial(asyncio.to_thread, self._office.next_due), beat, until)

    async def _beat(self, tell: Callable[[Line], None], goes_on: Callable[[datetime], bool]) -> None:
        await self._delivery.turn()
        for line in await asyncio.to_thread(self._lines):
            tell(line)
        if not goes_on(self.clock.now()):
            raise Enough

    def _meet(self, acts: Sequence[Act]) -> None:
        """Everybody who will do something, with what is in front of them already."""
        for email in dict.fromkeys(act.email for act in acts):
            with self.ledger() as records:
                person = records.people.by_email(email)
                account = self._office.account(records, person) if person else None
            if person and account:
                self._players[person.id] = Player(self._bot, account, self._office.before(person, account))

    def _play(self, act: Act) -> None:
        with self.ledger() as records:
            person = records.people.by_email(act.email)
            account = self._office.account(records, person) if person else None
        player = self._players.get(person.id) if person else None
        if person is None or account is None or player is None:
            raise Cannot("account")
        try:
            seen = player.does(act)
        except Shut as shut:
            raise Cannot("sealed", str(shut)) from shut
        if seen:
            self._happened.append(Happened(act.at, person.id, Fate.ANSWERED, account, seen))

    def _lines(self) -> Sequence[Line]:
        """What has happened since, in an order that is the same each time."""
        happened, self._happened[:] = list(self._happened), []
        happened = [one for one in happened if not self._is_known_to_wait(one)]
        with self.ledger() as records:
            people = records.people.some({one.to for one in happened})
            usual = records.people.organisation().timezone
        for one in happened:
            if one.fate is Fate.SENT and isinstance(one.seen, Message) and one.to in self._players:
                self._players[one.to].sees(one.seen)
        shown = sorted((one for one in happened if one.to in people), key=lambda one: _order(one, people))
        return [_told(one, people[one.to], usual) for one in shown]

    def _is_known_to_wait(self, one: Happened) -> bool:
        """Whoever is away for a month would have a message postponed thirty times."""
        if one.fate is not Fate.POSTPONED or one.nudge is None:
            return False
        known = one.nudge.key in self._waits
        self._waits.add(one.nudge.key)
        return known


def _told(one: Happened, person: Person, usual: str) -> Line:
    """What was said in a place was said to nobody in particular, by the clock of the organisation."""
    line, place = _line(one, person), one.place
    if place is None:
        return line
    return replace(line, person_id=0, name=place.name, email="", zone=usual, platform=place.platform)


def _line(one: Happened, person: Person) -> Line:
    nudge = one.nudge
    return Line(
        at=one.at,
        person_id=person.id,
        name=person.name,
        email=person.email,
        zone=person.zone or "UTC",
        platform=one.account.platform if one.account else None,
        template=nudge.template if nudge else "",
        title=one.seen.title if one.seen else "",
        text=_text(one.seen) if one.seen else "",
        buttons=tuple(button.label for button in one.seen.buttons) if isinstance(one.seen, Message) else (),
        fate=one.fate,
        reason=_reason(one),
    )


def _text(seen: Message | Form) -> str:
    files = [f"[{one.name}]" for one in seen.attachments] if isinstance(seen, Message) else []
    return "\n".join((plain(seen), *files)).strip()


def _reason(one: Happened) -> str:
    if one.nudge is None or one.fate is Fate.SENT:
        return ""
    if one.fate is Fate.POSTPONED:
        return f"waits until {one.nudge.due.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return one.nudge.reason


def _order(one: Happened, people: Mapping[int, Person]) -> tuple[object, ...]:
    """By moment and person; and what they see of their own act before what follows from it, as it was due."""
    due, number = (one.nudge.due, one.nudge.id) if one.nudge else (datetime.min.replace(tzinfo=UTC), 0)
    return one.at, people[one.to].email, one.to, due, number
