"""Groups have three to eight mentees or none, and no other grouping is better."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.answer import answer
from bot.matching.cohort import Cohort, cohort
from bot.matching.left import Reason
from bot.matching.proposal import propose, why_not
from bot.matching.run import Aim, Refused, Run
from bot.model import ProgrammeKind
from tests.bot.cohort import somebody

RUN = Run(ProgrammeKind.GROUP, date(2026, 11, 25))
WORDS = st.sampled_from([(), ("Go",), ("Chess", "Go"), ("Python",)])
PEOPLE = st.fixed_dictionaries(
    {
        "leader": st.booleans(),
        "capacity": st.sampled_from([2, 3, 4, 8]),
        "offers": WORDS,
        "wants": WORDS,
        "department": st.sampled_from(["", "Sales", "IT"]),
        "languages": st.sampled_from([frozenset({"en"}), frozenset({"de"}), frozenset({"en", "de"})]),
    }
)


def groupings(among: Cohort) -> Iterator[tuple[int, ...]]:
    """Every way to group, as the mentor of each mentee or -1."""
    table = among.scores.table
    mentors = range(len(among.mentors))
    for choice in product(*([-1, *(j for j in mentors if table[i, j] >= 0)] for i in range(len(table)))):
        sizes = [choice.count(mentor) for mentor in mentors]
        if all(not size or 3 <= size <= min(8, int(among.places[j])) for j, size in enumerate(sizes)):
            yield choice


def worth(among: Cohort, choice: tuple[int, ...]) -> tuple[int, int, int]:
    pairs = [(i, j) for i, j in enumerate(choice) if j >= 0]
    leaders = sum(among.mentees[i].leader for i, _ in pairs)
    leaders += sum(among.mentors[j].leader for j in {j for _, j in pairs})
    return len(pairs), leaders, sum(int(among.scores.table[pair]) for pair in pairs)


@pytest.mark.long
@settings(max_examples=30)
@given(mentees=st.lists(PEOPLE, min_size=3, max_size=7), mentors=st.lists(PEOPLE, min_size=1, max_size=3))
def test_no_other_grouping_is_better(mentees: list[dict[str, Any]], mentors: list[dict[str, Any]]) -> None:
    among = cohort(
        [somebody(number + 20, **facts) for number, facts in enumerate(mentors)],
        [somebody(number, **facts) for number, facts in enumerate(mentees)],
        RUN,
    )

    found = answer(among)

    assert tuple(found.mate.tolist()) in set(groupings(among))
    assert tuple(found.totals.values())[:3] == max(worth(among, choice) for choice in groupings(among))


def test_two_who_could_have_the_same_mentor_are_no_group() -> None:
    outcome = propose([somebody(1, capacity=8)], [somebody(2), somebody(3)], RUN)

    assert outcome.pairs == ()
    assert {one.reason for one in outcome.unmatched} == {Reason.NO_GROUP}


def test_somebody_joins_a_group_that_suits_them_less_so_that_it_comes_together() -> None:
    wanted, other = somebody(1, capacity=8, offers=("Go",)), somebody(2, capacity=8, offers=("Chess",))
    mentees = [somebody(number, wants=("Go",)) for number in range(3, 7)]
    mentees += [somebody(number, wants=("Chess",)) for number in (7, 8)]

    outcome = propose([wanted, other], mentees, RUN)

    # four and two would leave two without anybody; six in one group has the wishes of four
    assert len(outcome.pairs) == 6
    assert {sum(one.mentor.id == id_ for one in outcome.pairs) for id_ in (1, 2)} in ({6, 0}, {3})


def test_what_another_group_would_cost_all_of_them_is_found_by_trying() -> None:
    mentors = [somebody(1, capacity=8, offers=("Go",)), somebody(2, capacity=8)]
    mentees = [somebody(number, wants=("Go",)) for number in range(3, 6)]

    found = why_not(mentors, mentees, RUN, (2, 3))

    assert (found.code, found.facts["points"]) == ("costs", 3 * 400)


def test_what_groups_cannot_promise_is_refused() -> None:
    run = Run(ProgrammeKind.GROUP, RUN.on, aim=Aim(protect_worst=True))

    with pytest.raises(Refused, match="groups_aim"):
        propose([somebody(1)], [somebody(2)], run)


@pytest.mark.parametrize(("taken", "placed"), [(2, 1), (7, 1), (8, 0)])
def test_one_alone_joins_a_group_that_goes_on_as_long_as_it_has_room(taken: int, placed: int) -> None:
    run = Run(ProgrammeKind.GROUP, RUN.on, taken={1: taken})

    outcome = propose([somebody(1, capacity=8)], [somebody(2)], run)

    assert len(outcome.pairs) == placed
    assert [one.reason for one in outcome.unmatched] == ([] if placed else [Reason.ALL_FULL])


def test_a_group_that_goes_on_gets_no_more_than_a_group_may_have() -> None:
    run = Run(ProgrammeKind.GROUP, RUN.on, taken={1: 6})

    outcome = propose([somebody(1, capacity=9)], [somebody(number) for number in range(2, 7)], run)

    assert len(outcome.pairs) == 2
