"""How far an announcement has come, in a bar and in numbers."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.asks import Campaign, CampaignState
from bot.campaign_progress import LENGTH, Progress, bar, facts_of, is_over

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SENDING = Campaign(1, 1, "announcements/launch", "everybody", 1, NOON, 2000)


@pytest.mark.parametrize(
    ("share", "full"), [(0.0, 0), (0.0005, 0), (0.5, 10), (0.99, 19), (1999 / 2000, 19), (1.0, 20)]
)
def test_a_bar_is_full_only_when_nothing_is_missing(share: float, full: int) -> None:
    assert bar(share) == "█" * full + "░" * (LENGTH - full)


def test_a_single_one_that_waits_keeps_it_below_a_hundred() -> None:
    told = facts_of(SENDING, Progress(sent=1998, waiting=1, failed={"unreachable": 1}))

    assert told["percent"] == 99
    assert told["failed"] == ({"why": "unreachable", "count": 1},)


def test_it_is_over_once_all_are_written_down_and_nobody_waits() -> None:
    assert is_over(SENDING, Progress(sent=2000))
    assert not is_over(replace(SENDING, planned_to=1000), Progress(sent=1000))
    assert not is_over(SENDING, Progress(sent=1999, waiting=1))
    assert not is_over(replace(SENDING, state=CampaignState.STOPPED), Progress(sent=5, held=1995))
