"""When a pair is asked how useful it is: on whose day, in whose morning, and with how little owed ahead."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot import pulses
from bot.model import Pair, PairState
from bot.ports import Errand, Event, House
from bot.post import Nudge
from bot.records import Records
from storage.records import Books
from templates.library import Library
from tests.storage import paper

HOUSE = House(Library())


def owed(records: Records, key: str) -> Nudge:
    found = records.outbox.get(key)
    assert found, key
    return found


def paired(records: Records, began: datetime, zones: Mapping[str, str], months: int = 6) -> Pair:
    """Begun at that moment, the mentor first, each in their zone."""
    people = []
    for name, zone in zones.items():
        person = paper.person(records, name)
        records.people.keep(replace(person, timezone=zone))
        people.append(person.id)
    programme = paper.programme(records)
    pair = records.pairs.begin(Pair(0, programme.id, people[0], tuple(people[1:]), began, months))
    pulses.plan(Event(records, began, HOUSE), pair)
    return pair


def looks(records: Records, pair: Pair, number: int) -> None:
    """The look is due."""
    nudge = owed(records, f"pulse:{pair.id}:{number}")
    pulses.look(Errand(nudge, records, nudge.due, HOUSE))


@pytest.mark.parametrize(
    ("began", "zone", "number", "asked"),
    [
        ("2026-11-23T14:30+00:00", "Europe/London", 1, "2026-12-23T09:00+00:00"),
        ("2026-11-23T14:30+00:00", "Europe/London", 2, "2027-02-22T09:00+00:00"),  # day 90 is a Sunday
        ("2026-11-23T14:30+00:00", "Europe/London", 3, "2027-04-22T09:00+01:00"),  # in summer time
        (
            "2026-11-23T14:30+00:00",
            "Pacific/Auckland",
            1,
            "2026-12-24T09:00+13:00",
        ),  # there it began a day later
        (
            "2026-11-23T02:30+00:00",
            "America/Los_Angeles",
            1,
            "2026-12-22T09:00-08:00",
        ),  # and here one earlier
        ("2028-01-30T12:00+00:00", "UTC", 1, "2028-02-29T09:00+00:00"),  # a leap day
    ],
)
def test_the_day_is_counted_where_somebody_is_and_it_is_a_working_morning(
    books: Books, began: str, zone: str, number: int, asked: str
) -> None:
    with books() as records:
        pair = paired(records, datetime.fromisoformat(began), {"Grace": zone, "Ada": zone})
        for one in range(1, number + 1):
            looks(records, pair, one)

        due = owed(records, f"pulse:{pair.id}:{number}:{pair.mentor_id}").due
    assert due == datetime.fromisoformat(asked)


def test_each_is_asked_in_their_own_morning_and_the_look_comes_before_the_first(books: Books) -> None:
    began = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
    with books() as records:
        pair = paired(records, began, {"Grace": "America/New_York", "Ada": "Asia/Tokyo"})
        looks(records, pair, 1)
        look, grace, ada = (
            owed(records, f"pulse:{pair.id}:1{rest}")
            for rest in ("", f":{pair.mentor_id}", f":{pair.mentee_ids[0]}")
        )

    assert ada.due == datetime.fromisoformat("2026-12-23T09:00+09:00") == look.due
    assert grace.due == datetime.fromisoformat("2026-12-23T09:00-05:00")
    assert ada.unasked
    assert ada.expires
    assert ada.expires - ada.due < pulses.EVERY, "gone before the next one"


def test_one_look_is_owed_ahead_and_none_after_the_end(books: Books) -> None:
    began = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
    with books() as records:
        pair = paired(records, began, {"Grace": "UTC", "Ada": "UTC"}, months=24)
        assert [one.key for one in records.outbox.owed_to(pair.mentor_id)] == [f"pulse:{pair.id}:1"]
        for number in (1, 1):
            looks(records, pair, number)
        keys = [one.key for one in records.outbox.owed_to(pair.mentor_id)]
        assert set(keys) == {f"pulse:{pair.id}:{rest}" for rest in ("1", "2", f"1:{pair.mentor_id}")}
        records.pairs.keep(replace(pair, state=PairState.ENDED))
        looks(records, pair, 2)
        assert len(records.outbox.owed_to(pair.mentor_id)) == len(keys)


def test_nothing_is_asked_after_the_months_are_over_unless_there_are_more(books: Books) -> None:
    began = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
    with books() as records:
        pair = paired(records, began, {"Grace": "UTC", "Ada": "UTC"}, months=3)
        for number in (1, 2, 3, 4):
            if number == 4:
                records.pairs.keep(replace(pair, months=9))
            looks(records, pair, number)
        asked = {
            number: records.outbox.get(f"pulse:{pair.id}:{number}:{pair.mentor_id}") is not None
            for number in (1, 2, 3, 4)
        }

    assert asked == {1: True, 2: True, 3: False, 4: True}
