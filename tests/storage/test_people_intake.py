"""A people file is taken in whole or not at all, on both engines; what it would change can be told before."""

from dataclasses import replace

import pytest

from bot.people import Person, Platform, Prefill
from bot.people_file import read_people
from bot.people_intake import Stored, Troubled, consider, store_people
from bot.records import Records
from storage.records import Books
from tests.storage.paper import account

HEAD = "email,name,timezone,level,leader,manager,role,capacity,offers,goals\n"


def store(records: Records, text: str) -> Stored:
    return store_people(records, read_people(text.encode(), frozenset()))


def ada_in(records: Records, timezone: str = "Europe/Lisbon") -> Person:
    home = records.people.organisation().id
    return records.people.add(
        Person(0, home, "Ada", "ada@x.example", title="Engineer", timezone=timezone, level=3)
    )


def test_somebody_new_is_added_with_what_fills_in_their_form(books: Books) -> None:
    with books() as records:
        stored = store(records, HEAD + "bob@x.example,Bob,Europe/London,4,yes,,mentor,2,python,\n")

        assert stored == Stored(added=1, updated=0, unchanged=0, prefills=1)
        [bob] = records.people.everybody()
        assert (bob.name, bob.timezone, bob.level, bob.leader) == ("Bob", "Europe/London", 4, True)
        assert records.people.prefill(bob.id) == Prefill(bob.id, "mentor", 2, ("python",))
        assert list(records.people.search("bob", 5)) == [bob]


def test_a_missing_column_leaves_what_is_stored_and_an_empty_cell_clears_it(books: Books) -> None:
    with books() as records:
        ada = ada_in(records)
        records.people.keep_prefill(Prefill(ada.id, "mentee", 1, goals="Speak"))

        stored = store(records, "email,name,level,role\nADA@x.example,Ada Pereira,,\n")

        assert stored == Stored(added=0, updated=1, unchanged=0, prefills=1)
        assert records.people.get(ada.id) == replace(ada, name="Ada Pereira", level=None)
        assert records.people.prefill(ada.id) == Prefill(ada.id, "", 1, goals="Speak")
        assert [one.id for one in records.people.search("pereira", 5)] == [ada.id]


def test_the_same_file_again_changes_nothing(books: Books) -> None:
    text = HEAD + "ada@x.example,Ada,Europe/Lisbon,3,no,,both,2,python,\nbob@x.example,Bob,,,,,,,,\n"
    with books() as records:
        ada_in(records)
        store(records, text)
        before = list(records.crowd.everybody()), records.crowd.prefills()

        assert store(records, text) == Stored(added=0, updated=0, unchanged=2, prefills=0)
        assert (list(records.crowd.everybody()), records.crowd.prefills()) == before


@pytest.mark.parametrize(
    ("has_account", "stored", "written", "then"),
    [
        (True, "Europe/Lisbon", "Asia/Tokyo", "Europe/Lisbon"),
        (True, "Europe/Lisbon", "", "Europe/Lisbon"),
        (True, "", "Asia/Tokyo", "Asia/Tokyo"),
        (False, "Europe/Lisbon", "Asia/Tokyo", "Asia/Tokyo"),
        (False, "Europe/Lisbon", "", ""),
    ],
)
def test_the_zone_that_a_platform_told_wins_over_the_file(
    books: Books,
    has_account: bool,  # a case of a table
    stored: str,
    written: str,
    then: str,
) -> None:
    with books() as records:
        ada = ada_in(records, stored)
        if has_account:
            account(records, ada.id, Platform.SLACK)

        store(records, f"email,name,timezone\nada@x.example,Ada,{written}\n")

        assert records.people.get(ada.id).timezone == then


def test_a_file_with_a_problem_is_not_stored_even_in_part(books: Books) -> None:
    with books() as records:
        with pytest.raises(Troubled):
            store(records, "email,name\nbob@x.example,Bob\nada,Ada\n")

        assert list(records.people.everybody()) == []


def test_what_would_change_is_told_without_changing_it(books: Books) -> None:
    text = "email,name,manager\nada@x.example,Ada Pereira,\nbob@x.example,Bob,ada@x.example\n"
    with books() as records:
        ada = ada_in(records)

        file, intake = consider(records, text.encode())

        assert file.problems == ()
        assert intake
        assert intake.counts == Stored(added=1, updated=1, unchanged=0, prefills=0)
        assert list(records.people.everybody()) == [ada]


@pytest.mark.long
def test_hundreds_come_in_at_once_and_know_their_managers(books: Books) -> None:
    lines = [f"p{n}@x.example,Person {n},{f'p{n // 2}@x.example' if n else ''},mentor" for n in range(1234)]
    with books() as records:
        stored = store(records, "email,name,manager,role\n" + "\n".join(lines))

        assert stored == Stored(added=1234, updated=0, unchanged=0, prefills=1234)
        everybody = list(records.crowd.everybody())
        assert [one.email for one in everybody] == [f"p{n}@x.example" for n in range(1234)]
        assert everybody[1000].manager == "p500@x.example"
        assert records.crowd.prefills()[everybody[1233].id].role == "mentor"

        changed = store(records, "email,name\n" + "\n".join(f"p{n}@x.example,Other {n}" for n in range(700)))
        assert changed == Stored(added=0, updated=700, unchanged=0, prefills=0)
        assert [one.name for one in records.crowd.everybody()][698:701] == [
            "Other 698",
            "Other 699",
            "Person 700",
        ]
