"""Our certificates are accepted as they are, and refused with any part of them changed."""

import csv
import io
from functools import partial
from typing import Any

import pytest

from bot.matching.run import Aim
from tests.matching.crowds import crowd
from tests.matching.files import Matched, matched

Told = dict[str, Any]
TEXT = crowd(1, 9, 4, capacity=2, both=2)
AIM = Aim(floor=250, protect_worst=True, bands=(300,))


@pytest.fixture(scope="module")
def mentors() -> Matched:
    return matched(TEXT, aim=AIM)


@pytest.fixture(scope="module")
def peers() -> Matched:
    return matched(TEXT, "peer", AIM)


def raised(told: Told, side: str, name: str, level: int, by: int) -> None:
    told["prices"][side][name][level] += by


@pytest.mark.long
@pytest.mark.parametrize("by", [-1, 1])
def test_no_price_may_be_another(mentors: Matched, by: int) -> None:
    prices = mentors.certificate["prices"]
    assert mentors.verified().failures == ()

    for side in ("mentees", "mentors"):
        for name, price in prices[side].items():
            for level in range(len(price)):
                change = partial(raised, side=side, name=name, level=level, by=by)
                assert mentors.verified(change=change).failed, (name, level)


def repriced(told: Told, name: str, by: int) -> None:
    told["prices"]["people"][name] += by


@pytest.mark.parametrize("by", [-2, -1, 1, 2])
def test_no_price_of_a_peer_may_be_another(peers: Matched, by: int) -> None:
    assert peers.verified().failures == ()

    for name in peers.certificate["prices"]["people"]:
        assert peers.verified(change=partial(repriced, name=name, by=by)).failed, name


@pytest.mark.parametrize("kind", ["traditional", "peer"])
def test_no_level_may_be_missing(kind: str, request: pytest.FixtureRequest) -> None:
    found: Matched = request.getfixturevalue("peers" if kind == "peer" else "mentors")

    for name in found.certificate["levels"]:
        assert found.verified(change=partial(without, level=name)).failed, name


def without(told: Told, level: str) -> None:
    """No sign of a level is left."""
    at = told["levels"].index(level)
    for part in (told, told.get("worst", {})):
        if level in part.get("levels", ()):
            part["levels"].remove(level)
            for table in ("totals", "units"):
                part.get(table, {}).pop(level, None)
            for side in ("mentees", "mentors"):
                for price in part["prices"].get(side, {}).values():
                    del price[at]


@pytest.mark.long
@pytest.mark.parametrize("kind", ["traditional", "peer"])
def test_no_pair_may_be_swapped_or_left_out(kind: str, request: pytest.FixtureRequest) -> None:
    found: Matched = request.getfixturevalue("peers" if kind == "peer" else "mentors")
    header, *lines = csv.reader(io.StringIO(found.pairs.decode()))

    for first in range(len(lines)):
        fewer = [line for number, line in enumerate(lines) if number != first]
        assert found.verified(written(header, fewer)).failed
        for second in range(first):
            if lines[first][1] != lines[second][1]:
                swapped = [list(line) for line in lines]
                swapped[first][1], swapped[second][1] = lines[second][1], lines[first][1]
                assert found.verified(written(header, swapped)).failed


def written(header: list[str], lines: list[list[str]]) -> bytes:
    told = io.StringIO()
    csv.writer(told).writerows([header, *lines])
    return told.getvalue().encode()


def test_the_weakest_pair_may_be_no_other(mentors: Matched, peers: Matched) -> None:
    for found in (mentors, peers):
        for worst in (-1, 1):
            change = partial(lifted, by=worst)
            assert found.verified(change=change).failed
        assert found.verified(change=lambda told: told.pop("worst")).failed


def lifted(told: Told, by: int) -> None:
    told["totals"]["worst"] += by
