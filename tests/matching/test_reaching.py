"""The look over all pairs: in few bits or in all of them, it finds the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.levels import Lots, Stage
from bot.matching.prices import Prices
from bot.matching.problem import Problem, top
from bot.matching.reaching import Reach
from bot.matching.scores import Scores
from bot.matching.shared import Shared
from bot.matching.stages import Cast

FAR = 640_000_016
STAGE = Stage(("mentees", "leaders", "score"), (FAR, 40_000_001, 1), FAR, 40_000_001, most=3 * FAR)


@given(seed=st.integers(0, 2**32), spread=st.sampled_from([0, 30, 40_000, FAR, 10 * FAR]))
def test_whatever_reaches_its_prices_is_found_however_far_apart_they_are(seed: int, spread: int) -> None:
    draw = np.random.default_rng(seed)
    scores = draw.integers(-1, 1001, (20, 15)).astype(np.int16)
    mentees, mentors = (
        draw.integers(-1, 2, many) * spread + draw.integers(-200, 900, many) for many in (20, 15)
    )
    led, leads, places = draw.random(20) < 0.2, draw.random(15) < 0.2, draw.integers(0, 3, 15)
    cast = Cast(places, led, leads, Lots(np.zeros(20, np.uint64), np.zeros(15, np.uint64)))
    paid = Prices(mentees + FAR + STAGE.leader * led, mentors)

    keys, more = Reach(Problem(Scores(scores), cast), STAGE, paid, 12).within(slice(0, 20))

    worth = scores - mentees[:, None] - np.where(places > 0, mentors, 4 * STAGE.most + 4)
    expected = np.flatnonzero((worth >= -12) & (scores >= 0))
    assert keys.tolist() == expected.tolist()
    assert more.tolist() == worth.reshape(-1)[expected].tolist()


@given(seed=st.integers(0, 2**32), count=st.integers(1, 6), highest=st.sampled_from([3, 1000]))
def test_the_greatest_of_each_row_are_found(seed: int, count: int, highest: int) -> None:
    values = np.random.default_rng(seed).integers(-1, highest, (5, 201)).astype(np.int16)

    found = top(values, count, 0)

    for row, which in zip(values, found, strict=True):
        least = max(0, int(np.sort(row)[-count]))
        assert which[row >= least].all()
        assert not which[row < 0].any()


@pytest.mark.parametrize("few", [0, 20, 1_000_000])
def test_what_two_share_is_the_same_alone_and_in_a_block(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.matching.shared._FEW", few)
    draw = np.random.default_rng(few)
    weights = {str(term): term % 5 + 1 for term in range(40)}
    rows, columns = (
        [frozenset(map(str, np.flatnonzero(draw.random(40) < draw.random(40)))) for _ in range(many)]
        for many in (12, 9)
    )
    shared = Shared(rows, columns, weights, times=7)
    shared.fill(slice(2, 12), block := np.empty((10, 9), np.float32))

    assert block.tolist() == [[7 * shared.of(row, column) for column in range(9)] for row in range(2, 12)]
