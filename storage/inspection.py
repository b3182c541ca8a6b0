"""A look at a database that writes nothing, takes no lock and raises nothing: for `doctor`."""

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, make_url, text

from storage.database import open_for_reading, sqlite_fault, sqlite_file
from storage.schema import head, is_known


class Standing(StrEnum):
    """How the tables of a database stand to this version. MISSING: there are none yet."""

    CURRENT = "current"
    OLD = "old"
    MISSING = "missing"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class Found:
    """What is there: name and version of the engine, what to know about that version, and why it is out."""

    engine: str
    standing: Standing = Standing.MISSING
    note: str = ""
    trouble: str = ""


def look(address: str) -> Found:
    """Say what is there. A SQLite file that does not exist is none yet, and is not made."""
    file = sqlite_file(make_url(address))
    if file and not file.exists() and file.parent.is_dir():
        return Found(f"sqlite {sqlite3.sqlite_version}", note=sqlite_fault())
    engine = open_for_reading(address)
    name = engine.dialect.name
    try:
        with engine.connect() as connection:
            version = ".".join(map(str, engine.dialect.server_version_info or ()))
            note = sqlite_fault() if name == "sqlite" else ""
            return Found(f"{name} {version}", _standing(connection), note)
    except Exception as trouble:  # noqa: BLE001  # whatever it is, the doctor says it and goes on
        return Found(name, trouble=str(getattr(trouble, "orig", trouble)).strip())
    finally:
        engine.dispose()


def _standing(connection: Connection) -> Standing:
    tables = connection.dialect.get_table_names(connection)
    if not tables:
        return Standing.MISSING
    stamped = "alembic_version" in tables
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if stamped else None
    if found == head():
        return Standing.CURRENT
    return Standing.OLD if found is None or is_known(str(found)) else Standing.NEWER
