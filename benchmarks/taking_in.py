"""Taking in a people file, against asking for each of its people apart; and how its time grows."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

from sqlalchemy import Engine

from benchmarks.outboxes import outbox
from benchmarks.side_by_side import Act, Row, in_turns, scaled
from bot.people import Person, Prefill
from bot.people_file import read_people
from bot.people_intake import consider, take_in
from bot.records import Records
from storage.records import Opened
from storage.secrets import Secrets

HEAD = "email,name,department,country,timezone,languages,level,manager,role,offers,wants\n"
LINE = "p{n}@x.example,Person {n},Dept {d},PT,Europe/Lisbon,en;pt,{level},{boss},both,SQL;coaching,strategy\n"
SECRETS = Secrets("for a while")


def measure(scale: float) -> Iterator[Row]:
    many, few = scaled(20_000, scale), scaled(2_000, scale)
    with outbox() as engine:
        yield in_turns(
            "taking in somebody by calls of their own (2,000 of them)",
            "by a file with 19,999 others",
            one_by_one(engine, few),
            by_file(engine, many),
        )
        yield in_turns(
            "taking in each person of a file of 20,000",
            "of a file of 2,000",
            by_file(engine, many),
            by_file(engine, few),
        )


def by_file(engine: Engine, number: int) -> Act:
    """From the bytes of the file to rows, a person's share of it."""
    data = people(number)

    def act() -> float:
        with undone(engine) as records:
            began = process_time()
            _, intake = consider(records, data)
            assert intake
            assert take_in(records, intake).added == number
            return (process_time() - began) / number

    return act


def one_by_one(engine: Engine, number: int) -> Act:
    """The same people, read alike, but each asked for and written apart."""
    data = people(number)

    def act() -> float:
        with undone(engine) as records:
            began = process_time()
            for line in read_people(data, frozenset()).lines:
                assert records.people.by_email(line.email) is None
                person = records.people.add(Person(0, 1, line.name, line.email, level=line.level))
                records.people.keep_prefill(Prefill(person.id, line.role, offers=line.offers))
            return (process_time() - began) / number

    return act


def people(number: int) -> bytes:
    lines = (
        LINE.format(n=n, d=n % 40, level=1 + n % 10, boss=f"p{n // 8}@x.example" if n else "")
        for n in range(number)
    )
    return (HEAD + "".join(lines)).encode()


@contextmanager
def undone(engine: Engine) -> Iterator[Records]:
    """The records for one transaction that leaves nothing behind."""
    with engine.connect() as connection, connection.begin() as transaction:
        yield Opened(connection, SECRETS)
        transaction.rollback()
