"""The first journey and a look ahead again, on the other database: the same words, the same taps, the same answers."""

import pytest

from bot.people import Platform
from storage.schema import migrate
from tests.journeys.test_first_journey import (  # noqa: F401  # collected here, with this module's fixtures
    cast,
    test_an_hour_a_month_is_proposed_picked_asked_after_and_reflected_on,
    test_both_are_asked_and_nothing_begins_before_both_said_yes,
    test_the_launch_reaches_everybody_once,
)
from tests.journeys.test_preview_in_chat import (  # noqa: F401  # the same
    carla,
    test_a_coordinator_hears_what_is_to_come_and_nothing_is_sent_to_anybody,
    test_the_shell_reads_beside_the_running_bot_and_says_what_then_comes,
)
from tests.postgres import Databases

pytestmark = pytest.mark.postgres


@pytest.fixture
def database(postgres: Databases) -> str:
    address = postgres.new()
    migrate(address)
    return address


@pytest.fixture
def platforms() -> tuple[Platform, Platform]:
    """One pairing is enough: what platforms do differently never reaches the database."""
    return Platform.SLACK, Platform.TEAMS


@pytest.fixture
def platform() -> Platform:
    """As above."""
    return Platform.TEAMS
