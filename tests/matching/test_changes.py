"""What must not change when something else does, and what may only become better."""

import csv
import io
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from bot.matching.best import best
from bot.matching.levels import Lots
from bot.matching.run import Aim
from bot.matching.scores import Scores
from tests.matching.crowds import crowd
from tests.matching.drawn import drawn
from tests.matching.families import FAMILIES, given
from tests.matching.files import Matched, matched

KINDS = ["traditional", "reverse", "peer"]
AIMS = [Aim(), Aim(floor=300, bands=(150, 200)), Aim(protect_worst=True)]
SEEDS = range(3)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def written(lines: list[dict[str, str]]) -> str:
    told = io.StringIO()
    writer = csv.DictWriter(told, list(lines[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return told.getvalue()


def prices(found: Matched) -> object:
    return {name: told for name, told in found.certificate.items() if name != "inputs"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_lines_and_columns_changes_no_byte(seed: int, kind: str) -> None:
    random, text = Random(seed), crowd(seed, 20, 8, both=6)
    columns = list(rows(text)[0])
    random.shuffle(columns)
    lines = [{name: line[name] for name in columns} for line in rows(text)]
    random.shuffle(lines)

    one, other = matched(text, kind, AIMS[seed % 3]), matched(written(lines), kind, AIMS[seed % 3])

    assert (one.pairs, one.unmatched, prices(one)) == (other.pairs, other.unmatched, prices(other))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("aim", AIMS)
@pytest.mark.parametrize("seed", [1, -1, 10**40])
def test_the_seed_decides_only_between_equals(seed: int, aim: Aim, kind: str) -> None:
    text = crowd(3, 20, 8, both=6)

    one, other = matched(text, kind, aim), matched(text, kind, aim, seed)

    assert other.verified().failures == ()
    assert {**other.totals, "tie_break": 0} == {**one.totals, "tie_break": 0}


@pytest.mark.parametrize("seed", SEEDS)
def test_one_more_mentor_never_costs_anybody_their_place(seed: int) -> None:
    lines = rows(crowd(seed, 30, 6, capacity=2))

    fewer = matched(written(lines[:-1])).totals
    more = matched(written(lines)).totals

    assert more["mentees"] >= fewer["mentees"]
    assert more["leaders"] >= fewer["leaders"]


@pytest.mark.parametrize("aim", AIMS)
@pytest.mark.parametrize("seed", SEEDS)
def test_one_more_place_never_makes_it_worse_and_where_there_is_room_no_different(
    seed: int, aim: Aim
) -> None:
    lines = rows(crowd(seed, 24, 9, capacity=2))
    before = matched(written(lines), aim=aim)
    busy = [before.found.mate.tolist().count(number) for number in range(len(before.among.mentors))]
    room = dict(zip((one.email for one in before.among.mentors), before.among.places - busy, strict=True))

    for line in (one for one in lines if one["email"] in room):
        changed = [{**one, "capacity": str(int(one["capacity"]) + (one is line))} for one in lines]
        after = matched(written(changed), aim=aim).totals
        assert tuple(after.values()) >= tuple(before.totals.values())
        if room[line["email"]]:
            assert after == before.totals


@pytest.mark.parametrize("seed", range(25))
def test_whoever_is_left_could_as_well_not_be_there(seed: int) -> None:
    among = replace(drawn(seed), run=replace(drawn(seed).run, one_way=False, per_department=None))
    problem, wanted, worst = among.problem, among.wanted, among.run.aim.protect_worst
    found = best(problem, wanted, protect_worst=worst)
    stay = found.mate >= 0
    numbers = np.cumsum(stay) - 1
    kept = stay[problem.kept[0]]
    lots = Lots(problem.cast.lots.mentees[stay], problem.cast.lots.mentors)
    alone = replace(
        problem,
        scores=Scores(problem.scores.table[stay]),
        cast=replace(problem.cast, led=problem.cast.led[stay], lots=lots),
        kept=(numbers[problem.kept[0][kept]], problem.kept[1][kept]),
    )

    assert best(alone, wanted, protect_worst=worst).totals == found.totals


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("more", [-5000, 1, 10**6, 10**25])
def test_points_for_everybody_change_no_choice(family: str, more: int) -> None:
    instance = given(family, 5, 60, 30, 0.4)
    placed, total = instance.reached

    assert instance.plus(more).reached == (placed, total + more * placed)
