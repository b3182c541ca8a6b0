"""Claiming what is due, however much of it waits.

A partial index serves a query that repeats its condition word by word. The counter-example is the same pick
with the states as bound values, for which SQLite reads the whole table and sorts it.
"""

from collections.abc import Iterator
from datetime import timedelta
from time import process_time

from sqlalchemy import ColumnElement, Engine, TextClause, select

from benchmarks.outboxes import NOON, outbox, undone
from benchmarks.side_by_side import Act, Row, in_turns, scaled
from bot.post import NudgeState
from storage.outbox import NUDGES
from storage.tables import OPEN

BATCH = 100
LEASE = timedelta(seconds=90)
BOUND = NUDGES.c.state.in_((NudgeState.READY, NudgeState.LEASED))


def measure(scale: float) -> Iterator[Row]:
    with outbox(scaled(1_000, scale)) as few, outbox(scaled(50_000, scale)) as many:
        batch = scaled(BATCH, scale)
        yield in_turns(
            "claiming 100 of 50,000 waiting", "100 of 1,000", claim(many, batch), claim(few, batch), 15
        )
        yield in_turns(
            "picking 100 of 50,000 by bound states",
            "the same by literal states",
            pick(many, BOUND, batch),
            pick(many, OPEN, batch),
            15,
        )
        yield in_turns(
            "picking 100 of 50,000 by bound states",
            "the same of 1,000",
            pick(many, BOUND, batch),
            pick(few, BOUND, batch),
            15,
        )


def claim(engine: Engine, batch: int) -> Act:
    def act() -> float:
        with undone(engine) as box:
            began = process_time()
            claimed = box.claim(NOON, LEASE, batch)
            took = process_time() - began
        assert len(claimed) == batch
        return took

    return act


def pick(engine: Engine, state: TextClause | ColumnElement[bool], batch: int) -> Act:
    query = (
        select(NUDGES.c.id)
        .where(state, NUDGES.c.due <= NOON)
        .order_by(NUDGES.c.due, NUDGES.c.id)
        .limit(batch)
    )

    def act() -> float:
        with engine.connect() as connection:
            began = process_time()
            picked = connection.scalars(query).all()
            took = process_time() - began
        assert len(picked) == batch
        return took

    return act
