"""What is asked of a programme: what it is called and for whom on one page, its times on the next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import time

from bot.conversation import Answers, Flow, several
from bot.message import Facts, Field, Kind, Option, Page
from bot.model import Programme, ProgrammeKind
from bot.rhythm import Rhythm
from bot.wish_lines import hours_in

LONGEST_NAME = 60
LONGEST_PURPOSE = 300
MINUTES = (15, 180)
MONTHS = (1, 24)
FATIGUE = (1, 7)
TIMES = "admin_programme/times"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a programme shall be like. Without a `kind` it stays what it is."""

    name: str
    purpose: str
    minutes: int
    months: int
    rhythm: Rhythm
    opens: time | None
    closes: time | None
    fatigue: int
    kind: ProgrammeKind | None = None

    def carried_out(self, programme: Programme) -> Programme:
        """The same programme, as it shall be."""
        return replace(
            programme,
            name=self.name,
            purpose=self.purpose,
            minutes=self.minutes,
            months=self.months,
            rhythm=self.rhythm,
            opens=self.opens,
            closes=self.closes,
            fatigue=self.fatigue,
            kind=self.kind or programme.kind,
        )


@dataclass(frozen=True, slots=True)
class Asking:
    """How it is now, the kinds to choose from, the names that are taken; what its first page is and shows."""

    page: str
    now: Programme
    kinds: tuple[ProgrammeKind, ...]
    taken: Collection[str]
    shows: Facts
    seen: str = ""


def asked(here: Asking) -> Flow[Plan]:
    """Two pages, filled in with how it is."""

    def amiss(told: Mapping[str, object]) -> Mapping[str, str]:
        return {"name": "taken"} if _name(told).casefold() in here.taken else {}

    who = yield Page(here.page, _who(here.now, here.kinds), here.shows, seen=here.seen, amiss=amiss)
    times = yield Page(TIMES, _times(here.now), {"new": not here.now.id}, seen=here.seen, amiss=_too_short)
    return _plan({**who, **times})


def _who(now: Programme, kinds: tuple[ProgrammeKind, ...]) -> tuple[Field, ...]:
    kind = Field("kind", Kind.CHOICE, tuple(map(Option, kinds)), initial=now.kind.value)
    return (
        Field("name", Kind.LINE, initial=now.name, most=LONGEST_NAME),
        *((kind,) if kinds else ()),
        Field("purpose", Kind.LINES, required=False, initial=now.purpose, most=LONGEST_PURPOSE),
    )


def _times(now: Programme) -> tuple[Field, ...]:
    hours = f"{now.opens:%H:%M}-{now.closes:%H:%M}" if now.opens and now.closes else ""
    return (
        Field("rhythm", Kind.CHOICE, tuple(map(Option, Rhythm)), initial=now.rhythm.value),
        Field("months", Kind.NUMBER, initial=str(now.months), least=MONTHS[0], most=MONTHS[1]),
        Field("minutes", Kind.NUMBER, initial=str(now.minutes), least=MINUTES[0], most=MINUTES[1]),
        Field("hours", Kind.LINE, required=False, initial=hours, reads=hours_in),
        Field("fatigue", Kind.NUMBER, initial=str(now.fatigue), least=FATIGUE[0], most=FATIGUE[1]),
    )


def _too_short(told: Mapping[str, object]) -> Mapping[str, str]:
    """A programme that is shorter than its own rhythm has no second meeting to look forward to."""
    fits = Rhythm(str(told["rhythm"])).fits(int(str(told["months"])))
    return {} if fits else {"months": "rhythm"}


def _plan(told: Answers) -> Plan:
    kind, hours = told.get("kind"), several(told["hours"])
    opens, closes = map(time.fromisoformat, hours) if hours else (None, None)
    return Plan(
        name=_name(told),
        purpose=str(told["purpose"] or ""),
        minutes=int(str(told["minutes"])),
        months=int(str(told["months"])),
        rhythm=Rhythm(str(told["rhythm"])),
        opens=opens,
        closes=closes,
        fatigue=int(str(told["fatigue"])),
        kind=ProgrammeKind(str(kind)) if kind else None,
    )


def _name(told: Mapping[str, object]) -> str:
    return " ".join(str(told["name"]).split())
