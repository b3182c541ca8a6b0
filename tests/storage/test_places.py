"""Whatever happens at the same moment, nobody gets two mentors and no mentor more mentees than they offered."""

from collections.abc import Callable, Sequence

import pytest

from bot import asking, requests
from bot.model import Enrolment, PairState, Programme, RequestState, Role
from bot.people import Account, Platform, Prefill
from bot.ports import House, Visit
from bot.records import NotYours
from storage.records import Books
from templates.library import Library
from tests.storage.paper import NOON, account, at_once, person, programme

Replica = Callable[[], Books]


@pytest.fixture
def open_programme(books: Books) -> Programme:
    with books() as records:
        return programme(records)


def enrolled(books: Books, running: Programme, name: str, role: Role, capacity: int = 0) -> Account:
    with books() as records:
        one = person(records, name, f"{name.lower()}@hartwell.example")
        records.programmes.enrol(Enrolment(0, running.id, one.id, role, NOON, capacity))
        return account(records, one.id, Platform.SLACK)


def does(books: Books, who: Account, act: Callable[[Visit], object]) -> Callable[[], object]:
    """Somebody's act in a transaction of its own; None where it was too late."""

    def work() -> object:
        try:
            with books() as records:
                return act(Visit(records.people.get(who.person_id), who, records, NOON, House(Library())))
        except NotYours:
            return None

    return work


def ask(mentor: Account) -> Callable[[Visit], object]:
    return lambda visit: asking.make(visit, visit.records.people.get(mentor.person_id), "")


def accept(mentee: Account) -> Callable[[Visit], object]:
    def act(visit: Visit) -> object:
        to_me = visit.records.requests.to_mentor(visit.person.id)
        [request] = [one for one in to_me if one.mentee_id == mentee.person_id]
        return requests.accept(visit, str(request.id))

    return act


def guided(books: Books, running: Programme) -> Sequence[tuple[int, int]]:
    with books() as records:
        pairs = records.pairs.in_programme(running.id)
        return [(one.mentor_id, one.mentee_ids[0]) for one in pairs if one.state is PairState.ACTIVE]


def test_a_last_place_is_given_once_however_often_and_whomever_one_accepts(
    books: Books, replica: Replica, open_programme: Programme
) -> None:
    grace = enrolled(books, open_programme, "Grace", Role.MENTOR, capacity=1)
    mentees = [enrolled(books, open_programme, name, Role.MENTEE) for name in ("Ada", "Ben", "Cleo")]
    for mentee in mentees:
        does(books, mentee, ask(grace))()

    at_once(*(does(replica(), grace, accept(mentee)) for mentee in (*mentees, mentees[0])))

    assert len(guided(books, open_programme)) == 1
    with books() as records:
        states = [one.state for one in records.requests.in_programme(open_programme.id)]
    assert sorted(states) == [RequestState.ACCEPTED, RequestState.CLOSED, RequestState.CLOSED]


def test_two_mentors_who_accept_the_same_mentee_at_once_do_not_both_get_them(
    books: Books, replica: Replica, open_programme: Programme
) -> None:
    ada = enrolled(books, open_programme, "Ada", Role.MENTEE)
    mentors = [enrolled(books, open_programme, name, Role.MENTOR, 1) for name in ("Grace", "Tom", "Sam")]
    for mentor in mentors:
        does(books, ada, ask(mentor))()

    at_once(*(does(replica(), mentor, accept(ada)) for mentor in mentors))

    assert len(guided(books, open_programme)) == 1
    with books() as records:
        states = [one.state for one in records.requests.in_programme(open_programme.id)]
    assert sorted(states) == [RequestState.ACCEPTED, RequestState.CANCELLED, RequestState.CANCELLED]


def test_six_who_ask_at_once_leave_the_mentor_three_to_answer(
    books: Books, replica: Replica, open_programme: Programme
) -> None:
    grace = enrolled(books, open_programme, "Grace", Role.MENTOR, capacity=6)
    mentees = [enrolled(books, open_programme, f"Mentee{n}", Role.MENTEE) for n in range(6)]

    at_once(*(does(replica(), mentee, ask(grace)) for mentee in mentees))

    with books() as records:
        states = [one.state for one in records.requests.to_mentor(grace.person_id)]
    assert (states.count(RequestState.OPEN), states.count(RequestState.WAITING)) == (3, 3)


def test_whoever_asks_twice_at_once_has_asked_once(
    books: Books, replica: Replica, open_programme: Programme
) -> None:
    grace = enrolled(books, open_programme, "Grace", Role.MENTOR, capacity=1)
    ada = enrolled(books, open_programme, "Ada", Role.MENTEE)

    at_once(*(does(replica(), ada, ask(grace)) for _ in range(3)))

    with books() as records:
        assert len(records.requests.of_mentee(ada.person_id)) == 1


def test_people_and_wishes_are_read_many_at_a_time(books: Books) -> None:
    with books() as records:
        ada, tom = (
            person(records, "Ada", "Ada@hartwell.example"),
            person(records, "Tom", "t@hartwell.example"),
        )
        records.people.keep_prefill(Prefill(ada.id, wants=("chess",)))
        records.people.keep_prefill(Prefill(tom.id, avoid=("ada@hartwell.example",)))

        found = records.people.by_emails(["ADA@hartwell.example", "", "nobody@x.example"])
        assert found == {"ada@hartwell.example": records.people.get(ada.id)}
        assert set(records.people.avoiding()) == {tom.id}
