"""Peers beyond the few: only the best of each are looked at first, and still no pairs are better."""

import pytest

from bot.matching.answer import answer
from bot.matching.peers import FEW
from bot.matching.run import Aim
from tests.matching.crowds import crowd
from tests.matching.files import matched


@pytest.mark.long
@pytest.mark.parametrize(("count", "aim"), [(150, Aim(floor=300, bands=(200,))), (220, Aim())])
def test_many_peers_are_paired_as_if_all_pairs_were_looked_at(
    count: int, aim: Aim, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = matched(crowd(count, count // 3, count // 3, both=count // 3), "peer", aim)
    assert len(found.among.mentees) > FEW

    monkeypatch.setattr("bot.matching.peers.FEW", count)

    assert found.verified().failures == ()
    assert answer(found.among).totals == found.totals


def test_the_weakest_pair_of_many_peers_is_as_strong_as_can_be() -> None:
    found = matched(crowd(9, 50, 50, both=40), "peer", Aim(protect_worst=True))

    assert found.verified().failures == ()
    assert found.totals["worst"] == min(score for _, _, score in found.found.pairs)
