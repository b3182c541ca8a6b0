"""Whom people would like best: in their order, until they say otherwise, and nobody who is gone."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine

from bot.model import Request, RequestState
from bot.records import Records
from bot.retention import bounds
from storage.records import Books
from storage.secrets import Secrets
from tests.storage.paper import MINUTE, NOON, person, programme


def cast(records: Records) -> tuple[int, int, int, int]:
    """A programme, a mentor, and two mentees."""
    spring, grace = programme(records), person(records, "Grace")
    return spring.id, grace.id, person(records, "Ada").id, person(records, "Tom").id


def test_mentors_are_kept_to_what_they_said_last(books: Books) -> None:
    with books() as records:
        spring, grace, ada, tom = cast(records)
        records.wishes.keep(spring, grace, [ada, tom], NOON)
        records.wishes.keep(programme(records).id, grace, [ada], NOON)
        records.wishes.keep(spring, grace, [tom, ada], NOON)
        records.wishes.keep(spring, ada, [tom], NOON)

        assert records.wishes.of_mentors(spring) == {grace: (tom, ada), ada: (tom,)}
        assert records.wishes.of_mentors(spring, grace) == {grace: (tom, ada)}

        records.wishes.keep(spring, grace, [], NOON)
        assert records.wishes.of_mentors(spring, grace) == {}


def test_mentees_wish_for_whom_they_named_or_asked_until_that_is_settled(books: Books) -> None:
    with books() as records:
        spring, grace, ada, tom = cast(records)
        lea, ben = person(records, "Lea").id, person(records, "Ben").id
        asked = Request(0, spring, ada, grace, NOON, rank=2, state=RequestState.WISHED)
        for one in (
            asked,
            replace(asked, mentor_id=tom, rank=1, state=RequestState.NOT_YET, made_at=NOON + MINUTE),
            replace(asked, mentor_id=lea, rank=1, state=RequestState.OPEN),
            replace(asked, mentor_id=ben, rank=1, state=RequestState.DECLINED),
            replace(asked, mentee_id=ben, rank=1, state=RequestState.WAITING),
        ):
            records.requests.add(one)

        assert records.wishes.of_mentees(spring) == {ada: (tom, lea, grace), ben: (grace,)}
        assert records.wishes.of_mentees(spring, ben) == {ben: (grace,)}


def test_no_letter_is_opened_to_know_whom_it_is_for(books: Books, engine: Engine) -> None:
    with books() as records:
        spring, grace, ada, _ = cast(records)
        records.requests.add(Request(0, spring, ada, grace, NOON, line="Your talk is the reason"))

    without_the_key = Books(engine, Secrets("another key for tests"))
    with without_the_key() as records:
        assert records.wishes.of_mentees(spring) == {ada: (grace,)}


def test_whoever_is_forgotten_names_nobody_and_is_named_by_nobody(books: Books) -> None:
    with books() as records:
        spring, grace, ada, tom = cast(records)
        records.wishes.keep(spring, grace, [ada, tom], NOON)
        records.wishes.keep(spring, ada, [tom], NOON)

        records.people.forget(ada, NOON)

        assert records.wishes.of_mentors(spring) == {grace: (tom,)}
        assert ada not in records.people.some([ada]), "nothing points at her any more"


def test_of_two_who_are_one_each_wish_stays_once_and_none_for_themselves(books: Books) -> None:
    with books() as records:
        spring, grace, ada, tom = cast(records)
        lost, lea = person(records, "A.").id, person(records, "Lea").id
        records.wishes.keep(spring, grace, [lost, tom, ada], NOON)
        records.wishes.keep(spring, tom, [lost, grace], NOON)
        records.wishes.keep(spring, lost, [ada, lea], NOON)
        records.wishes.keep(spring, ada, [lost], NOON)

        records.links.merge(lost, ada)

        assert records.wishes.of_mentors(spring) == {grace: (tom, ada), tom: (ada, grace), ada: (lea,)}


def test_of_two_lists_that_become_one_that_of_who_stays_is_kept(books: Books) -> None:
    with books() as records:
        spring, grace, ada, tom = cast(records)
        lost = person(records, "G.").id
        records.wishes.keep(spring, grace, [tom], NOON)
        records.wishes.keep(spring, lost, [ada, tom], NOON)

        records.links.merge(lost, grace)

        assert records.wishes.of_mentors(spring) == {grace: (tom,)}


def test_what_was_wished_long_ago_is_erased_and_what_others_wished_is_not(books: Books) -> None:
    with books() as records:
        spring, grace, ada, tom = cast(records)
        later = NOON + timedelta(days=900)
        records.wishes.keep(spring, grace, [ada, tom], NOON)
        records.wishes.keep(spring, tom, [ada], later)

        records.retention.erase(bounds(later, 24), 10)

        assert records.wishes.of_mentors(spring) == {tom: (ada,)}
