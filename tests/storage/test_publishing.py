"""Publishing at the same moment asks everybody once, and a dry run reads as often for many as for few."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine, event

from bot import matching_desk, publishing, rulings, unmatched
from bot.cohort import best, cohort, pairs_of
from bot.matching.proposal import Left, Outcome, Reason
from bot.model import Answer, Enrolment, Programme, ProposalState, Request, RequestState, Role
from bot.people import Account, Person, Platform
from bot.ports import Event, House, Visit
from bot.post import NudgeState
from bot.records import NotYours
from storage.records import Books
from templates.library import Library
from tests.storage.paper import MINUTE, NOON, account, at_once, person, programme

HOUSE = House(Library(), frozenset({"carla@x.example", "otto@x.example"}))


@pytest.fixture
def running(books: Books) -> Programme:
    with books() as records:
        return programme(records)


def enrol(books: Books, running: Programme, count: int) -> None:
    """So many mentors, and as many mentees."""
    with books() as records:
        organisation = records.people.organisation().id
        for n in range(count):
            for role, level in ((Role.MENTOR, 8), (Role.MENTEE, 3)):
                one = records.people.add(Person(0, organisation, f"{role} {n}", level=level))
                records.programmes.enrol(Enrolment(0, running.id, one.id, role, NOON, 1, ("SQL",), ("SQL",)))


def coordinator(books: Books, name: str) -> Account:
    with books() as records:
        one = person(records, name.title(), f"{name}@x.example")
        return account(records, one.id, Platform.SLACK)


def does(books: Books, who: Account, act: Callable[[Visit], object]) -> Callable[[], object]:
    def work() -> object:
        with books() as records:
            return act(Visit(records.people.get(who.person_id), who, records, NOON, HOUSE))

    return work


def seen(books: Books, running: Programme) -> str:
    with books() as records:
        return matching_desk.seen(best(cohort(Event(records, NOON, HOUSE), running)))


def test_of_two_who_publish_at_once_one_asks_and_the_other_is_shown_what_is_left(
    books: Books, replica: Callable[[], Books], running: Programme
) -> None:
    enrol(books, running, 3)
    mark = seen(books, running)
    both = [coordinator(books, name) for name in ("carla", "otto")]

    at_once(*(does(replica(), who, lambda visit: publishing.publish(visit, mark)) for who in both))

    with books() as records:
        offered = records.pairs.proposals(running.id)
        assert len({one.mentee_id for one in offered}) == len(offered) == 3
        assert records.matching.method(running.id).runs == 1


def test_a_ruling_at_the_same_moment_is_not_published_over(
    books: Books, replica: Callable[[], Books], running: Programme
) -> None:
    enrol(books, running, 1)
    mark = seen(books, running)
    with books() as records:
        [(mentor, mentee)] = pairs_of(best(cohort(Event(records, NOON, HOUSE), running)))
    carla, otto = (coordinator(books, name) for name in ("carla", "otto"))

    def forbid(visit: Visit) -> object:
        try:
            return rulings.forbid(visit, f"{mentor}:{mentee}")
        except NotYours:
            return None

    at_once(
        does(replica(), carla, lambda visit: publishing.publish(visit, mark)), does(replica(), otto, forbid)
    )

    with books() as records:
        assert len(records.pairs.proposals(running.id)) + len(records.matching.rulings(running.id)) == 1


@pytest.mark.long
def test_a_dry_run_asks_the_records_as_often_for_many_as_for_few(
    books: Books, engine: Engine, running: Programme
) -> None:
    carla = coordinator(books, "carla")
    asked: list[int] = []
    for _ in range(2):
        enrol(books, running, 40)
        statements: list[str] = []

        def count(*told: object, into: list[str] = statements) -> None:
            into.append(str(told[2]))

        event.listen(engine, "before_cursor_execute", count)
        does(books, carla, lambda visit: matching_desk.page_through(visit, "0"))()
        event.remove(engine, "before_cursor_execute", count)
        asked.append(len(statements))

    assert asked[0] == asked[1] < 30


def test_what_fell_away_without_a_no_is_kept_where_nobody_loses_by_it(
    books: Books, running: Programme
) -> None:
    enrol(books, running, 2)
    carla = coordinator(books, "carla")
    mark = seen(books, running)
    does(books, carla, lambda visit: publishing.publish(visit, mark))()
    with books() as records:
        first, second = records.pairs.proposals(running.id)
        records.pairs.keep_proposal(replace(first, state=ProposalState.DECLINED))
        records.pairs.keep_proposal(replace(second, state=ProposalState.DECLINED, mentee_said=Answer.NO))

        run = cohort(Event(records, NOON, HOUSE), running).run

    assert run.kept == {(first.mentor_id, first.mentee_id)}
    assert (second.mentor_id, second.mentee_id) in run.earlier
    assert (first.mentor_id, first.mentee_id) not in run.earlier


def test_what_nobody_has_read_yet_gives_way_to_what_is_true_by_now(books: Books, running: Programme) -> None:
    enrol(books, running, 1)
    with books() as records:
        here = cohort(Event(records, NOON, HOUSE), running)
        [mentee] = here.mentees.values()
        for runs, reason in enumerate((Reason.ALL_FULL, Reason.NO_MENTORS, Reason.NO_MENTORS)):
            left = Outcome((), (Left(mentee.person, Role.MENTEE, reason),), (0, 0, 0))
            published = replace(here, method=replace(here.method, runs=runs))
            unmatched.tell(Event(records, NOON + runs * MINUTE, HOUSE), published, left.unmatched)

        owed = [(one.facts["mentee"], one.state) for one in records.outbox.owed_to(mentee.id)]

    assert owed == [("all_full", NudgeState.SKIPPED), ("no_mentors", NudgeState.READY)]


def test_whoever_is_away_is_not_told_that_nobody_was_found(books: Books, running: Programme) -> None:
    enrol(books, running, 1)
    with books() as records:
        for one in records.people.everybody():
            records.people.keep(replace(one, paused_at=NOON))
        here = cohort(Event(records, NOON, HOUSE), running)

        assert best(here).unmatched
        assert unmatched.tell(Event(records, NOON, HOUSE), here, best(here).unmatched) == 0


def test_whom_a_mentee_has_named_counts_and_is_told_to_nobody(books: Books, running: Programme) -> None:
    enrol(books, running, 2)
    carla = coordinator(books, "carla")
    with books() as records:
        here = cohort(Event(records, NOON, HOUSE), running)
        mentee, mentor = min(here.mentees), max(here.mentors)
        wish = Request(0, running.id, mentee, mentor, NOON, state=RequestState.WISHED)
        records.requests.add(wish)

        outcome = best(cohort(Event(records, NOON, HOUSE), running))

    assert (mentor, mentee) in pairs_of(outcome)
    mark = seen(books, running)
    does(books, carla, lambda visit: publishing.publish(visit, mark))()
    with books() as records:
        [offered] = [one for one in records.pairs.proposals(running.id) if one.mentee_id == mentee]
        assert "wished" not in str(offered.reasons)
