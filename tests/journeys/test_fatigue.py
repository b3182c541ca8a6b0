"""Nobody gets more announcements in seven days than their programme allows: the others wait, or are left out."""

from dataclasses import replace

import pytest

from bot.enrolment import first_programme
from bot.fatigue import TOO_MANY
from bot.people import Platform
from bot.post import Nudge, NudgeState
from tests.journeys.asking import mentee, number
from tests.stage import Actor, Stage

LAUNCH = "One hour a month: our mentoring programme is open"


@pytest.fixture
async def ada(stage: Stage, platform: Platform) -> Actor:
    ada = mentee(stage, "Ada Pereira", platform, leader="yes")
    stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    await stage.opens()
    return ada


async def announces(stage: Stage, template: str = "announcements/launch", whom: str = "usual") -> None:
    """Send it to its audience, as a coordinator does."""
    carla = stage.actors["carla"]
    await carla.types("/mentor admin announce")
    await carla.fills(template=template, whom=whom)
    await carla.fills()


def owed(stage: Stage, actor: Actor) -> list[Nudge]:
    """The announcements that were ever owed to somebody, the oldest first."""
    one = number(stage, actor)
    with stage.onehour.ledger() as records:
        return [each for each in records.outbox.owed_to(one) if each.is_announcement]


def launches(actor: Actor) -> int:
    return actor.has_heard.count(LAUNCH)


async def test_a_third_announcement_in_seven_days_waits_until_there_is_room(stage: Stage, ada: Actor) -> None:
    await announces(stage)
    await stage.time_is("2026-11-25T10:00+00:00")
    await announces(stage)
    await announces(stage)

    assert launches(ada) == 2
    assert owed(stage, ada)[-1].state is NudgeState.READY
    await stage.time_is("2026-11-30T14:29+00:00")
    assert launches(ada) == 2
    await stage.time_is("2026-11-30T14:30+00:00")
    assert launches(ada) == 3


async def test_what_finds_no_room_in_two_weeks_is_left_out_and_says_why(stage: Stage, ada: Actor) -> None:
    for whom in (*["leaders"] * 4, *["everybody"] * 3):
        # the last three go to somebody at least, since the coordinator has room: else they would not be sent
        await announces(stage, whom=whom)

    await stage.time_is("2026-12-31T12:00+00:00")

    assert launches(ada) == 4, "two at once and two a week later"
    left_out = owed(stage, ada)[4:]
    assert {one.state for one in left_out} == {NudgeState.SKIPPED}
    assert {one.reason for one in left_out} == {TOO_MANY}


async def test_what_asks_for_an_answer_goes_before_what_only_tells(stage: Stage, ada: Actor) -> None:
    with stage.onehour.ledger() as records:
        records.programmes.keep(replace(first_programme(records), fatigue=1))
    await stage.time_is("2026-11-23T18:00+00:00")
    await announces(stage)
    await announces(stage, "announcements/prelaunch")

    await stage.time_is("2026-11-24T12:00+00:00")

    asked, told = owed(stage, ada)[1], owed(stage, ada)[0]
    assert (asked.template, asked.state) == ("announcements/prelaunch", NudgeState.SENT)
    assert told.state is NudgeState.READY
    # so that she is not reminded of it, which would go before as well
    await ada.presses("I'll champion it")
    # the Tuesday after is a holiday in Portugal
    await stage.time_is("2026-12-02T12:00+00:00")
    assert launches(ada) == 1


async def test_words_about_somebodys_own_meetings_do_not_count_and_are_not_held_up(
    stage: Stage, ada: Actor
) -> None:
    await announces(stage)
    await announces(stage)
    one = number(stage, ada)
    with stage.onehour.ledger() as records:
        due = stage.clock.now()
        records.outbox.owe([Nudge(f"own:{n}", "help/sorry", one, due, unasked=True) for n in range(3)])

    await stage.settles()

    assert ada.has_heard.count("Sorry, that did not work") == 3


async def test_each_programme_has_its_own_limit_and_more_are_allowed_where_it_says_so(
    stage: Stage, ada: Actor
) -> None:
    with stage.onehour.ledger() as records:
        records.programmes.keep(replace(first_programme(records), fatigue=3))

    for _ in range(4):
        await announces(stage)

    assert launches(ada) == 3
