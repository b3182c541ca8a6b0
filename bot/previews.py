"""Previews: what everybody would get in the months to come, as far as coordinators may see it.

It is made by `bot.rehearsals` beside everything else. Not theirs to see: what is between two people, what
somebody wrote, and who is away. So there are no texts, and of what is private (`bot.message_kinds`) no title.
"""

import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.audit import note
from bot.facts import moment
from bot.message import Attachment, Fact, FileOf, Moment, Say
from bot.message_kinds import PRIVATE, kind_of
from bot.people import Person, Platform
from bot.ports import Errand, LookAhead, NotNow, Visit
from bot.post import OF_MANY, Nudge
from bot.records import NotYours
from bot.working_time import zone

MAKE, READY, TABLE = "previews.make", OF_MANY, "preview"
LONGEST = 12
# A preview is played for less than that. Whoever died over one is found out so, and it is begun once more.
AGAIN = timedelta(minutes=15)
GIVEN_UP = timedelta(hours=1)
NEXT = 10
MOST_LINES = 20_000
COLUMNS = ("at_utc", "local_time", "timezone", "email", "name", "platform", "kind", "title", "state")


class Fate(StrEnum):
    """What becomes of a message: `DEAD` cannot be sent, `ANSWERED` is what somebody sees of their own act."""

    SENT = "sent"
    SKIPPED = "skipped"
    POSTPONED = "postponed"
    DEAD = "dead"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Line:
    """One message that somebody would get, or would not, and why."""

    at: datetime
    person_id: int
    name: str
    email: str
    zone: str
    platform: Platform | None
    template: str
    title: str
    text: str
    buttons: tuple[str, ...]
    fate: Fate
    reason: str = ""

    @property
    def local(self) -> datetime:
        """The moment by the clock of whoever gets it."""
        return self.at.astimezone(zone(self.zone))


def ask(visit: Visit, months: int, person: Person | None) -> Say:
    """Have one made. Asked twice at one moment, it is the same one."""
    if not visit.coordinates:
        raise NotYours("preview")
    if person:
        note(visit, "preview", f"person:{person.id}")
    else:
        note(visit, "preview all", "")
    about = f"preview:{visit.person.id}"
    asked: dict[str, Fact] = {"months": months, "at": moment(visit.now, visit.person)}
    facts = {**asked, "person": person.id if person else None}
    key = f"{about}:{months}:{person.id if person else 'all'}:{visit.now.isoformat()}"
    visit.records.outbox.owe([Nudge(key, MAKE, visit.person.id, visit.now, about, facts)])
    return Say("admin_preview/begun", {"months": months, "person": person.name if person else ""})


def make(errand: Errand) -> None:
    """Have it played beside everything else; nothing is owed any more once what came of it is."""
    nudge, key = errand.nudge, f"{errand.nudge.key}:ready"
    rehearsals, asked = errand.house.rehearsals, nudge.facts
    if rehearsals is None or not errand.house.lets_coordinate(errand.records.people.get(nudge.to)):
        raise NotYours(nudge.about)
    if errand.records.outbox.get(key):
        return
    at, months, person = asked["at"], asked["months"], asked["person"]
    if isinstance(at, Moment) and errand.now > at.at + GIVEN_UP:
        errand.records.outbox.owe(
            [ready(LookAhead(key, nudge.to, 0), errand.now, {**nothing(), "trouble": True})]
        )
        return
    rehearsals.begin(LookAhead(key, nudge.to, int(str(months)), person if isinstance(person, int) else None))
    raise NotNow(errand.now + AGAIN)


def ready(wanted: LookAhead, now: datetime, facts: Mapping[str, Fact]) -> Nudge:
    """The message with what came of it."""
    return Nudge(wanted.key, READY, wanted.by, now, f"{READY}:{wanted.by}", facts)


def worded(visit: Visit, nudge: Nudge) -> Say | None:
    """That message, with its table, for whoever still coordinates; None once somebody in it is forgotten."""
    if not visit.coordinates:
        raise NotYours(nudge.about)
    if not nudge.facts:
        return None
    files = (FileOf(TABLE, nudge.key),) if nudge.facts.get("table") else ()
    return Say(READY, {name: fact for name, fact in nudge.facts.items() if name != "table"}, files)


def table(visit: Visit, key: str) -> Attachment:
    """The table. The gate: raises NotYours for everybody but the coordinator who asked."""
    nudge = visit.records.outbox.get(key)
    if nudge is None or nudge.template != READY or nudge.to != visit.person.id or not visit.coordinates:
        raise NotYours(key)
    kept = nudge.facts.get("table")
    if not isinstance(kept, str):
        raise NotYours(key)
    return Attachment("preview.csv", visit.words(READY)["file"], "text/csv", zlib.decompress(b64decode(kept)))


def packed(csv: bytes) -> str:
    """A table as it is kept beside its message."""
    return b64encode(zlib.compress(csv)).decode()


@dataclass
class Tally:
    """What a coordinator hears of many lines, counted as they come."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    months: dict[str, Counter[str]] = field(default_factory=dict)
    coming: list[Fact] = field(default_factory=list)
    unsent: Counter[str] = field(default_factory=Counter)
    unreachable: set[int] = field(default_factory=set)

    def add(self, line: Line) -> None:
        """Count one, and keep what may be shown of it."""
        match line.fate:
            case Fate.SENT:
                self._sent(line)
            case Fate.SKIPPED:
                self.unsent["late" if line.reason.startswith("too late") else "needless"] += 1
            case Fate.DEAD if line.reason.startswith("not reachable"):
                self.unreachable.add(line.person_id)
            case Fate.DEAD:
                self.unsent["failed"] += 1
            case Fate.POSTPONED | Fate.ANSWERED:
                pass  # who waits for what is their own affair

    def facts(self) -> dict[str, Fact]:
        """In the words of `admin_preview/ready`."""
        return {
            "sent": sum(sum(kinds.values()) for kinds in self.months.values()),
            "by_month": tuple(_month(name, kinds) for name, kinds in self.months.items()),
            "next": tuple(self.coming),
            "unreachable": len(self.unreachable),
            "unsent": tuple({"why": why, "count": count} for why, count in sorted(self.unsent.items())),
            "listed": len(self.rows),
        }

    def _sent(self, line: Line) -> None:
        kind = kind_of(line.template)
        local = f"{line.local:%Y-%m-%d %H:%M}"
        self.months.setdefault(local[:7], Counter())[kind] += 1
        if len(self.coming) < NEXT:
            self.coming.append({"name": line.name, "local": f"{local} {line.zone}", "kind": kind})
        if len(self.rows) < MOST_LINES:
            self.rows.append(_row(line, kind, line.title if kind != PRIVATE else ""))


def nothing() -> dict[str, Fact]:
    """The facts of a preview in which nothing came."""
    return {**Tally().facts(), "months": 0, "person": "", "until": "", "whole": True, "trouble": False}


def _month(name: str, kinds: Counter[str]) -> Fact:
    counted: tuple[Fact, ...] = tuple({"kind": kind, "count": count} for kind, count in kinds.most_common())
    return {"month": name, "count": sum(kinds.values()), "kinds": counted}


def _row(line: Line, kind: str, title: str) -> tuple[str, ...]:
    return (
        f"{line.at:%Y-%m-%dT%H:%M:%SZ}",
        line.local.isoformat(timespec="minutes"),
        line.zone,
        line.email,
        line.name,
        line.platform.value if line.platform else "",
        kind,
        title,
        line.fate.value,
    )
