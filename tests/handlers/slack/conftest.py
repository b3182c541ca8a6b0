"""What the tests of the Slack side stand on."""

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer

from handlers.slack.install import SlackSide
from handlers.slack.messenger import SlackMessenger
from tests.handlers.slack.paper import BotOnPaper, SlackOnPaper, Wire, wired


@pytest.fixture
def bot() -> BotOnPaper:
    return BotOnPaper()


@pytest.fixture
def slack() -> SlackOnPaper:
    return SlackOnPaper()


@pytest.fixture
async def wire(bot: BotOnPaper, slack: SlackOnPaper) -> AsyncIterator[Wire]:
    async with TestServer(slack.application()) as server:
        wire = await wired(bot, slack, server)
        async with wire.client:
            yield wire
        await wire.side.stop()


@pytest.fixture
def side(wire: Wire) -> SlackSide:
    return wire.side


@pytest.fixture
def messenger(side: SlackSide) -> SlackMessenger:
    return side.messenger
