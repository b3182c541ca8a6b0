"""kill -9 in Socket Mode: the connection is opened again, and the form on the screen still counts."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.people import Platform
from tests.faults.outside import Outside, answers_the_last_page, stands_before_the_last_page
from tests.faults.process import until
from tests.stage import Actor

pytestmark = pytest.mark.faults


@pytest.fixture
async def outside(tmp_path: Path) -> AsyncIterator[Outside]:
    outside = Outside(tmp_path, app_token="xapp-stage")
    outside.person("Ada Pereira", Platform.SLACK)
    await outside.opens()
    yield outside
    await outside.closes()


async def test_in_socket_mode_a_form_left_open_is_submitted_after_the_restart(
    outside: Outside, ada: Actor
) -> None:
    await is_connected(outside)
    await stands_before_the_last_page(ada)

    outside.served.kill()
    await until(lambda: not outside.playground.slack.is_connected, outside.served.log)
    await outside.starts()
    await is_connected(outside)
    await answers_the_last_page(ada)

    await outside.is_welcomed_once(ada)


async def is_connected(outside: Outside) -> None:
    await until(lambda: outside.playground.slack.is_connected, outside.served.log)
