"""What coordinators write is kept in versions, none of which is changed by a later one."""

import pytest

from bot.own_texts import OwnText, Version
from bot.records import NotYours, Records
from storage.records import Books
from tests.storage import paper
from tests.storage.paper import NOON


def evening(records: Records, name: str = "Summer evening") -> OwnText:
    return records.own_texts.add(OwnText(0, records.people.organisation().id, name))


def version(records: Records, text: OwnText, number: int, *, asks: bool = False) -> Version:
    words = {"en": (f"Title {number}", "Come on **Thursday**."), "de": ("Titel", "Komm am Donnerstag.")}
    by = paper.person(records, "Carla", f"carla{text.id}{number}@example.org").id
    return records.own_texts.write(
        Version(0, text.id, number, words, "leaders", NOON, asks, ("join", "more"), by)
    )


def test_each_version_is_found_by_the_name_it_is_announced_by(books: Books) -> None:
    with books() as records:
        text = evening(records)
        first, second = (version(records, text, number) for number in (1, 2))

        assert records.own_texts.named(first.template) == first == records.own_texts.version(first.id)
        assert records.own_texts.named(second.template) == second
        assert list(records.own_texts.versions(text.id)) == [first, second]
        assert list(records.own_texts.by(first.written_by or 0)) == [first]


@pytest.mark.parametrize(
    "name", ["announcements/launch", "announcements/own/", "announcements/own/77", "x/1"]
)
def test_any_other_name_is_of_none(books: Books, name: str) -> None:
    with books() as records:
        assert records.own_texts.named(name) is None


def test_only_what_is_not_retired_can_be_chosen_and_as_it_reads_now(books: Books) -> None:
    with books() as records:
        kept, retired = evening(records), evening(records, "Spring letter")
        for text in (kept, retired):
            version(records, text, 1)
        now = version(records, kept, 2)
        records.own_texts.keep(OwnText(retired.id, retired.organisation_id, retired.name, NOON))

        assert list(records.own_texts.newest()) == [(kept, now)]
        assert [one.name for one in records.own_texts.all()] == ["Summer evening", "Spring letter"]


def test_whatever_asks_is_known_also_in_an_older_version(books: Books) -> None:
    with books() as records:
        text = evening(records)
        asking = version(records, text, 1, asks=True)
        version(records, text, 2)

        assert records.own_texts.asking() == {asking.template}


def test_there_is_no_other_number(books: Books) -> None:
    with books() as records:
        for find in (records.own_texts.get, records.own_texts.hold, records.own_texts.version):
            with pytest.raises(NotYours):
                find(77)
