"""The stage for every journey, on SQLite unless a module says otherwise; and the four ways in which two people can share it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.people import Platform
from tests.stage import Stage

PAIRINGS = [(mentee, mentor) for mentee in Platform for mentor in Platform]


@pytest.fixture
def database() -> str:
    """The address of the database; empty for SQLite in the stage's own folder."""
    return ""


@pytest.fixture
async def stage(tmp_path: Path, database: str) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path, database)
    yield stage
    await stage.closes()


@pytest.fixture(params=PAIRINGS, ids=lambda pair: f"mentee-in-{pair[0]}-mentor-in-{pair[1]}")
def platforms(request: pytest.FixtureRequest) -> tuple[Platform, Platform]:
    """Where the mentee and the mentor live."""
    pairing: tuple[Platform, Platform] = request.param
    return pairing
