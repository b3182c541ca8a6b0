"""Cohorts in which not every pair is looked at first, and not every level at once: proven all the same."""

import pytest

from bot.matching.run import Aim
from tests.matching.crowds import crowd
from tests.matching.files import matched

ASKED = [Aim(), Aim(floor=350), Aim(protect_worst=True), Aim(floor=240, protect_worst=True, bands=(300, 500))]
MANY = Aim(floor=240, protect_worst=True, bands=(100, 150, 200, 250, 300, 350, 400, 450, 500, 550))


@pytest.mark.long
@pytest.mark.parametrize("aim", ASKED)
@pytest.mark.parametrize(("mentees", "mentors", "capacity"), [(90, 40, 3), (120, 60, 1), (30, 80, 2)])
def test_a_crowd_is_proven(mentees: int, mentors: int, capacity: int, aim: Aim) -> None:
    found = matched(crowd(mentees, mentees, mentors, capacity=capacity, both=10), aim=aim, seed=mentees)

    assert found.verified().failures == ()


@pytest.mark.parametrize("seed", range(3))
def test_more_levels_than_one_number_holds_are_proven(seed: int) -> None:
    found = matched(crowd(seed, 300, 150, capacity=2, both=20), aim=MANY)

    assert found.verified().failures == ()
    assert found.found.best is not None
    assert len(found.found.best.stages) > 3
