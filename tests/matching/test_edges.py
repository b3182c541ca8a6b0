"""edges.csv: every possible pair and its score, as whoever did not match them sees it."""

import pytest

from bot.matching.documents import edges
from tests.matching.crowds import crowd
from tests.matching.files import SKILLS, matched
from tests.verifying import cases


@pytest.mark.parametrize("kind", ["traditional", "reverse", "peer"])
@pytest.mark.parametrize("seed", range(3))
def test_every_possible_pair_is_there_and_no_other(seed: int, kind: str) -> None:
    text = crowd(seed, 25, 12, both=8)
    of = cases.run(text, kind)

    told = list(edges(matched(text, kind).among))

    assert {(one, other): score for one, other, score in told} == {
        pair: edge.score for pair, edge in cases.edges(of, SKILLS).items()
    }
    assert [pair[:2] for pair in told] == sorted({pair[:2] for pair in told})


def test_peers_are_there_once_and_the_first_of_the_alphabet_asks() -> None:
    told = [(one, other) for one, other, _ in edges(matched(crowd(4, 6, 6), "peer").among)]

    assert told
    assert all(one < other for one, other in told)
