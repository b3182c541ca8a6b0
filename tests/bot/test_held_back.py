"""How well sentences are read that nobody looked at while the phrases were written.

Two sets, each by somebody who knew the commands and nothing else. The first was written before the reader; its
rate was looked at while the phrases grew (0.78 at first sight), so that only the second, written afterwards and
read once, says how the reader does with strangers: 0.89.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.intent import FAR_REACHING
from tests.bot.speech import Sentence, share, spoken

HERE = Path(__file__).parent
# Each set with the least that must be understood of it: below that, the reader has become worse.
SETS = {"held_back": 0.75, "held_back_again": 0.85}
Record = Callable[[str, object], None]


@pytest.fixture(params=SETS)
def held_back(request: pytest.FixtureRequest) -> str:
    """The name of a set."""
    return str(request.param)


def sentences(held_back: str) -> list[Sentence]:
    return list(spoken(HERE / f"{held_back}.toml"))


@pytest.mark.long
def test_most_of_them_are_understood(held_back: str, record_property: Record) -> None:
    meant = [one for one in sentences(held_back) if one.command]
    rates = {language: share([one for one in meant if one.language == language]) for language in ("en", "de")}
    record_property("hit rates", rates)

    missed = [str(one) for one in meant if not one.is_understood]
    assert min(rates.values()) >= SETS[held_back], (rates, missed)


def test_what_is_not_for_us_is_seldom_taken_for_a_command(held_back: str, record_property: Record) -> None:
    nonsense = [one for one in sentences(held_back) if not one.command]
    taken = [str(one) for one in nonsense if one.intent.command]
    record_property("nonsense taken for a command", len(taken) / len(nonsense))

    assert len(taken) <= 0.15 * len(nonsense), (f"{len(taken)} of {len(nonsense)}", taken)


@pytest.mark.long
def test_none_of_them_leads_to_anything_far_reaching(held_back: str) -> None:
    assert [str(one) for one in sentences(held_back) if one.intent.command in FAR_REACHING] == []
