"""Owing many in one call, against a call for each."""

from collections.abc import Iterator, Sequence
from time import process_time

from sqlalchemy import Engine

from benchmarks.outboxes import nudges, outbox, undone
from benchmarks.side_by_side import Act, Row, in_turns, scaled
from bot.post import Nudge


def measure(scale: float) -> Iterator[Row]:
    together, alone = nudges(scaled(20_000, scale)), nudges(scaled(2_000, scale))
    with outbox() as engine:
        yield in_turns(
            "owing a nudge in a call of its own (2,000 of them)",
            "in one call with 19,999 others",
            owe(engine, [[one] for one in alone]),
            owe(engine, [together]),
        )


def owe(engine: Engine, calls: Sequence[Sequence[Nudge]]) -> Act:
    """All the calls in one transaction, so that what is compared is the calls and not the disk."""

    def act() -> float:
        with undone(engine) as box:
            began = process_time()
            new = sum(box.owe(call) for call in calls)
            took = process_time() - began
        assert new == sum(map(len, calls))
        return took / new

    return act
