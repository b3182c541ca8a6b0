"""Mentors from outside: in the tables, and yet owed nothing, found by nobody, and erased by age."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine, event

from bot.model import Pair, PairState
from bot.people import Person
from bot.records import Records
from bot.retention import bounds, erase_a_little
from storage.records import Books
from tests.storage.paper import NOON, nudge, person, programme

ADDRESS = "petra@vogel.example"
LONG_AFTER = NOON + timedelta(days=800)


def outsider(records: Records) -> Person:
    return records.people.add(
        Person(0, records.people.organisation().id, "Petra Vogel", outside=ADDRESS.upper())
    )


def met(records: Records, petra: Person, leader: Person) -> Pair:
    running = programme(records).id
    return records.pairs.begin(Pair(0, running, petra.id, (leader.id,), NOON, 6, external=True))


def test_nothing_can_be_owed_to_somebody_from_outside(books: Books) -> None:
    with books() as records:
        petra, lena = outsider(records), person(records, "Lena")

        new = records.outbox.owe([nudge(petra.id, "nudge:petra"), nudge(lena.id, "nudge:lena")])

        assert new == 1
        assert records.outbox.owed_to(petra.id) == ()
        assert records.outbox.get("nudge:petra") is None
        assert [one.to for one in records.outbox.owed] == [lena.id]


def test_they_are_asked_for_once_and_again_only_for_whoever_came_since(books: Books, engine: Engine) -> None:
    asked: list[str] = []

    def note(*heard: object) -> None:
        asked.extend(one for one in heard if isinstance(one, str) and one.startswith("SELECT people.id"))

    with books() as records:
        ada, lena = person(records, "Ada"), person(records, "Lena")
        event.listen(engine, "before_cursor_execute", note)
        try:
            assert records.outbox.owe([]) == 0
            assert asked == [], "nobody is written to"
            for number in range(3):
                owed = [nudge(one.id, f"{number}:{one.id}") for one in (lena, ada)]
                assert records.outbox.owe(owed) == 2
            assert len(asked) == 1
        finally:
            event.remove(engine, "before_cursor_execute", note)
        petra = outsider(records)

        assert records.outbox.owe([nudge(petra.id, "petra"), nudge(ada.id, "ada")]) == 1
        assert records.outbox.owe([nudge(petra.id, "petra again")]) == 0


def test_nobody_finds_them_by_name_or_address_and_two_may_have_one_address(books: Books) -> None:
    with books() as records:
        petra, again = outsider(records), outsider(records)
        colleague = person(records, "Petra Vogel", ADDRESS)

        assert petra.outside == ADDRESS
        assert petra.id != again.id
        assert records.people.by_email(ADDRESS) == colleague
        assert list(records.people.search("Petra", 9)) == [colleague]
        assert list(records.people.everybody()) == [colleague]
        assert list(records.people.by_emails([ADDRESS]).values()) == [colleague]
        assert records.people.coordinators([ADDRESS]) == [colleague]
        assert list(records.people.out_of_reach()) == []


def test_their_pair_is_the_leaders_alone(books: Books) -> None:
    with books() as records:
        petra, lena = outsider(records), person(records, "Lena")

        pair = met(records, petra, lena)

        assert records.pairs.of(lena.id, pair.id) == pair
        assert pair.people == (lena.id,)
        assert pair.partner_of(lena.id) == petra.id
        assert pair.partners_of(lena.id) == ()


def test_they_are_erased_once_their_pair_has_ended_long_enough_ago(books: Books) -> None:
    with books() as records:
        petra, lena = outsider(records), person(records, "Lena")
        pair = met(records, petra, lena)
        assert erase_a_little(records, LONG_AFTER) == 0, "while they meet, they are kept"
        ended = Pair(
            pair.id, pair.programme_id, petra.id, (lena.id,), NOON, 6, PairState.ENDED, external=True
        )
        for ended_at, kept in ((LONG_AFTER - timedelta(days=30), True), (NOON, False)):
            records.pairs.keep(replace(ended, ended_at=ended_at))
            records.retention.erase(bounds(LONG_AFTER, 24), 10)
            assert (records.people.get(petra.id).outside == ADDRESS) is kept
        assert records.people.get(petra.id).name == "Somebody"
