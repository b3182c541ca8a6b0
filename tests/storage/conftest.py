"""An empty database, a migrated one, and the books over it: on SQLite, and on PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.columns import Base
from storage.database import open_database
from storage.records import Books
from storage.schema import migrate
from storage.secrets import Secrets
from tests.fresh import fresh
from tests.storage.paper import BOTH, SECRET, sqlite_url


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "onehour.db")
    return str(request.getfixturevalue("postgres").new())


@pytest.fixture(scope="session")
def migrated_postgres(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = open_database(request.getfixturevalue("postgres").new())
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(params=BOTH)
def migrated(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with the newest schema and no rows. PostgreSQL's is emptied, not made anew."""
    if request.param == "sqlite":
        return fresh(tmp_path / "onehour.db")
    engine = request.getfixturevalue("migrated_postgres")
    tables = reversed(Base.metadata.sorted_tables)
    with engine.begin() as connection:
        connection.exec_driver_sql(";".join(f"DELETE FROM {table.name}" for table in tables))
    return str(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def engine(migrated: str) -> Iterator[Engine]:
    engine = open_database(migrated)
    yield engine
    engine.dispose()


@pytest.fixture
def books(engine: Engine) -> Books:
    return Books(engine, Secrets(SECRET))


@pytest.fixture
def replica(engine: Engine, books: Books, migrated: str) -> Iterator[Callable[[], Books]]:
    """Another process on the same database. SQLite allows none, so there it is the same books in another thread."""
    engines: list[Engine] = []

    def another() -> Books:
        if engine.dialect.name == "sqlite":
            return books
        engines.append(open_database(migrated))
        return Books(engines[-1], Secrets(SECRET))

    yield another
    for other in engines:
        other.dispose()
