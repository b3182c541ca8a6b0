"""The answer to a run is the best of every choice there is, tried one by one in small cohorts.

Whatever a run may be asked for is drawn: floors, bands, the worst pair, pairs that are kept, locked, forbidden
or earlier, places taken, circles, departments, leaders, people on both sides, seeds.
"""

from collections import Counter

import pytest

from bot.matching.answer import Answer, answer
from tests.matching.drawn import drawn
from tests.matching.every import Choice, Every

SEEDS = range(120)
OF_PEERS = range(60)


def open_pairs(every: Every, found: Answer) -> Choice:
    """Who chose, which is everybody but the locked pairs."""
    locked = {tuple(sorted(pair)) if every.peers else pair for pair in every.among.locked}
    return tuple((one, other) for one, other, _ in found.pairs if (one, other) not in locked)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_choice_of_mentors_is_better(seed: int) -> None:
    every = Every(drawn(seed))

    found = answer(every.among)

    assert every.reached(open_pairs(every, found)) == found.totals == every.best()
    assert open_pairs(every, found) in {tuple(sorted(choice)) for choice in every.choices()}


@pytest.mark.parametrize("seed", OF_PEERS)
def test_no_choice_of_peers_is_better(seed: int) -> None:
    every = Every(drawn(seed, peers=True))

    found = answer(every.among)

    assert every.reached(open_pairs(every, found)) == found.totals == every.best()


@pytest.mark.parametrize("seed", OF_PEERS)
def test_no_choice_of_peers_is_better_even_if_only_the_best_pairs_are_looked_at_first(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.matching.peers.FEW", 0)
    monkeypatch.setattr("bot.matching.peers.BEST_OF_EACH", 1)
    every = Every(drawn(seed, peers=True))

    assert answer(every.among).totals == every.best()


@pytest.mark.parametrize("seed", SEEDS[:40])
def test_no_choice_is_better_even_if_few_pairs_are_looked_at_first(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("promising._BEST", "promising._BEST_BEYOND", "prove._ADDED", "promising._BEST_OF_MENTOR"):
        monkeypatch.setattr(f"bot.matching.{name}", 1)
    every = Every(drawn(seed))

    assert answer(every.among).totals == every.best()


@pytest.mark.parametrize("seed", SEEDS[:40])
def test_no_choice_is_better_even_if_levels_are_solved_one_after_the_other(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.matching.levels._MOST_BITS", 12)  # people and leaders, and then each by itself
    every = Every(drawn(seed))

    assert answer(every.among).totals == every.best()


def test_what_is_drawn_has_everything_in_it() -> None:
    seen = Counter[str]()
    for seed in SEEDS:
        among = drawn(seed)
        run, both = among.run, {one.id for one in among.mentees} & {one.id for one in among.mentors}
        for name, there_is in {
            "locked": among.locked,
            "kept": len(among.problem.kept[0]),
            "taken": run.taken,
            "circles": run.one_way and len(both) > 1,
            "departments": run.per_department,
            "floor": run.aim.floor and not run.aim.quality_first,
            "quality": run.aim.floor and run.aim.quality_first,
            "worst": run.aim.protect_worst,
            "bands": run.aim.bands,
            "leaders": among.cast.leads.any() and among.cast.led.any(),
            "nobody": not among.mentees or not among.mentors,
        }.items():
            seen[name] += bool(there_is)

    assert min(seen.values()) >= 6, seen
