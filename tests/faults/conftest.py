"""The product as a process, with a few people on both platforms."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.people import Platform
from tests.faults.outside import Outside
from tests.stage import Actor


@pytest.fixture
async def outside(tmp_path: Path) -> AsyncIterator[Outside]:
    """Open, with Ada and Bruno in Slack and Grace in Teams."""
    outside = Outside(tmp_path)
    outside.person("Ada Pereira", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    outside.person("Bruno Costa", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    outside.person("Grace Whitfield", Platform.TEAMS, zone="America/New_York", country="US")
    await outside.opens()
    yield outside
    await outside.closes()


@pytest.fixture
def ada(outside: Outside) -> Actor:
    """In Slack."""
    return outside.actors["ada"]


@pytest.fixture
def bruno(outside: Outside) -> Actor:
    """In Slack."""
    return outside.actors["bruno"]


@pytest.fixture
def grace(outside: Outside) -> Actor:
    """In Teams."""
    return outside.actors["grace"]
