"""A whole run: who is proposed, and what everybody else is told."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.candidates import Candidate
from bot.matching.proposal import Outcome, Reason, Run, propose
from bot.model import ProgrammeKind, Role
from tests.bot.cohort import somebody

RUN = Run(ProgrammeKind.TRADITIONAL, date(2026, 11, 20))
SENIORS = Run(ProgrammeKind.TRADITIONAL, date(2026, 11, 20))
FACTS: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    level=st.none() | st.integers(1, 4),
    leader=st.booleans(),
    capacity=st.integers(0, 2),
    paused=st.sampled_from([False, False, True]),
    offers=st.lists(st.sampled_from("abc")).map(tuple),
    wants=st.lists(st.sampled_from("abc")).map(tuple),
    avoid=st.frozensets(st.sampled_from(["p1@example.org", "p2@example.org"]), max_size=1),
)
COHORTS = st.lists(FACTS, max_size=6).map(
    lambda people: [somebody(number, **facts) for number, facts in enumerate(people)]
)


def ids(outcome: Outcome) -> set[tuple[int, int]]:
    """The pairs as (mentor, mentee)."""
    return {(offer.mentor.id, offer.mentee.id) for offer in outcome.pairs}


def left(outcome: Outcome) -> set[tuple[int, Role, Reason, object]]:
    return {(one.person.id, one.role, one.reason, one.facts.get("rule")) for one in outcome.unmatched}


@pytest.mark.long
@given(people=COHORTS, kind=st.sampled_from([ProgrammeKind.TRADITIONAL, ProgrammeKind.REVERSE]))
def test_everybody_is_placed_or_told_why_not_and_nobody_guides_their_own_mentor(
    people: list[Candidate], kind: ProgrammeKind
) -> None:
    outcome = propose(people, people, replace(RUN, kind=kind))

    found = ids(outcome)
    assert {mentee for _, mentee in found} | {
        one.person.id for one in outcome.unmatched if one.role is Role.MENTEE
    } == {person.id for person in people}
    assert {mentor for mentor, _ in found} | {
        one.person.id for one in outcome.unmatched if one.role is Role.MENTOR
    } == {person.id for person in people}
    assert len(outcome.unmatched) == 2 * len(people) - len(found) - len({mentor for mentor, _ in found})
    assert not found & {(mentee, mentor) for mentor, mentee in found}
    assert not {"avoid", "earlier", "paused"} & {str(one.facts.get("rule")) for one in outcome.unmatched}
    assert outcome.totals[2] == sum(offer.fit.score for offer in outcome.pairs)


@pytest.mark.long
@given(people=COHORTS, shuffle=st.randoms(use_true_random=False))
def test_the_order_of_the_people_changes_nothing(people: list[Candidate], shuffle: random.Random) -> None:
    def shuffled() -> list[Candidate]:
        return shuffle.sample(people, len(people))

    assert propose(shuffled(), shuffled(), RUN) == propose(people, people, RUN)


def test_a_pair_comes_with_its_reasons() -> None:
    [offer] = propose([somebody(1, offers=("Chess",))], [somebody(2, wants=("chess",))], RUN).pairs

    assert (offer.mentor.id, offer.mentee.id) == (1, 2)
    assert [part.code for part in offer.fit.parts] == ["skills"]


def test_places_already_taken_are_not_given_again() -> None:
    outcome = propose([somebody(1, capacity=1)], [somebody(2)], replace(RUN, taken={1: 1}))

    assert left(outcome) == {(2, Role.MENTEE, Reason.ALL_FULL, None)}


def test_a_mentor_with_a_mentee_and_room_is_not_left() -> None:
    assert propose([somebody(1, capacity=3)], [somebody(2)], RUN).unmatched == ()


@pytest.mark.parametrize(
    ("mentors", "mentees", "expected"),
    [
        ([], [somebody(2)], {(2, Role.MENTEE, Reason.NO_MENTORS, None)}),
        ([somebody(1)], [], {(1, Role.MENTOR, Reason.NO_MENTEES, None)}),
        ([somebody(1), somebody(3)], [somebody(2)], {(1, Role.MENTOR, Reason.ALL_PLACED, None)}),
        ([somebody(1)], [somebody(2), somebody(3)], {(2, Role.MENTEE, Reason.ALL_FULL, None)}),
        (
            [somebody(1, capacity=0)],
            [somebody(2)],
            {(1, Role.MENTOR, Reason.NO_PLACES, None), (2, Role.MENTEE, Reason.ALL_FULL, None)},
        ),
        (
            [somebody(1, level=3)],
            [somebody(2, level=4)],
            {
                (1, Role.MENTOR, Reason.NO_MENTEE_POSSIBLE, "seniority"),
                (2, Role.MENTEE, Reason.NO_MENTOR_POSSIBLE, "seniority"),
            },
        ),
    ],
)
def test_whoever_is_left_hears_why(
    mentors: list[Candidate], mentees: list[Candidate], expected: set[tuple[int, Role, Reason, object]]
) -> None:
    def of_one_kind(found: set[tuple[int, Role, Reason, object]]) -> set[tuple[Role, Reason, object]]:
        return {(role, reason, rule) for _, role, reason, rule in found}

    outcome = propose(mentors, mentees, SENIORS)

    assert len(outcome.unmatched) == len(expected)
    assert of_one_kind(left(outcome)) == of_one_kind(expected)


def test_the_rule_that_removes_most_is_named() -> None:
    mentors = [somebody(1, level=1), somebody(3, level=2), somebody(5, languages=frozenset({"de"}), level=9)]

    outcome = propose(mentors, [somebody(2, level=4, languages=frozenset({"pt"}))], SENIORS)

    assert (2, Role.MENTEE, Reason.NO_MENTOR_POSSIBLE, "seniority") in left(outcome)


def test_avoiding_declining_and_pausing_leave_the_same_trace() -> None:
    mentee = somebody(2)
    avoiding = propose([somebody(1, avoid=frozenset({"p2@example.org"}))], [mentee], RUN)
    declined = propose([somebody(1)], [mentee], replace(RUN, earlier=frozenset({(1, 2)})))
    paused = propose([somebody(1, paused=True)], [mentee], RUN)

    assert avoiding == declined == paused
    assert left(paused) >= {(2, Role.MENTEE, Reason.NO_MENTOR_POSSIBLE, "not_possible")}


def test_of_two_who_could_guide_each_other_one_does() -> None:
    outcome = propose([somebody(1), somebody(2)], [somebody(1), somebody(2)], RUN)

    assert len(outcome.pairs) == 1
    assert {one.reason for one in outcome.unmatched} == {Reason.ONLY_EACH_OTHER}


def test_a_circle_is_cut_where_it_costs_nobody_a_mentor() -> None:
    # 1 and 2 fit each other best; 1 could also go to 3, 2 to nobody else
    one = somebody(1, offers=("x",), wants=("y",))
    two = somebody(2, offers=("y",), wants=("x",), avoid=frozenset({"p3@example.org"}))

    outcome = propose([one, two, somebody(3)], [one, two], RUN)

    assert ids(outcome) == {(1, 2), (3, 1)}


def test_forty_people_on_both_sides_are_all_placed() -> None:
    draw = random.Random(3)
    skills = [f"skill {number}" for number in range(12)]
    people = [
        somebody(
            number,
            offers=tuple(draw.sample(skills, 3)),
            wants=tuple(draw.sample(skills, 2)),
            leader=not number % 9,
        )
        for number in range(40)
    ]

    outcome = propose(people, people, RUN)

    assert outcome.totals[:2] == (40, 10)
    assert outcome.unmatched == ()
