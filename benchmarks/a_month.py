"""Planning a month, in a process of its own: `python -m benchmarks.a_month PAIRS ADDRESS` for its figures."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import Engine, insert

from benchmarks.a_year import BEGINS, MONTHS, company
from benchmarks.one_run import Took, peak
from benchmarks.side_by_side import watched
from bot.model import Pair
from bot.pairs import invitation
from bot.records import Records
from storage.columns import table_of
from storage.database import open_database
from storage.records import Books
from storage.schema import migrate
from storage.secrets import Secrets
from storage.shelf import batched, values_of
from storage.tables import PairMenteeRow, PairRow

HOME = Path(__file__).parent.parent
BATCH = 500
# Neither the first round, whose day is another, nor the last.
ROUND = 3


def in_a_process(pairs: int, address: str) -> Took:
    """Plan a month of so many pairs in a process that does nothing else."""
    command = [sys.executable, "-m", "benchmarks.a_month", str(pairs), address]
    told = subprocess.run(command, cwd=HOME, check=True, capture_output=True, text=True)  # noqa: S603 ourselves
    return Took(**json.loads(told.stdout))


def main(pairs: str, address: str) -> None:
    engine = open_database(address)
    migrate(engine)
    books = Books(engine, Secrets("for a while"))
    prepare(books, engine, int(pairs))
    with watched(collecting=True) as watch:
        with books() as records:
            running = records.pairs.in_programme(1)
        for some in batched(running, BATCH):
            with books() as records:
                plan(records, some)
    print(json.dumps(asdict(Took(watch.wall, watch.cpu, peak()))))
    engine.dispose()


def prepare(books: Books, engine: Engine, pairs: int) -> None:
    """A company in which everybody is in a pair, and nothing is planned."""
    company(books, engine, pairs)
    running = [Pair(n, 1, 2 * n - 1, (2 * n,), BEGINS, MONTHS) for n in range(1, pairs + 1)]
    mentees = [{"pair_id": one.id, "person_id": one.mentee_ids[0], "place": 0} for one in running]
    with engine.begin() as connection:
        connection.execute(insert(table_of(PairRow)), [values_of(one, table_of(PairRow)) for one in running])
        connection.execute(insert(table_of(PairMenteeRow)), mentees)


def plan(records: Records, pairs: Sequence[Pair]) -> None:
    """Owe the nudges of one round to both of each pair, by what is known of them."""
    people = records.people.some([one for pair in pairs for one in pair.people])
    owed = [invitation(pair, people[one], ROUND) for pair in pairs for one in pair.people]
    assert records.outbox.owe(owed) == len(owed)


if __name__ == "__main__":
    main(*sys.argv[1:])
