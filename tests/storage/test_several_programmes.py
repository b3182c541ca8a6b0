"""Several programmes in one database: who looks at which, what is held, and what counts in all of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from bot import programme_desk, scope
from bot.candidacy import earlier
from bot.flows.join import finish
from bot.model import Answer, Enrolment, EnrolmentState, Programme, ProgrammeKind, Role
from bot.people import Account, Organisation, Platform
from bot.ports import House, Visit
from bot.post import Nudge
from bot.programme_pages import Plan
from bot.records import NotYours, Records
from bot.rhythm import Rhythm
from bot.wishes import Wishes
from storage.records import Books
from templates.library import Library
from tests.storage import paper
from tests.storage.paper import NOON, account, at_once, person, programme

HOUSE = House(Library(), frozenset({"carla@x.example", "otto@x.example"}))
PLAN = Plan("First steps", "", 30, 3, Rhythm.MONTH, None, None, 2)


def visit_of(records: Records, who: Account) -> Visit:
    return Visit(records.people.get(who.person_id), who, records, NOON, HOUSE)


def arrived(books: Books, name: str) -> Account:
    with books() as records:
        return account(records, person(records, name.title(), f"{name}@x.example").id, Platform.SLACK)


def does(books: Books, who: Account, act: Callable[[Visit], object]) -> Callable[[], object]:
    def work() -> object:
        with books() as records:
            return act(scope.in_view(visit_of(records, who)))

    return work


@pytest.fixture
def both(books: Books) -> Sequence[Programme]:
    with books() as records:
        first = programme(records)
        return first, records.programmes.add(replace(first, id=0, name="First steps"))


def test_whoever_has_chosen_nothing_looks_at_where_they_take_part_then_at_what_is_open(
    books: Books, both: Sequence[Programme]
) -> None:
    ada = arrived(books, "ada")
    first, second = both

    def viewed() -> int:
        with books() as records:
            within = scope.in_view(visit_of(records, ada)).within
            assert within
            return within.programme.id

    assert viewed() == first.id
    with books() as records:
        records.programmes.keep(replace(first, closed_at=NOON))
    assert viewed() == second.id
    with books() as records:
        records.programmes.enrol(paper_enrolment(first.id, ada.person_id))
    assert viewed() == first.id
    with books() as records:
        records.programmes.look_at(ada.person_id, second.id)
    assert viewed() == second.id


def paper_enrolment(programme_id: int, person_id: int) -> Enrolment:
    return Enrolment(0, programme_id, person_id, Role.MENTEE, NOON)


def test_what_is_owed_is_about_its_own_programme_whatever_is_in_view(
    books: Books, both: Sequence[Programme]
) -> None:
    ada, grace = arrived(books, "ada"), arrived(books, "grace")
    first, second = both
    with books() as records:
        offered = records.pairs.offer(
            replace(paper.proposal(records, grace.person_id, ada.person_id), id=0, programme_id=second.id)
        )
        for about, meant in (
            (f"proposal:{offered.id}", second),
            (f"programme:{second.id}", second),
            (f"unmatched:{first.id}", first),
            (f"preparation:{second.id}:1", second),
            ("preparation:1", first),
            ("campaign:1", first),
            ("proposal:9999", first),
            ("", first),
        ):
            nudge = Nudge("key", "x/y", ada.person_id, NOON, about)
            within = scope.told(visit_of(records, ada), nudge).within
            assert within
            assert within.programme == meant, about


def test_earlier_pairs_and_declines_count_in_every_programme(books: Books, both: Sequence[Programme]) -> None:
    ada, ben, grace = (arrived(books, name).person_id for name in ("ada", "ben", "grace"))
    with books() as records:
        paper.pair(records, grace, ada)
        declined = paper.proposal(records, grace, ben)
        records.pairs.offer(
            replace(declined, id=0, programme_id=both[1].id, mentee_id=ben, mentee_said=Answer.NO)
        )

        assert earlier(records) >= {(grace, ada), (grace, ben)}


def test_of_two_who_open_a_programme_under_one_name_at_once_one_does(
    books: Books, replica: Callable[[], Books]
) -> None:
    who = [arrived(books, name) for name in ("carla", "otto")]

    at_once(*(does(replica(), one, lambda visit: programme_desk.open_new(visit, PLAN)) for one in who))

    with books() as records:
        assert [one.name for one in records.programmes.all()].count("First steps") == 1
        assert [one.act for one in records.audit.entries()] == ["open"]


def test_of_two_who_change_a_programme_at_once_the_second_sees_what_the_first_did(
    books: Books, replica: Callable[[], Books], both: Sequence[Programme]
) -> None:
    second = both[1]
    who = [arrived(books, name) for name in ("carla", "otto")]
    plans = [replace(PLAN, months=months) for months in (4, 5)]

    at_once(
        *(
            does(replica(), one, lambda visit, plan=plan: programme_desk.change(visit, second, plan))  # type: ignore[misc]
            for one, plan in zip(who, plans, strict=True)
        )
    )

    with books() as records:
        assert records.programmes.get(second.id).months in (4, 5)
        assert [one.act for one in records.audit.entries()] == ["edit"]


def test_nobody_joins_what_is_closed_at_the_same_moment(
    books: Books, replica: Callable[[], Books], both: Sequence[Programme]
) -> None:
    carla, ada = arrived(books, "carla"), arrived(books, "ada")
    second = both[1]
    with books() as records:
        records.programmes.look_at(ada.person_id, second.id)
    wishes = Wishes(Role.MENTEE, wants=("law",))

    at_once(
        does(replica(), carla, lambda visit: programme_desk.close(visit, str(second.id))),
        does(replica(), ada, lambda visit: finish(visit, "", wishes)),
    )

    with books() as records:
        assert records.programmes.get(second.id).closed_at
        mine = records.programmes.enrolment(second.id, ada.person_id)
        assert mine is None or mine.state is EnrolmentState.ACTIVE


def test_a_kind_stays_once_somebody_has_joined(books: Books, both: Sequence[Programme]) -> None:
    carla, ada = arrived(books, "carla"), arrived(books, "ada")
    second = both[1]
    with books() as records:
        records.programmes.enrol(paper_enrolment(second.id, ada.person_id))
        wanted = replace(PLAN, kind=ProgrammeKind.PEER)
        programme_desk.change(visit_of(records, carla), second, wanted)

        assert records.programmes.get(second.id) == second
        with pytest.raises(NotYours):
            programme_desk.change(visit_of(records, ada), second, wanted)


def test_a_view_goes_with_whoever_is_forgotten_or_linked(books: Books, both: Sequence[Programme]) -> None:
    ada, other = arrived(books, "ada"), arrived(books, "ada2")
    with books() as records:
        records.programmes.look_at(other.person_id, both[1].id)
        records.links.merge(other.person_id, ada.person_id)
        assert records.programmes.view(ada.person_id) == both[1].id
        records.people.forget(ada.person_id, NOON)
        assert records.programmes.view(ada.person_id) is None


def test_whoever_has_no_zone_is_lent_that_of_the_company_and_never_keeps_it(books: Books) -> None:
    with books() as records:
        ada = person(records, "Ada")
        ours: Organisation = records.people.organisation()
        records.people.keep(replace(ada, timezone="", country=""))
        assert records.people.get(ada.id).zone == "", "UTC is nobody's choice"
        records.people.keep_organisation(replace(ours, timezone="Europe/Berlin", country="DE"))

        lent = records.people.get(ada.id)
        assert (lent.workday.timezone, lent.workday.country) == ("Europe/Berlin", "DE")
        records.people.keep(lent)
        records.people.keep_organisation(ours)
        assert records.people.get(ada.id).workday.timezone == ""
