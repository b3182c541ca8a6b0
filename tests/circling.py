"""A programme of groups before anybody is matched, and what everybody in it does from then on, for a rehearsal."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot.model import Enrolment, Programme, ProgrammeKind, Role
from bot.people import Account, Person, Platform
from bot.records import Records
from storage.database import open_database
from storage.records import Books
from storage.secrets import Secrets
from tests.fresh import fresh
from tests.rehearsing import KEY, START, Intent, Run

PLACES = (
    ("Europe/Lisbon", "PT"),
    ("Europe/Berlin", "DE"),
    ("Europe/London", "GB"),
    ("Europe/Istanbul", "TR"),
)
MENTEES = ("ada", "ben", "cem", "dan")
Act = tuple[datetime, str, Intent]


def circles(file: Path, count: int) -> Sequence[tuple[str, ...]]:
    """Enough people for so many groups, on both platforms, in both languages; gives their addresses."""
    engine = open_database(fresh(file))
    groups = []
    with Books(engine, Secrets(KEY))() as records:
        organisation = records.people.organisation().id
        circle = records.programmes.add(Programme(0, organisation, "The circle", ProgrammeKind.GROUP))
        _somebody(records, "carla", 0, 5)
        for n in range(count):
            guide = _takes_part(records, circle, f"grace{n or ''}", n, Role.MENTOR)
            learning = [
                _takes_part(records, circle, f"{name}{n or ''}", n + place, Role.MENTEE)
                for place, name in enumerate(MENTEES, start=1)
            ]
            groups.append((guide, *learning))
    engine.dispose()
    return groups


def _takes_part(records: Records, circle: Programme, name: str, n: int, role: Role) -> str:
    guides = role is Role.MENTOR
    one = _somebody(records, name, n, 8 if guides else 3)
    offers, wants = (("leadership",), ()) if guides else ((), ("leadership",))
    records.programmes.enrol(
        Enrolment(0, circle.id, one.id, role, START, len(MENTEES) if guides else 0, offers, wants)
    )
    return one.email


def _somebody(records: Records, name: str, n: int, level: int) -> Person:
    zone, country = PLACES[n % len(PLACES)]
    one = Person(
        0,
        records.people.organisation().id,
        f"{name.title()} Reed",
        f"{name}@hartwell.example",
        level=level,
        timezone=zone,
        country=country,
    )
    one = records.people.add(one)
    platform, locale = list(Platform)[n % 2], ("en-GB", "de-DE")[n // 2 % 2]
    records.people.add_account(Account(0, one.id, platform, "T1", name, locale))
    return one


def half_a_year(groups: Sequence[Sequence[str]]) -> Iterator[Act]:
    """They are matched and say yes; they vote, one cannot come, one pauses, one leaves, and they look back."""
    for hours, press in ((0.1, "match.ask"), (0.2, "match.publish")):
        yield START + timedelta(hours=hours), "carla@hartwell.example", partial(_presses, action=press)
    yield START, "carla@hartwell.example", partial(Run.types, words="admin match")
    for n, (grace, ada, ben, cem, dan) in enumerate(groups):
        everybody = (grace, ada, ben, cem, dan)
        for place, one in enumerate(everybody):
            yield _at(1, n + place), one, partial(_presses, action="groups.accept")
            for month in range(6):
                yield _at(30.4 * month + 4.2, n + place), one, partial(_presses, action="meetings.pick")
                yield _at(30.4 * month + 18, n + place), one, partial(_presses, action="meetings.met")
        yield _at(33, n), ada, partial(_presses, action="pulses.give")
        yield _at(37, n), ben, partial(_presses, action="meetings.ask_cancel")
        yield _at(37.1, n), ben, partial(_presses, action="meetings.cancel")
        yield _at(40, n), grace, _reflects
        yield _at(50, n), cem, partial(_does, words="pause until 20 February 2027")
        yield _at(75, n), dan, partial(_does, words="change")
    grace, ada = groups[0][:2]
    yield _at(182.5, 0), ada, partial(_does, words="extend")
    yield _at(182.8, 0), grace, partial(_presses, action="extending.accept")


def _at(days: float, n: int) -> datetime:
    return START + timedelta(days=days, seconds=n)


def _presses(run: Run, email: str, action: str) -> None:
    run.presses(email, action)


def _reflects(run: Run, email: str) -> None:
    if run.presses(email, "flow.begin:reflect"):
        run.fills(email)


def _does(run: Run, email: str, words: str) -> None:
    run.types(email, words)
    run.fills(email)
