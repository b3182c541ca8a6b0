"""The exact choice, against trying everything."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.solve import Edge, Solution, solve


@dataclass(frozen=True)
class Case:
    mentees: tuple[int, ...]
    mentors: Mapping[int, int]
    edges: Mapping[Edge, int]
    leaders: frozenset[int]

    def solved(self, seed: int = 0) -> Solution:
        return solve(self.mentees, self.mentors, self.edges, self.leaders, seed)


@st.composite
def cases(draw: st.DrawFn, most: int = 6) -> Case:
    mentees = tuple(range(draw(st.integers(0, most))))
    mentors = {100 + number: draw(st.integers(0, 3)) for number in range(draw(st.integers(0, 4)))}
    scores = st.one_of(st.none(), st.integers(0, 5), st.integers(-20, 1000))
    drawn = {pair: draw(scores) for pair in product(mentees, mentors)}
    edges = {pair: score for pair, score in drawn.items() if score is not None}
    return Case(mentees, mentors, edges, draw(st.frozensets(st.sampled_from([*mentees, *mentors, -1]))))


def best_of_all(case: Case) -> tuple[int, int, int]:
    """The best totals there are, by trying every choice."""
    best = (0, 0, 0)
    options = [
        [None, *(mentor for mentor in case.mentors if (mentee, mentor) in case.edges)]
        for mentee in case.mentees
    ]
    for choice in product(*options):
        if all(choice.count(mentor) <= room for mentor, room in case.mentors.items()):
            pairs = [
                (mentee, mentor)
                for mentee, mentor in zip(case.mentees, choice, strict=True)
                if mentor is not None
            ]
            led = (
                {mentee for mentee, _ in pairs} & case.leaders,
                {mentor for _, mentor in pairs} & case.leaders,
            )
            totals = len(pairs), len(led[0]) + len(led[1]), sum(case.edges[pair] for pair in pairs)
            best = max(best, totals)
    return best


@given(cases(most=5))
def test_no_choice_of_pairs_is_better(case: Case) -> None:
    assert case.solved().totals == best_of_all(case)


@given(cases())
def test_the_totals_are_those_of_the_pairs_and_nobody_is_lost(case: Case) -> None:
    found = case.solved()

    matched = [mentee for mentee, _ in found.pairs]
    mentors = [mentor for _, mentor in found.pairs]
    assert sorted([*matched, *found.unmatched]) == sorted(case.mentees)
    assert all(mentors.count(mentor) <= room for mentor, room in case.mentors.items())
    leaders = len(case.leaders & set(matched)) + len(case.leaders & set(mentors))
    assert found.totals == (len(matched), leaders, sum(case.edges[pair] for pair in found.pairs))


@given(case=cases(), shuffle=st.randoms(use_true_random=False), seed=st.integers())
def test_the_order_of_what_is_given_changes_nothing(case: Case, shuffle: random.Random, seed: int) -> None:
    def shuffled(items: list) -> list:  # type: ignore[type-arg]
        return shuffle.sample(items, len(items))

    other = Case(
        tuple(shuffled(list(case.mentees))),
        dict(shuffled(list(case.mentors.items()))),
        dict(shuffled(list(case.edges.items()))),
        case.leaders,
    )

    assert other.solved(seed) == case.solved(seed)


@given(case=cases(), room=st.integers(1, 3), data=st.data())
def test_another_mentor_never_lowers_the_number_matched(case: Case, room: int, data: st.DataObject) -> None:
    wanted = data.draw(st.frozensets(st.sampled_from(case.mentees))) if case.mentees else frozenset()
    more = Case(
        case.mentees,
        {**case.mentors, 999: room},
        {**case.edges, **{(mentee, 999): 1 for mentee in wanted}},
        case.leaders,
    )

    assert more.solved().totals[0] >= case.solved().totals[0]


@pytest.mark.parametrize(
    ("leaders", "expected"),
    [
        (frozenset(), ((1, 10), (2, 10))),
        (frozenset({20}), ((1, 10), (2, 20))),  # a leader among the mentors comes before the sum of scores
        (frozenset({10, 20}), ((1, 10), (2, 20))),  # and a second one before a second mentee of the first
    ],
)
def test_leaders_come_before_scores(leaders: frozenset[int], expected: tuple[Edge, ...]) -> None:
    edges = {(1, 10): 900, (2, 10): 900, (1, 20): 1, (2, 20): 2}

    assert solve([1, 2], {10: 2, 20: 2}, edges, leaders).pairs == expected


def test_a_place_goes_to_the_leader_among_the_mentees_but_never_at_the_price_of_a_person() -> None:
    edges = {(1, 10): 900, (2, 10): 1}

    assert solve([1, 2], {10: 1}, edges, {2}).pairs == ((2, 10),)
    assert solve([1, 2, 3], {10: 1, 20: 1}, {**edges, (1, 20): 1, (3, 20): 1}, {2}).totals[0] == 2


def test_the_most_people_are_placed_even_if_the_best_pair_has_to_part() -> None:
    edges = {(1, 10): 1000, (1, 20): 0, (2, 10): 0}

    assert solve([1, 2], {10: 1, 20: 1}, edges).pairs == ((1, 20), (2, 10))


def test_the_seed_decides_between_equals_and_only_between_equals() -> None:
    mentees, mentors = range(6), dict.fromkeys(range(10, 16), 1)
    equal = dict.fromkeys(product(mentees, mentors), 5)
    unequal = {(mentee, mentor): 5 + (mentor == 10 + mentee) for mentee, mentor in equal}

    lots = {solve(mentees, mentors, equal, seed=seed).pairs for seed in range(5)}
    assert len(lots) == 5
    assert len({solve(mentees, mentors, unequal, seed=seed).pairs for seed in range(5)}) == 1


def test_edges_to_nobody_and_places_of_nobody_are_passed_over() -> None:
    assert solve([], {10: 1}, {}).pairs == ()
    assert solve([1], {}, {(1, 10): 5}) == Solution((), (1,), (0, 0, 0))
    assert solve([1], {10: 1}, {(2, 10): 5}).unmatched == (1,)


def test_two_hundred_people_are_placed() -> None:
    draw = random.Random(5)
    mentees, mentors = range(120), {mentor: draw.randint(1, 3) for mentor in range(200, 280)}
    edges = {pair: draw.randrange(1000) for pair in product(mentees, mentors) if draw.random() < 0.6}

    found = solve(mentees, mentors, edges, leaders=range(0, 280, 7))

    assert found.totals[0] == 120
    assert found.totals[1] == len(range(0, 120, 7)) + len([mentor for mentor in mentors if mentor % 7 == 0])
