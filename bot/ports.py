"""What the programme needs from the world, in its own words. Others provide it; nothing here knows who."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.message import Block, Facts, FileOf, Form, Message, Page, Problems, Raw, Say, Written
from bot.model import Programme
from bot.people import Account, Person, Platform, language_of
from bot.places import Place
from bot.post import Nudge, Spot
from bot.printing import Printer
from bot.records import Records
from bot.skills import Skills


class Out(Exception):
    """The records cannot be reached. What was asked may or may not have been kept; repeating is safe."""


class NotNow(Exception):
    """What is owed makes sense later: it shall come up again at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"not before {until}")
        self.until = until


class Clock(Protocol):
    """The only clock by which anything is due. Aware, UTC."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the head of an announcement's template says of it.

    One that `posts` may also be posted in a channel, where everybody reads the same.
    """

    name: str
    label: str
    audience: str
    asks: bool
    posts: bool = False


class Wording(Protocol):
    """Where the words are. `language` is an ISO 639-1 code; one we do not speak falls back to English."""

    @property
    def skills(self) -> Skills:
        """The skills we know, by all their names."""

    def say(self, say: Say, language: str) -> Message:
        """Word a message, without its attachments: those are made by the programme."""

    def page(
        self, page: Page, ticket: str, language: str, kept: Mapping[str, Raw], problems: Problems
    ) -> Form:
        """Word a page. `kept` are answers to show again, `problems` codes for the template to word."""

    def objections(self, written: Written) -> Problems:
        """What stands in the way of such words, at `title` and at `text`; nothing for those that will do."""

    def words(self, template: str, language: str) -> Mapping[str, str]:
        """Single words and short notes, by the keys that the template gives them."""

    def announcements(self, language: str) -> Sequence[Announcement]:
        """What the house has words to announce, with its labels in that language."""

    def sheet(self, name: str, facts: Facts, language: str) -> str:
        """Word a page to be kept or printed, as HTML."""


class Messenger(Protocol):
    """The mouth of one platform. Every failure is one of the four below."""

    platform: Platform

    async def send(self, account: Account, message: Message, key: str) -> str:
        """Send it once, without repeating anything by itself; gives the platform's id of what was sent."""

    async def show_home(self, account: Account, message: Message) -> None:
        """Bring up to date what this account sees at a glance (`Account.home`). What fails is only logged."""

    async def post(self, place: Place, message: Message, key: str) -> str:
        """Say it where everybody in that place reads it, once; gives the platform's id of what was said."""

    async def edit(self, place: Place, platform_id: str, message: Message) -> None:
        """Let what was posted say this instead. What is no longer there is fine as it is."""

    async def remove(self, place: Place, platform_id: str) -> None:
        """Take away what was posted. What is no longer there is fine as it is."""

    async def change(self, account: Account, platform_id: str, message: Message) -> bool:
        """Let a message say something else. What fails is only logged; False: it may work later."""

    async def find(self, account: Account, key: str, since: datetime) -> str | None:
        """Look for a message sent with this key. Raises CannotLook where the platform has no way."""


class Throttled(Exception):
    """Certainly not sent; the platform asks to wait `after`."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"asked to wait {after}")
        self.after = after


class Unreachable(Exception):
    """Certainly not sent, and nothing will be until this person lets us in again."""


class Undeliverable(Exception):
    """Certainly not sent: the platform refuses this message. The reason is for coordinators to read."""


class Unsure(Exception):
    """It may have been sent, or not."""


class CannotLook(Exception):
    """This platform cannot say whether a message arrived."""


class Links(Protocol):
    """Signed addresses of single files, for one person and 24 hours; empty when the world cannot reach us."""

    def to(self, file: FileOf, person_id: int) -> str: ...


@dataclass(frozen=True, slots=True)
class LookAhead:
    """A preview that somebody has asked for: so many months, of everybody or of one person.

    `key` is that of the message in which they are told what came of it.
    """

    key: str
    by: int
    months: int
    person_id: int | None = None


class Rehearsals(Protocol):
    """Plays what is to come on a copy of what is kept, beside everything else and one at a time."""

    def begin(self, wanted: LookAhead) -> None:
        """Begin, unless it has begun. What comes of it is owed to whoever asked."""


@dataclass(frozen=True, slots=True)
class House:
    """The words, and what the operator has set.

    `admins` are e-mail addresses, in lower case, of coordinators by right. `rehearsals` and `printer` are
    None where nobody could look ahead or read a report: in a look ahead itself.
    """

    wording: Wording
    admins: frozenset[str] = frozenset()
    rehearsals: Rehearsals | None = None
    printer: Printer | None = None

    def lets_coordinate(self, person: Person) -> bool:
        """Whether this person may announce, match and see reports."""
        return person.coordinator or person.email in self.admins


class Occasion(Protocol):
    """One transaction, one moment: what is enough for a decision that no one person asked for."""

    @property
    def records(self) -> Records: ...
    @property
    def now(self) -> datetime: ...
    @property
    def house(self) -> House: ...


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened without anybody asking us for it. Fulfils Occasion."""

    records: Records
    now: datetime
    house: House


@dataclass(frozen=True, slots=True)
class Errand:
    """Something that is due to be done, not to be said: the nudge that owed it, and the occasion."""

    nudge: Nudge
    records: Records
    now: datetime
    house: House


# Subjects whose texts are about one programme and do not name it themselves.
ABOUT_ONE = frozenset(
    (
        *("join", "profile", "find", "request", "requests", "rank", "cancel", "leave", "pairs"),
        *("peers", "groups", "outsiders"),
        *("close", "closing", "extend", "look_back"),
        *("meetings", "preparation", "reverse", "informal", "announcements", "admin_announce", "admin_match"),
        *("stocktake", "leaders", "advocacy", "admin_leaders"),
        *("meet", "times", "moved", "check_ins"),
        *("admin_match_aim", "admin_match_weights", "admin_match_why"),
    )
)
# What buttons and drafts of another programme than the first have before their subject: "2@join".
STAMPED = re.compile(r"(?P<number>\d{1,18})@(?P<subject>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Within:
    """The programme that a visit is about, where there are several.

    It is `named` to whoever takes part in more than one, or could. The buttons of the `first` carry no
    number, so that those of a time when there was only one still mean it.
    """

    programme: Programme
    first: bool
    named: bool

    def stamp(self, subject: str) -> str:
        """What it is about, with the programme in which it is."""
        return subject if self.first or STAMPED.fullmatch(subject) else f"{self.programme.id}@{subject}"


@dataclass(frozen=True, slots=True)
class Visit:
    """One person, one transaction, one moment: what every decision is made from. Fulfils Occasion.

    `within` is None where there is only one programme. `spot` is the message that was pressed, or from which
    the form was begun that ends.
    """

    person: Person
    account: Account
    records: Records
    now: datetime
    house: House
    within: Within | None = None
    spot: Spot | None = None

    @property
    def coordinates(self) -> bool:
        """Whether this person may announce, match and see reports."""
        return self.house.lets_coordinate(self.person)

    @property
    def language(self) -> str:
        """What this person reads: as their platform says, else as they or their company speak."""
        if self.account.locale:
            return self.account.language
        return language_of(next(iter(self.person.languages), self.records.people.organisation().language))

    @property
    def knows_several(self) -> bool:
        """Whether this person takes part in more than one programme, or could."""
        return self.within is not None and self.within.named

    def say(self, say: Say) -> Message:
        """Word something for this person; its buttons mean the programme that it is about."""
        message = self.house.wording.say(say, self.language)
        if self.within is None:
            return message
        buttons = (
            replace(one, subject=self.within.stamp(one.subject)) if one.action else one
            for one in message.buttons
        )
        return replace(message, body=message.body + self.named(say.template), buttons=tuple(buttons))

    def named(self, template: str) -> tuple[Block, ...]:
        """The line that names the programme under a text about one, for whoever knows several."""
        subject = template.partition("/")[0]
        if self.within is None or not self.knows_several or subject not in ABOUT_ONE:
            return ()
        facts: Facts = {"programme": self.within.programme.name}
        return self.house.wording.say(Say("programmes/within", facts), self.language).body

    def words(self, template: str) -> Mapping[str, str]:
        """The single words of a template, for this person."""
        return self.house.wording.words(template, self.language)
