"""How well sentences are read that nobody looked at while the phrases were written."""

from collections.abc import Callable
from pathlib import Path

from bot.intent import FAR_REACHING
from tests.bot.speech import Sentence, share, spoken

HELD_BACK = list(spoken(Path(__file__).with_name("held_back.toml")))
MEANT = [one for one in HELD_BACK if one.command]
NONSENSE = [one for one in HELD_BACK if not one.command]


def of(language: str) -> list[Sentence]:
    return [one for one in MEANT if one.language == language]


def test_most_of_them_are_understood(record_property: Callable[[str, object], None]) -> None:
    rates = {"all": share(MEANT), "en": share(of("en")), "de": share(of("de"))}
    record_property("hit rate", rates)

    missed = [str(one) for one in MEANT if not one.is_understood]
    assert rates["all"] >= 0.80, (rates, missed)
    assert min(rates["en"], rates["de"]) >= 0.75, (rates, missed)


def test_what_is_not_for_us_is_seldom_taken_for_a_command(
    record_property: Callable[[str, object], None],
) -> None:
    taken = [one for one in NONSENSE if one.intent.command]
    record_property("nonsense taken for a command", len(taken) / len(NONSENSE))

    assert len(taken) <= 0.15 * len(NONSENSE), (
        f"{len(taken)} of {len(NONSENSE)}",
        [str(one) for one in taken],
    )


def test_none_of_them_leads_to_anything_far_reaching() -> None:
    assert [str(one) for one in HELD_BACK if one.intent.command in FAR_REACHING] == []
