"""Counting what several people said."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Met
from bot.voices import Voice, counted, together, winner

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
SLOTS = [NOON + timedelta(days=days) for days in range(3)]


def voices(*votes: int | None) -> list[Voice]:
    """Each of them for the time of that number, or for none."""
    return [Voice(0, 1, n, None if vote is None else SLOTS[vote]) for n, vote in enumerate(votes)]


@pytest.mark.parametrize(
    ("votes", "won"), [((2, 2, 0), 2), ((2, 0), 0), ((1, None, None), 1), ((1, 2, 2, 1), 1)]
)
def test_the_most_votes_win_and_of_equals_the_earliest(votes: tuple[int | None, ...], won: int) -> None:
    assert winner(voices(*votes), SLOTS) == SLOTS[won]


def test_a_vote_for_what_is_not_on_offer_any_more_does_not_count() -> None:
    cast = voices(2, 2, 0)

    assert counted(cast, SLOTS[:2]) == {SLOTS[0]: 1, SLOTS[1]: 0}
    assert winner(cast, SLOTS[:2]) == SLOTS[0]
    assert winner(voices(2), SLOTS[:2]) is None


def test_of_several_answers_who_was_there_knows_best() -> None:
    assert together([Met.NO, Met.YES, Met.UNSAID]) is Met.YES
    assert together([Met.NO, Met.MOVED]) is Met.MOVED
    assert together([Met.UNSAID, Met.NO]) is Met.NO
    assert together([]) is Met.UNSAID
