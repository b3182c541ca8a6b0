"""The stage for every journey, on SQLite unless a module says otherwise; and the four ways in which two people can share it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.people import Platform
from tests.stage import Stage

PAIRINGS = [(mentee, mentor) for mentee in Platform for mentor in Platform]
# Each platform on each side, and always across: what the two share, the first journey plays on all four.
ACROSS = [(mentee, mentor) for mentee, mentor in PAIRINGS if mentee is not mentor]


def pairing(pair: tuple[Platform, Platform]) -> str:
    """How a pairing is called in a test's name."""
    return f"mentee-in-{pair[0]}-mentor-in-{pair[1]}"


@pytest.fixture
def database() -> str:
    """The address of the database; empty for SQLite in the stage's own folder."""
    return ""


@pytest.fixture
async def stage(tmp_path: Path, database: str) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path, database)
    yield stage
    await stage.closes()


@pytest.fixture(params=ACROSS, ids=pairing)
def platforms(request: pytest.FixtureRequest) -> tuple[Platform, Platform]:
    """Where the mentee and the mentor live."""
    pairing: tuple[Platform, Platform] = request.param
    return pairing


@pytest.fixture(params=Platform, ids=lambda platform: f"in-{platform}")
def platform(request: pytest.FixtureRequest) -> Platform:
    """Where somebody lives whose journey is the same on both."""
    chosen: Platform = request.param
    return chosen
