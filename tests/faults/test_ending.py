"""How the process ends, and how it refuses to begin."""

import asyncio

import pytest

from playground.faults import Fault
from tests.faults.outside import Outside, answers_the_last_page, begins, stands_before_the_last_page
from tests.faults.process import until
from tests.stage import Actor

pytestmark = pytest.mark.faults


async def test_it_ends_in_order_within_ten_seconds_whatever_hangs(
    outside: Outside, ada: Actor, grace: Actor
) -> None:
    await stands_before_the_last_page(ada)
    outside.playground.slack.faults += [Fault("chat.postMessage", "frozen"), Fault("views.open", "frozen")]
    outside.playground.teams.faults += [Fault("send", "frozen")]
    await answers_the_last_page(ada)
    asking = [asyncio.create_task(changes) for changes in (ada.types("/mentor profile"), begins(grace))]
    faults = [*outside.playground.slack.faults, *outside.playground.teams.faults]
    await until(lambda: not any(fault.times for fault in faults), outside.served.log)

    assert await outside.served.stops(within=10) == 0

    await asyncio.gather(*asking)


async def test_a_second_process_on_the_same_file_is_refused_in_one_sentence(outside: Outside) -> None:
    code, said = await outside.served.refuses()

    assert code == 1
    assert said.count("\n") == 1
    assert "in use by another onehour process" in said


async def test_a_role_alone_is_refused_on_sqlite_in_one_sentence(outside: Outside) -> None:
    code, said = await outside.served.refuses("--role", "web")

    assert code == 1
    assert said.count("\n") == 1
    assert "PostgreSQL" in said


async def test_the_heartbeat_sends_what_is_due_although_nobody_acts(outside: Outside, ada: Actor) -> None:
    await stands_before_the_last_page(ada)
    outside.playground.slack.faults.append(fault := Fault("chat.postMessage", "429", times=2))
    await answers_the_last_page(ada)
    await until(lambda: not fault.times, outside.served.log)

    await outside.is_welcomed_once(ada)
