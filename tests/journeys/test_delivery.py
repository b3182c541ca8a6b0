"""Sending what is due: to many at once, and without anybody waiting for somebody else's trouble."""

import asyncio
from collections.abc import Callable

from bot.people import Platform
from bot.post import Nudge, NudgeState
from playground.faults import Fault
from tests.stage import Stage


async def test_a_send_that_hangs_holds_up_nobody_else(stage: Stage) -> None:
    carla = stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    ada = stage.person("Ada Pereira", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    await stage.opens()
    stuck = Fault("chat.postMessage", "frozen")
    stage.playground.slack.faults.append(stuck)

    await joins(stage, "carla")
    turn = asyncio.create_task(stage.onehour.delivery.turn())
    await until(lambda: not stuck.times)
    await joins(stage, "ada")
    await until(lambda: "Welcome, Ada. You are in" in ada.has_heard)

    assert "Welcome, Carla. You are in" not in carla.has_heard
    assert not turn.done()
    stuck.thawed.set()
    await turn


async def test_everybody_is_written_to_however_many_they_are(stage: Stage) -> None:
    carla = stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    people = [
        stage.person(f"P{n} Person", Platform.SLACK if n % 2 else Platform.TEAMS, zone="Europe/Lisbon")
        for n in range(70)
    ]
    await stage.opens()
    await carla.types("/mentor admin announce")
    await carla.fills(template="announcements/launch")
    await carla.fills()

    heard = [person.has_heard.count("One hour a month: our mentoring programme is open") for person in people]
    assert heard == [1] * 70


async def joins(stage: Stage, name: str) -> None:
    """Without letting anything be sent."""
    side = stage.actors[name].side
    await side.types(name, "/mentor join")
    await side.submits(name, {"role": "mentee"})
    await side.submits(name, {"more_wants": "leadership"})
    await side.submits(name, {})


async def until(seen: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not seen():  # noqa: ASYNC110  # what is waited for happens on the other side of a wire
            await asyncio.sleep(0.01)


async def test_a_text_that_is_gone_stands_in_nobodys_way(stage: Stage) -> None:
    ada = stage.person("Ada Pereira", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    await stage.opens()
    with stage.onehour.ledger() as records:
        [person] = records.people.everybody()
        due = stage.clock.now()
        records.outbox.owe(
            [
                Nudge("1", "announcements/gone", person.id, due, about="campaign:1"),
                Nudge("2", "help/sorry", person.id, due),
            ]
        )

    await stage.settles()

    assert ada.has_heard == ["Sorry, that did not work"]
    with stage.onehour.ledger() as records:
        gone = records.outbox.get("1")
        assert gone
        assert gone.state is NudgeState.DEAD
        assert gone.reason == "cannot be worded: KeyError"
