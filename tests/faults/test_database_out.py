"""The database dies while people talk to us: everybody is told so, and afterwards nothing is missing."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.people import Platform
from playground.faults import Fault
from storage.schema import migrate
from tests.faults.outside import (
    LAST_PAGE,
    Outside,
    answers_the_last_page,
    stands_before_the_last_page,
)
from tests.faults.process import until
from tests.postgres import Server
from tests.stage import Actor

pytestmark = [pytest.mark.faults, pytest.mark.postgres]

SORRY = "Sorry, that did not work"
SAFE = "it is safe to do it again"


@pytest.fixture
async def outside(tmp_path: Path, own_postgres: Server) -> AsyncIterator[Outside]:
    migrate(own_postgres.url)
    outside = Outside(tmp_path, own_postgres.url)
    outside.person("Ada Pereira", Platform.SLACK)
    outside.person("Bruno Costa", Platform.SLACK)
    outside.person("Grace Whitfield", Platform.TEAMS)
    await outside.opens()
    yield outside
    await outside.closes()


async def test_everybody_is_told_that_the_database_is_out_and_nothing_is_lost(
    outside: Outside, own_postgres: Server, ada: Actor, bruno: Actor, grace: Actor
) -> None:
    for person in (ada, bruno, grace):
        await stands_before_the_last_page(person)
    outside.playground.slack.retry_delays = [0.2] * 100
    on_its_way = await a_confirmation_is_on_its_way(outside, ada)

    own_postgres.kill()
    on_its_way.thawed.set()
    await until(lambda: is_out(outside), outside.served.log)
    assert (await outside.served.asked("/readyz"))[0] == 503
    assert (await outside.served.asked("/healthz"))[0] == 200
    await ada.types("/mentor status")
    await ada.types("hello")
    await answers_the_last_page(bruno)
    await answers_the_last_page(grace)
    await grace.types("status")

    assert ada.has_heard[-1] == SORRY
    assert "failed with the error" not in " ".join(ada.has_heard)
    assert SAFE in str(bruno.form), "the form stays, with the apology at a field"
    assert LAST_PAGE in grace.form_text
    assert [SAFE in seen.text for seen in grace.seen[-2:]] == [True, True], (
        "beside the button, then as a card"
    )
    assert not any(seen.entry.payload.get("trouble") for seen in grace.seen), "Teams saw no failure of ours"

    own_postgres.start()
    await until(outside.served.is_ready, outside.served.log)
    await answers_the_last_page(bruno)
    await answers_the_last_page(grace)

    for person in (ada, bruno, grace):
        await outside.is_welcomed_once(person)
    await until(lambda: "Hello Ada" in ada.has_heard, outside.served.log)
    assert ada.has_heard.count("Hello Ada") == 1


async def a_confirmation_is_on_its_way(outside: Outside, to: Actor) -> Fault:
    """Slack has it, and takes its time to say so."""
    outside.playground.slack.faults.append(fault := Fault("chat.postMessage", "accept_then_frozen"))
    await answers_the_last_page(to)
    await until(lambda: not fault.times, outside.served.log)
    return fault


async def is_out(outside: Outside) -> bool:
    return not await outside.served.is_ready()
