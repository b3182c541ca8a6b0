"""What is put to a leader, and because of what: decided by who they are and what they have done."""

from itertools import product

import pytest

from bot.angles import MOST, Angle, History, angles
from bot.model import Enrolment, ProgrammeKind, Role
from bot.people import Person
from tests.storage.paper import NOON

THEIRS = {Angle.CONNECTION, Angle.LEARNING, Angle.REFLECTION}


def leader(level: int | None = None) -> Person:
    return Person(1, 1, "Grace Whitfield", level=level, leader=True)


def enrolment(*wants: str) -> Enrolment:
    return Enrolment(1, 1, 1, Role.MENTOR, NOON, wants=wants)


def chosen(
    person: Person,
    mine: Enrolment | None = None,
    history: History | None = None,
    kind: ProgrammeKind = ProgrammeKind.TRADITIONAL,
) -> list[str]:
    found = angles(person, mine, history or History(), kind)
    return [f"{one.angle}: {one.because}" for one in found]


@pytest.mark.parametrize(
    ("person", "mine", "history", "expected"),
    [
        (leader(), None, History(), ["connection: new", "support: usual"]),
        (leader(8), None, History(), ["connection: new", "influence: level", "support: usual"]),
        (leader(9), None, History(), ["reflection: top", "influence: level", "support: usual"]),
        (leader(), None, History(reports=5), ["connection: new", "influence: reports", "support: usual"]),
        (leader(9), None, History(reports=40), ["reflection: top", "influence: reports", "support: usual"]),
        (leader(), None, History(reports=4), ["connection: new", "support: usual"]),
        (
            leader(6),
            None,
            History(learned=True),
            ["reflection: usual", "paying_forward: learned", "support: usual"],
        ),
        (
            leader(8),
            enrolment(),
            History(learned=True, guided=True, put_off=True, reports=9),
            ["reflection: usual", "paying_forward: learned", "support: put_off"],
        ),
        (
            leader(),
            enrolment("Data"),
            History(guided=True),
            ["learning: wants", "paying_forward: guided", "support: usual"],
        ),
        (leader(), None, History(put_off=True), ["connection: new", "support: put_off"]),
    ],
)
def test_what_speaks_for_it_follows_from_what_somebody_is_and_has_done(
    person: Person, mine: Enrolment | None, history: History, expected: list[str]
) -> None:
    assert chosen(person, mine, history) == expected


def test_turned_round_there_is_nothing_to_pass_on_and_something_to_learn() -> None:
    given = chosen(leader(9), None, History(learned=True, guided=True), ProgrammeKind.REVERSE)

    assert given == ["learning: turned_round", "influence: level", "support: usual"]


def test_everybody_has_one_thing_that_is_in_it_for_them_and_no_kind_of_reason_twice() -> None:
    on_off = (False, True)
    histories = [History(*given) for given in product(on_off, on_off, on_off, (0, 5))]
    for level, history in product([None, 1, 7, 8, 9, 10], histories):
        for mine, kind in product([None, enrolment(), enrolment("Data")], ProgrammeKind):
            first, *others = angles(leader(level), mine, history, kind)

            assert first.angle in THEIRS
            assert not {one.angle for one in others} & THEIRS
            assert len({one.angle for one in others}) == len(others) in range(1, MOST)
            assert angles(leader(level), mine, history, kind) == (first, *others)
