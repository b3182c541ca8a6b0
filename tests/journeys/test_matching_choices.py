"""How it is chosen: the price of each way before it is taken, weights that add up, and who may do any of it."""

import re

import pytest

from bot.model import Priority, Role
from bot.people import Platform
from bot.post import NudgeState
from tests.journeys.matching import DESK, MENTEES, company, enrol, everybody_has_joined, publishes, read
from tests.stage import Actor, Stage, command

USUAL = "400 75 75 100 80 80 60 50 40 40".split()
PARTS = "skills wished wished_for hours department level interests site languages goals".split()


@pytest.fixture
async def carla(stage: Stage, platform: Platform) -> Actor:
    return await company(stage, platform)


def weights(*points: str) -> dict[str, str]:
    return {f"for_{part}": given for part, given in zip(PARTS, points, strict=True)}


async def test_the_price_of_each_way_is_told_before_one_is_chosen(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    await carla.types(command(carla, "admin match"))

    await carla.presses("How it is chosen")

    told = read(carla, "How it is chosen")
    assert "Everyone first (as it is now)" in told
    assert told.count("Places ") == 3
    assert "never traded for anything" in told
    assert "What the mentee wants to learn and the mentor offers: up to 400" in told
    await carla.presses("Back to the overview")
    assert carla.has_heard[-1] == DESK


async def test_the_price_of_a_way_counts_the_leaders_that_it_leaves_out(
    stage: Stage, platform: Platform
) -> None:
    carla = await company(stage, platform, leader="Grace Whitfield")
    await carla.types(command(carla, "admin match"))
    enrol(stage, {"Grace Whitfield": "sales", "Otto Brandt": "python"}, Role.MENTOR)
    enrol(stage, MENTEES, Role.MENTEE)

    await carla.presses("How it is chosen")
    prices = re.findall(r"Places (.*?), \d+ points", read(carla, "How it is chosen"))
    everyone, quality, weakest = "2, with 1 leader", "1, with 0 leaders", "2, with 1 leader"
    assert prices == [everyone, quality, weakest]


async def test_quality_first_is_chosen_with_a_floor_and_stays(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    await carla.types(command(carla, "admin match"))
    await carla.presses("How it is chosen")
    await carla.presses("Choose another way")
    assert "All three have just been tried" in carla.form_text

    await carla.fills(priority="quality", floor="300", late="offer")
    assert "Places: 2 now" in " ".join(carla.form_text.split())
    assert "Nobody is asked by this" in carla.form_text
    await carla.fills()

    told = read(carla, DESK)
    assert "Kept. It holds for this programme" in told
    assert "no pair below 300 points is made" in told
    with stage.onehour.ledger() as records:
        method = records.matching.method(1)
        assert (method.priority, method.floor, method.late) == (Priority.QUALITY, 300, True)
        assert [one.act for one in records.audit.entries()] == ["aim"]
    await carla.types(command(carla, "admin match aim"))
    await carla.fills()
    await carla.fills()
    with stage.onehour.ledger() as records:
        assert [one.act for one in records.audit.entries()] == ["aim"], "nothing was changed"


@pytest.mark.parametrize("floor", ["5000", "0", "-1"])
async def test_a_floor_that_no_score_can_have_is_not_taken(stage: Stage, carla: Actor, floor: str) -> None:
    await everybody_has_joined(stage, carla)
    await carla.types(command(carla, "admin match aim"))

    await carla.fills(priority="quality", floor=floor)

    assert "What shall come first?" in carla.form_text, "already their client keeps the form open"
    with stage.onehour.ledger() as records:
        assert records.matching.method(1).priority is Priority.EVERYONE


async def test_quality_first_without_a_floor_is_asked_again(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    await carla.types(command(carla, "admin match aim"))

    await carla.fills(priority="quality", floor="")

    assert carla.problems == {"floor": "With quality first I need a score, such as 300."}


async def test_the_weakest_pair_is_protected(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    await carla.types(command(carla, "admin match aim"))

    await carla.fills(priority="worst")
    await carla.fills()

    assert "the weakest pair is as strong as it can be" in read(carla, DESK)


async def test_weights_are_changed_once_it_is_seen_what_that_changes(stage: Stage, carla: Actor) -> None:
    await everybody_has_joined(stage, carla)
    await carla.types(command(carla, "admin match"))
    await carla.presses("How it is chosen")
    await carla.presses("Change the weights")
    assert "Usually 400" in carla.form_text

    await carla.fills(**weights("300", "75", "75", "200", *USUAL[4:]))
    assert "Shared working hours: 200" in " ".join(carla.form_text.replace(" :", ":").split())
    assert "Mentees who would have another mentor than now" in carla.form_text
    await carla.fills()

    assert "weighed like this until somebody changes it" in read(carla, DESK)
    with stage.onehour.ledger() as records:
        kept = records.matching.method(1).weights
        assert (kept["skills"], kept["hours"], sum(kept.values())) == (300, 200, 1000)
        assert [one.act for one in records.audit.entries()] == ["weights"]
    await carla.presses("How it is chosen")
    assert "as this programme has it" in read(carla, "How it is chosen")
    await carla.types(command(carla, "admin match weights"))
    await carla.fills(**weights(*USUAL))
    await carla.fills()
    with stage.onehour.ledger() as records:
        assert records.matching.method(1).weights == {}, "the usual ones may still improve"


@pytest.mark.parametrize(
    ("skills", "said"),
    [
        ("300", "These ten add up to less than 1000. Please give some more to what matters."),
        ("500", "These ten add up to more than 1000. Please take some away."),
    ],
)
async def test_weights_that_do_not_add_up_are_asked_again(
    stage: Stage, carla: Actor, skills: str, said: str
) -> None:
    await everybody_has_joined(stage, carla)
    await carla.types(command(carla, "admin match weights"))

    await carla.fills(**weights(skills, *USUAL[1:]))

    assert carla.problems == {"for_skills": said}


async def test_late_joiners_switched_on_after_a_run_are_looked_at_next_week(
    stage: Stage, carla: Actor
) -> None:
    await everybody_has_joined(stage, carla)
    await publishes(carla)
    await carla.types(command(carla, "admin match aim"))
    await carla.fills(late="offer")
    await carla.fills()

    with stage.onehour.ledger() as records:
        owed = records.outbox.get("late:1:2026-W49")
        assert owed
        assert owed.state is NudgeState.READY
        assert records.matching.method(1).late


@pytest.mark.parametrize("words", ["admin match aim", "admin match weights", "admin match why"])
async def test_whoever_does_not_coordinate_chooses_nothing(stage: Stage, carla: Actor, words: str) -> None:
    await everybody_has_joined(stage, carla)
    ada = stage.actors["ada"]

    await ada.types(command(ada, words))
    assert ada.has_heard[-1] == "That is for coordinators"
    await ada.types(command(ada, "hello"))
    await ada.forges("match.how", "")
    assert ada.has_heard[-1] == "This is no longer open"


async def test_it_is_chosen_in_german_too(stage: Stage) -> None:
    carla = await company(stage, Platform.SLACK, locale="de-DE")
    await everybody_has_joined(stage, carla)
    await carla.types("/mentor admin match")

    await carla.presses("Wie gewählt wird")
    assert "Alle zuerst (so ist es jetzt)" in read(carla, "Wie gewählt wird")
    await carla.presses("Anders wählen")
    await carla.fills(priority="quality")
    assert carla.problems == {"floor": "Wenn Qualität vorgeht, brauche ich eine Punktzahl, etwa 300."}
    await carla.fills(priority="quality", floor="200")
    await carla.fills()

    assert "Unter 200 Punkten entsteht kein Tandem" in read(carla, "Tandems: One hour a month")
