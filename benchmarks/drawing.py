"""Wording and drawing every text of the library, with its own sample, for Slack and for Teams."""

from collections.abc import Iterator

from benchmarks.side_by_side import Row, in_turns, timed
from bot.message import Message, Say
from handlers.slack.blocks import blocks
from handlers.teams.card import card
from templates.library import Library

ROUNDS = 15


def measure(scale: float) -> Iterator[Row]:
    library = Library()
    says = [
        Say(name, library.sample(name))
        for name in library.names()
        if library.source(name).body.strip() and "submit" not in library.source(name).head
    ]

    def word() -> list[Message]:
        return [library.say(say, "en") for say in says]

    said, times = word(), range(max(1, round(10 * scale)))
    rounds = max(1, min(ROUNDS, round(ROUNDS * scale)))
    slack = timed(lambda: [blocks(one) for _ in times for one in word()])
    teams = timed(lambda: [card(one, "en") for _ in times for one in word()])
    yield in_turns("wording and drawing for Slack", "for Teams", slack, teams, rounds)
    slack = timed(lambda: [blocks(one) for _ in times for one in said])
    teams = timed(lambda: [card(one, "en") for _ in times for one in said])
    yield in_turns("drawing for Slack", "for Teams", slack, teams, rounds)
    yield in_turns("wording", "drawing for Teams", timed(lambda: [word() for _ in times]), teams, rounds)
