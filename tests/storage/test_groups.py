"""Who is in a group, and who has left it: for them it has ended, for the others it goes on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Meeting, Pair, PairState
from bot.records import NotYours, Records
from storage.records import Books
from tests.storage.paper import NOON, meeting, pair, person

LATER = NOON + timedelta(days=30)


def group(records: Records) -> Pair:
    """Grace with Ada, Ben and Cem."""
    return pair(records, *(person(records, name).id for name in ("Grace", "Ada", "Ben", "Cem")))


def reaches(records: Records, person_id: int, meeting_id: int) -> bool:
    try:
        return bool(records.meetings.of(person_id, meeting_id))
    except NotYours:
        return False


def test_one_more_may_join_a_group_and_is_the_last(books: Books) -> None:
    with books() as records:
        before, dan = group(records), person(records, "Dan").id

        after = records.pairs.join(before, dan)

        assert after.mentee_ids == (*before.mentee_ids, dan)
        assert records.pairs.of(dan, before.id) == records.pairs.of(before.mentor_id, before.id) == after


def test_whoever_leaves_a_group_finds_it_ended_and_the_others_do_not(books: Books) -> None:
    with books() as records:
        before = group(records)
        grace, ada, ben, cem = before.people

        after = records.pairs.part(before, ben, LATER)

        assert after.mentee_ids == (ada, cem)
        assert list(records.pairs.pairs_of(grace)) == list(records.pairs.pairs_of(ada)) == [after]
        [ended] = records.pairs.pairs_of(ben)
        assert (ended.state, ended.ended_at, ended.people) == (PairState.ENDED, LATER, (grace, ben))
        assert records.pairs.taken(before.programme_id) == {grace: 2}
        assert records.pairs.join(after, ben).mentee_ids == (ada, cem, ben)
        assert records.pairs.of(ben, before.id).state is PairState.ACTIVE


def test_whoever_has_left_reaches_the_hours_before_that_and_no_later_one(books: Books) -> None:
    with books() as records:
        here = group(records)
        hour = meeting(records, here.id)
        ben = here.mentee_ids[1]
        assert records.meetings.of(ben, hour.id) == hour
        records.pairs.part(here, ben, LATER)

        with pytest.raises(NotYours):
            records.meetings.of(ben, hour.id)
        for at, reached in ((LATER + timedelta(days=1), False), (NOON, True)):
            records.meetings.keep(replace(hour, at=at))
            assert reaches(records, ben, hour.id) is reached

        after = records.meetings.propose(Meeting(0, here.id, 2, (), at=LATER + timedelta(days=30)))
        assert reaches(records, ben, hour.id), "what the others do later takes nothing away"
        assert not reaches(records, ben, after.id)


def test_a_group_whose_last_mentee_is_forgotten_ends_though_others_have_left_it(books: Books) -> None:
    with books() as records:
        here = group(records)
        grace, ada, ben, cem = here.people
        for one in (ada, ben):
            here = records.pairs.part(here, one, LATER)

        records.people.forget(cem, LATER)

        [left] = records.pairs.pairs_of(grace)
        assert left.state is PairState.ENDED
        records.people.forget(ada, LATER)
        assert list(records.pairs.pairs_of(ada)) == []
