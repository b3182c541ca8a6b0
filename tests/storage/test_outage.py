"""Out means that repeating may help. Our own mistakes are never called that."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from bot.people import Person
from bot.ports import Out
from storage.database import open_database
from storage.outage import outages
from storage.records import Books
from storage.schema import is_current, migrate
from storage.secrets import Secrets
from tests.postgres import Server
from tests.storage.paper import BOTH, person

NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"


def test_a_server_out_of_reach_is_out() -> None:
    engine = open_database(NOWHERE)

    with pytest.raises(Out), Books(engine, Secrets("one"))():
        pass
    with pytest.raises(Out):
        is_current(engine)
    with pytest.raises(Out):
        migrate(NOWHERE)


@pytest.mark.postgres
def test_a_server_that_dies_is_out_and_afterwards_all_is_well(own_postgres: Server) -> None:
    engine = open_database(own_postgres.url)
    books = Books(engine, Secrets("one"))
    with books():
        pass

    own_postgres.kill()
    with pytest.raises(Out), books():
        pass
    own_postgres.start()

    with books():
        pass
    engine.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize("migrated", BOTH[1:], indirect=True)
def test_a_session_that_is_cut_off_is_out(engine: Engine, books: Books) -> None:
    cut_off = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
    """

    def interrupted() -> None:
        with books() as records:
            with engine.begin() as other:
                other.execute(text(cut_off))
            records.people.everybody()

    with pytest.raises(Out):
        interrupted()


@pytest.mark.parametrize("migrated", BOTH[:1], indirect=True)
def test_a_full_disk_is_out_and_what_was_acknowledged_stays(engine: Engine, books: Books) -> None:
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    acknowledged: list[Person] = []

    def fill() -> None:
        while True:
            with books() as records:
                ada = person(records, "Ada" * 300)
            acknowledged.append(ada)

    with pytest.raises(Out, match="full"):
        fill()

    with books() as records:
        assert list(records.people.everybody()) == acknowledged


@pytest.mark.postgres
@pytest.mark.parametrize("migrated", BOTH[1:], indirect=True)
def test_a_lock_that_does_not_come_free_is_out(engine: Engine) -> None:
    with engine.begin() as holder, engine.connect() as waiter:
        holder.execute(text("LOCK TABLE people"))
        waiter.execute(text("SET lock_timeout = '20ms'"))

        with pytest.raises(Out), outages():
            waiter.execute(text("SELECT * FROM people"))


def test_a_missing_table_is_a_mistake(url: str) -> None:
    engine = open_database(url)

    with pytest.raises((OperationalError, ProgrammingError)), Books(engine, Secrets("one"))() as records:
        records.people.everybody()
    engine.dispose()


def test_a_row_that_points_to_nothing_is_a_mistake(books: Books) -> None:
    with pytest.raises(IntegrityError), books() as records:
        records.people.add(Person(0, 77, "Eve"))
