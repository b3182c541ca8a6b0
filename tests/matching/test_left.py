"""Whoever is left is told the truth, and nothing that somebody else would rather not have told."""

from dataclasses import replace
from itertools import combinations

import pytest

from bot.matching.answer import answer
from bot.matching.cohort import Cohort, cohort
from bot.matching.left import Left, Reason, left
from bot.matching.proposal import Aim, Run
from bot.matching.swaps import swaps
from bot.model import ProgrammeKind, Role
from tests.bot.cohort import somebody
from tests.matching.drawn import ON, drawn
from tests.matching.every import Every

PRIVATE = ("avoid", "earlier", "paused")


def is_true_of_a_mentee(every: Every, mentee: int, told: Left) -> bool:
    among = every.among
    others = [other for other, one in enumerate(among.mentors) if one.id != told.person.id]
    possible = [other for other in others if among.bar((mentee, other)) is None]
    if every.peers:
        possible = [other for other in possible if among.bar((other, mentee)) is None]
    match told.reason:
        case Reason.NO_MENTORS:
            return not others
        case Reason.NO_MENTOR_POSSIBLE:
            return not possible
        case Reason.BELOW_FLOOR:
            return bool(possible) and not any(
                mentee in pair[: 2 if every.peers else 1] for pair in every.scores
            )
        case Reason.ALL_PLACED:
            return every.peers and bool(possible)
        case Reason.ONLY_EACH_OTHER:
            return among.run.one_way and bool(possible)
        case Reason.EXCLUDED:
            return bool(among.run.per_department and possible)
        case _:
            return is_crowded(every, mentee, told)


def is_crowded(every: Every, mentee: int, told: Left) -> bool:
    """Whether so many people, this one among them, can only have mentors with so many places (Hall, 1935)."""
    people, places = int(str(told.facts["people"])), int(str(told.facts["places"]))
    known = sorted({one for one, _ in every.scores})
    crowds = (crowd for crowd in combinations(known, people) if mentee in crowd)
    return people > places and any(
        sum(every.among.places[other] for other in {other for one, other in every.scores if one in crowd})
        == places
        for crowd in crowds
    )


def is_true_of_a_mentor(every: Every, mentor: int, told: Left, placed: set[int]) -> bool:
    among = every.among
    others = [one for one, other in enumerate(among.mentees) if other.id != told.person.id]
    mine = [one for one, other in every.scores if other == mentor]
    match told.reason:
        case Reason.NO_MENTEES:
            return not others
        case Reason.NO_MENTEE_POSSIBLE:
            return all(among.bar((one, mentor)) for one in others)
        case Reason.BELOW_FLOOR:
            return not mine
        case Reason.NO_PLACES:
            return not among.places[mentor]
        case Reason.ALL_PLACED:
            return placed.issuperset(mine)
        case Reason.ONLY_EACH_OTHER:
            return among.run.one_way
        case _:
            return bool(among.run.per_department)


@pytest.mark.parametrize("peers", [False, True], ids=["mentors", "peers"])
@pytest.mark.parametrize("seed", range(50))
def test_everybody_who_is_left_is_told_why(seed: int, peers: bool) -> None:
    every = Every(among := drawn(seed, peers=peers))
    mate = answer(among).mate
    placed = {one for one, other in enumerate(mate) if other >= 0}
    mentees, mentors = (
        {one.id: number for number, one in enumerate(side)} for side in (among.mentees, among.mentors)
    )

    told = list(left(among, mate))

    assert {mentees[one.person.id] for one in told if one.role is Role.MENTEE} == {*mentees.values()} - placed
    for one in told:
        assert one.facts.get("rule") not in PRIVATE
        if one.role is Role.MENTEE:
            assert is_true_of_a_mentee(every, mentees[one.person.id], one), one
        else:
            assert is_true_of_a_mentor(every, mentors[one.person.id], one, placed), one


@pytest.mark.parametrize("peers", [False, True], ids=["mentors", "peers"])
@pytest.mark.parametrize("seed", range(30))
def test_those_who_would_both_rather_have_each_other_are_counted(seed: int, peers: bool) -> None:
    every = Every(among := drawn(seed, peers=peers))
    mate = answer(among).mate

    assert swaps(among, mate) == sum(
        score > got(every, one, mate.tolist()) and score > needed(every, other, mate.tolist())
        for (one, other), score in every.scores.items()
    )


def got(every: Every, one: int, mate: list[int]) -> int:
    """The score somebody has; -1 without a match."""
    pair = (min(one, mate[one]), max(one, mate[one])) if every.peers else (one, mate[one])
    return every.scores.get(pair, -1)


def needed(every: Every, other: int, mate: list[int]) -> int:
    """What a mentor would give up: the least of their mentees, nothing if there is room."""
    if every.peers:
        return got(every, other, mate)
    locked = {one for one, _ in every.among.locked}
    mine = [one for one, mentor in enumerate(mate) if mentor == other and one not in locked]
    if len(mine) < every.among.places[other]:
        return -1
    return min((got(every, one, mate) for one in mine), default=1001)


RUN = Run(ProgrammeKind.TRADITIONAL, ON)


def reasons(among: Cohort) -> dict[tuple[int, Role], Left]:
    return {(one.person.id, one.role): one for one in left(among, answer(among).mate)}


def test_a_mentee_below_the_floor_is_no_reason_for_a_mentor_to_be_left() -> None:
    # 2 would score enough with both, and is with 11; 3 is below the floor everywhere
    mentors = [somebody(11, offers=("a", "b")), somebody(12, offers=("a",))]
    mentees = [somebody(2, wants=("a", "b")), somebody(3, wants=("c",))]
    aim = Aim(floor=50, quality_first=True)

    told = reasons(cohort(mentors, mentees, replace(RUN, aim=aim)))

    assert told[3, Role.MENTEE].reason is Reason.BELOW_FLOOR
    assert told[12, Role.MENTOR].reason is Reason.ALL_PLACED


def test_whoever_is_locked_competes_no_more() -> None:
    run = replace(RUN, locked=frozenset({(11, 1)}))

    told = reasons(cohort([somebody(11, capacity=2)], [somebody(n) for n in (1, 2, 3)], run))

    [one] = told.values()
    assert (one.reason, dict(one.facts)) == (Reason.ALL_FULL, {"people": 2, "places": 1})


def test_a_peer_whose_only_partners_are_locked_was_not_alone() -> None:
    people = [somebody(n) for n in (1, 2, 3)]
    run = replace(RUN, kind=ProgrammeKind.PEER, locked=frozenset({(1, 2)}))

    assert [one.reason for one in reasons(cohort(people, people, run)).values()] == [Reason.ALL_PLACED]


def test_one_department_too_many_is_told_as_that() -> None:
    mentees = [somebody(n, department="A") for n in (1, 2)]
    run = replace(RUN, per_department=1)

    told = reasons(cohort([somebody(11, capacity=2)], mentees, run))

    assert [one.reason for one in told.values()] == [Reason.EXCLUDED]
