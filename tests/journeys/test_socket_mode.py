"""Joining where Slack cannot reach us: over the connection that we open."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.people import Platform
from tests.faults.process import until
from tests.stage import Actor, Stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path, app_token="xapp-stage")
    stage.person("Ada Pereira", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    await stage.opens()
    await until(lambda: stage.playground.slack.is_connected, lambda: "no connection in Socket Mode")
    yield stage
    await stage.closes()


@pytest.fixture
def ada(stage: Stage) -> Actor:
    return stage.actors["ada"]


async def joins(ada: Actor) -> None:
    await ada.goes_through_the_pages("mentee", more_wants="leadership", languages=["en"])


async def test_in_socket_mode_a_command_leads_through_the_pages(ada: Actor) -> None:
    await ada.types("/mentor join")
    await joins(ada)

    assert ada.form is None
    assert ada.has_heard[-1] == "Welcome, Ada. You are in"


async def test_in_socket_mode_words_and_a_button_lead_to_the_same_pages(ada: Actor) -> None:
    await ada.types("hello")
    assert "Hello Ada" in ada.has_heard

    await ada.types("I'd like to mentor")
    await ada.presses("Take part")
    await joins(ada)

    assert ada.has_heard[-1] == "Welcome, Ada. You are in"
