"""Start the first wave of letters to leaders, or the next one."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.announcements import announcements
from bot.campaigns import previewed
from bot.conversation import Flow
from bot.facts import mark, moment
from bot.flows import Instead
from bot.message import Fact, Field, Kind, Option, Page, Say
from bot.ports import Announcement, Visit
from bot.post import ANNOUNCEMENTS
from bot.waves import AUDIENCE, Wave, next_wave, overview, start

COORDINATORS = True
FRESH = True
SHOWN = 10
# Which letter is meant, unless another one is chosen.
USUAL = f"{ANNOUNCEMENTS}prelaunch"


@dataclass(frozen=True, slots=True)
class Starting:
    """The wave, who waits until `later`, the letters to choose from, and how each reads to the first."""

    wave: Wave
    later: Mapping[str, Fact]
    letters: Mapping[str, Announcement]
    previews: Mapping[str, Say]


def gather(visit: Visit, about: str) -> Starting:
    """The next wave, if anybody in it can be asked just now."""
    del about
    wave = next_wave(visit, overview(visit))
    if wave is None or not wave.people:
        raise Instead(Say("admin_leaders_wave/nobody", _missed(visit, wave)))
    found = announcements(visit)
    letters = {one.name: one for one in found if one.asks and one.audience == AUDIENCE}
    reader, ask = wave.people[0]
    previews = {name: previewed(visit, name, ask.line, reader) for name in letters}
    return Starting(wave, _later(visit, wave), letters, previews)


def admin_leaders_wave(here: Starting) -> Flow[tuple[Wave, Announcement]]:
    """Which letter, then who gets it and how it reads."""
    options = tuple(Option(name, one.label) for name, one in here.letters.items())
    usual = USUAL if USUAL in here.letters else next(iter(here.letters))
    told = yield Page(
        "admin_leaders_wave/letter",
        (Field("letter", Kind.CHOICE, options, initial=usual),),
        {"wave": here.wave.number, "count": len(here.wave.people)},
    )
    letter = here.letters[str(told["letter"])]
    seen = mark(letter.name, [(one.id, ask.line) for one, ask in here.wave.people])
    counts: dict[str, Fact] = {**_counted(here.wave), **here.later}
    yield Page("admin_leaders_wave/review", (), counts, (here.previews[letter.name],), seen)
    return here.wave, letter


def finish(visit: Visit, about: str, order: tuple[Wave, Announcement]) -> None:
    """Each gets it in their own working hours. A card comes as a message, and is kept up to date."""
    del about
    wave, letter = order
    start(visit, letter, wave)


def _later(visit: Visit, wave: Wave) -> dict[str, Fact]:
    """Whoever is asked again on a day of their own, and not before."""
    named: tuple[Fact, ...] = tuple(
        {"name": one.name, "until": moment(day, visit.person)} for one, day in wave.later[:SHOWN]
    )
    return {"later": named, "later_more": max(0, len(wave.later) - SHOWN)}


def _counted(wave: Wave) -> dict[str, Fact]:
    names = tuple(one.name for one, _ in wave.people)
    return {
        "wave": wave.number,
        "count": len(names),
        "names": names[:SHOWN],
        "more": max(0, len(names) - SHOWN),
        "own": sum(bool(ask.line) for _, ask in wave.people),
        "unreachable": tuple(one.name for one in wave.unreachable[:SHOWN]),
        "unreachable_more": max(0, len(wave.unreachable) - SHOWN),
        "others": wave.others,
    }


def _missed(visit: Visit, wave: Wave | None) -> dict[str, Fact]:
    missed = wave.unreachable if wave else ()
    return {
        **(_later(visit, wave) if wave else {"later": (), "later_more": 0}),
        "wave": wave.number if wave else 0,
        "unreachable": tuple(one.name for one in missed[:SHOWN]),
        "more": max(0, len(missed) - SHOWN),
    }
