"""Pairs of a spreadsheet, offered to the people of the programme."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.enrolment import first_programme
from bot.model import Enrolment, ProposalState, Role
from bot.people import Person
from bot.records import Records
from handlers.shell.main import main
from tests.handlers.shell.test_commands import NOON, Room

PEOPLE = "email,name,role,offers,wants\nada@example.org,Ada,mentee,,Go\ngrace@example.org,Grace,mentor,Go,\n"
Told = pytest.CaptureFixture[str]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.engine.dispose()


@pytest.fixture
def cohort(tmp_path: Path) -> str:
    path = tmp_path / "cohort.csv"
    path.write_text(PEOPLE)
    return str(path)


def met(records: Records, name: str, role: Role | None = None) -> Person:
    person = records.people.add(
        Person(0, records.people.organisation().id, name, email=f"{name.lower()}@example.org")
    )
    if role:
        programme = first_programme(records)
        records.programmes.enrol(Enrolment(0, programme.id, person.id, role, NOON, capacity=1))
    return person


def test_both_sides_are_asked_once_they_have_joined(room: Room, cohort: str, capsys: Told) -> None:
    with room.books() as records:
        met(records, "Carla")
        met(records, "Ada", Role.MENTEE)
        met(records, "Grace", Role.MENTOR)

    assert main(["match", cohort, "--publish", "--by", "Carla@example.org"], room.toolbox) == 0

    assert "Published: both sides of 1 pair is asked." in capsys.readouterr().out
    with room.books() as records:
        [proposal] = records.pairs.proposals(first_programme(records).id)
        assert (proposal.score, proposal.state) == (400, ProposalState.OFFERED)
        assert [entry.act for entry in records.audit.entries()] == ["match"]


def test_nobody_is_asked_while_one_of_them_has_not_joined(room: Room, cohort: str, capsys: Told) -> None:
    with room.books() as records:
        met(records, "Carla")
        met(records, "Ada", Role.MENTEE)

    assert main(["match", cohort, "--publish", "--by", "carla@example.org"], room.toolbox) == 1

    assert capsys.readouterr().err.endswith(
        "grace@example.org: is not known here: import people first\n"
        "Nobody was asked: 1 of those named cannot be offered a match.\n"
    )
    with room.books() as records:
        assert not records.pairs.proposals(first_programme(records).id)


def test_whoever_is_left_hears_why_and_those_who_join_later_are_looked_at(
    room: Room, tmp_path: Path, capsys: Told
) -> None:
    cohort = tmp_path / "cohort.csv"
    cohort.write_text(f"{PEOPLE}bea@example.org,Bea,mentee,,\nzoe@example.org,Zoe,mentee,,\n")
    with room.books() as records:
        for name, role in (("Carla", None), ("Ada", Role.MENTEE), ("Grace", Role.MENTOR)):
            met(records, name, role)
        bea = met(records, "Bea", Role.MENTEE)

    assert main(["match", str(cohort), "--publish", "--by", "carla@example.org"], room.toolbox) == 0

    assert "1 pair is asked, and 1 person hears why there is none for them." in capsys.readouterr().out
    with room.books() as records:
        programme = first_programme(records)
        method = records.matching.method(programme.id)
        assert (method.runs, method.published_at) == (1, room.toolbox.clock.now())
        [told] = [one for one in records.outbox.owed_to(bea.id) if one.template == "matching/unmatched"]
        assert told.facts["mentee"] == "all_full"
        carla = records.people.by_email("carla@example.org")
        assert carla
        assert [one.template for one in records.outbox.owed_to(carla.id)] == ["matching.late"]


def test_it_takes_a_coordinator(room: Room, cohort: str, capsys: Told) -> None:
    with room.books() as records:
        met(records, "Ada", Role.MENTEE)

    assert main(["match", cohort, "--publish", "--by", "ada@example.org"], room.toolbox) == 1
    assert "is nobody who coordinates here; nobody was asked." in capsys.readouterr().err
    assert main(["match", cohort, "--publish"], room.toolbox) == 1
    assert "Say who publishes" in capsys.readouterr().err
