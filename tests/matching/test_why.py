"""What is said of a pair that was not made is true: found out by making it, and trying everything else."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.matching.answer import Answer, answer
from bot.matching.cohort import Cohort, Pair, cohort
from bot.matching.proposal import Aim, Run
from bot.matching.rules import Bar
from bot.matching.run import Refused
from bot.matching.why import WhyNot, helpful, why_not_in
from bot.model import ProgrammeKind
from tests.bot.cohort import somebody
from tests.matching.drawn import ON, drawn
from tests.matching.every import Every, Totals

LEVELS = {"people": "mentees", "leaders": "leaders", "points": "score"}
PRIVATE = {Bar.AVOID, Bar.EARLIER, Bar.PAUSED}


def best_with_each(every: Every) -> dict[Pair, Totals]:
    """What the best choice reaches that has a pair, for each pair that any choice has."""
    found: dict[Pair, Totals] = {}
    for choice in every.choices():
        totals = every.reached(choice)
        for pair in choice:
            if pair not in found or tuple(totals.values()) > tuple(found[pair].values()):
                found[pair] = totals
    return found


def why(among: Cohort, found: Answer, pair: Pair) -> WhyNot:
    return why_not_in(among, found, (among.mentors[pair[1]].id, among.mentees[pair[0]].id))


def lost(before: Totals, after: Totals) -> dict[str, int]:
    return {name: before[name] - after[name] for name in before if name != "tie_break"}


def is_at_least(loss: Mapping[str, int], facts: Mapping[str, object]) -> bool:
    """Whether as much is lost of the one that is named, or something that counts more."""
    [(word, told)] = [(word, number) for word, number in facts.items() if number]
    names = list(loss)
    earlier = [loss[name] for name in names[: names.index(LEVELS[word])]]
    assert isinstance(told, int)
    return told > 0 and (any(earlier) or loss[LEVELS[word]] >= told)


@pytest.mark.parametrize("peers", [False, True], ids=["mentors", "peers"])
@pytest.mark.parametrize("seed", range(35))
def test_what_a_pair_is_said_to_cost_it_does_cost(seed: int, peers: bool) -> None:
    among = drawn(seed, peers=peers, most=(4, 4))
    every, found = Every(among), answer(among)
    best, forced = every.best(), best_with_each(every)

    for one in range(len(among.mentees)):
        for other in range(len(among.mentors)):
            told = why(among, found, (one, other))
            pair = (min(one, other), max(one, other)) if peers else (one, other)
            match told.code:
                case "costs":
                    assert is_at_least(lost(best, forced[pair]), told.facts)
                case "as_good":
                    assert not any(lost(best, forced[pair]).values())
                case "other":
                    decisive = next(name for name, loss in lost(best, forced[pair]).items() if loss)
                    assert decisive not in LEVELS.values()
                case "together":
                    assert pair in {(a, b) for a, b, _ in found.pairs}
                case _:
                    assert pair not in forced


@pytest.mark.parametrize("seed", range(20))
def test_a_rule_is_named_as_it_may_be_shown(seed: int) -> None:
    among = drawn(seed)
    found = answer(among)

    for one in range(len(among.mentees)):
        for other in range(len(among.mentors)):
            bar, told = among.bar((one, other)), why(among, found, (one, other)).code
            if bar:
                assert told == ("not_possible" if bar in PRIVATE else bar.value)


@pytest.mark.parametrize("seed", range(40))
def test_one_more_place_where_it_would_help_does_help(seed: int) -> None:
    among = drawn(seed, most=(4, 4))
    before = Every(among).best()
    numbers = {one.id: number for number, one in enumerate(among.mentors)}

    for told in helpful(among, answer(among)):
        places = among.places.copy()
        places[numbers[told.mentor.id]] += 1
        gained = lost(Every(replace(among, places=places)).best(), before)
        if told.people:
            assert gained["mentees"] == told.people
        else:
            earlier = [gain for name, gain in gained.items() if name != "score"]
            # where the weakest pair is protected, it may become better instead
            assert gained["score"] == told.points or (among.run.aim.protect_worst and any(earlier))


RUN = Run(ProgrammeKind.TRADITIONAL, ON)


def test_what_prices_overlook_is_counted() -> None:
    # 1 fits both mentors as well; so 12 is worth nothing more to them, and would be to 2
    mentors = [somebody(11, offers=("a",), location="X"), somebody(12, offers=("a",))]
    mentees = [somebody(1, wants=("a",)), somebody(2, wants=("a",), location="X")]
    among = cohort(mentors, mentees, RUN)

    assert why(among, answer(among), (0, 0)) == WhyNot("costs", {"people": 0, "leaders": 0, "points": 50})


def test_a_pair_below_the_weakest_would_make_the_weakest_weaker() -> None:
    mentors = [somebody(11, offers=("a",)), somebody(12, offers=("b",))]
    mentees = [somebody(1, wants=("a",)), somebody(2, wants=("b",))]
    among = cohort(mentors, mentees, replace(RUN, aim=Aim(protect_worst=True)))

    assert why(among, answer(among), (0, 1)).code == "other"


@pytest.mark.parametrize("aim", [Aim(floor=300), Aim(bands=(300, 350))])
def test_peers_hear_of_the_floor_and_not_of_a_great_many_points(aim: Aim) -> None:
    kind = ProgrammeKind.PEER
    people = [somebody(n, wants=(skill,), offers=(skill,)) for n, skill in enumerate("aabb", start=1)]
    among = cohort(people, people, replace(RUN, kind=kind, aim=aim))

    assert why(among, answer(among), (0, 2)) == WhyNot("other")


def test_nobody_is_said_to_lose_less_than_nothing_by_guiding_their_own_mentor() -> None:
    people = [somebody(1, offers=("a",), wants=("b",)), somebody(2, offers=("b",), wants=("a",))]
    among = cohort(people, people, RUN)
    found = answer(among)
    [(mentee, mentor, _)] = found.pairs

    assert why(among, found, (mentor, mentee)).code == "as_good"


def test_a_locked_pair_is_not_turned_round_as_well() -> None:
    people = [somebody(1), somebody(2)]
    among = cohort(people, people, replace(RUN, locked=frozenset({(1, 2)})))

    found = answer(among)

    assert [pair[:2] for pair in found.pairs] == [(1, 0)]
    assert why(among, found, (0, 1)).code == "each_other"


@pytest.mark.parametrize("second", [(3, 1), (1, 3), (2, 3), (2, 1)])
def test_a_peer_is_locked_once(second: Pair) -> None:
    people = [somebody(1, capacity=2), somebody(2, capacity=2), somebody(3, capacity=2)]
    run = replace(RUN, kind=ProgrammeKind.PEER, locked=frozenset({(1, 2), second}))

    with pytest.raises(Refused, match="twice"):
        cohort(people, people, run)


def test_what_is_forbidden_to_peers_is_forbidden_either_way_round() -> None:
    people = [somebody(1), somebody(2)]
    run = replace(RUN, kind=ProgrammeKind.PEER, forbidden=frozenset({(2, 1)}))
    among = cohort(people, people, run)
    found = answer(among)

    assert {why(among, found, pair).code for pair in ((0, 1), (1, 0))} == {"forbidden"}
