"""A database at the newest schema with nothing in it, made once and copied for whoever begins with one."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.schema import migrate


def fresh(file: Path) -> str:
    """Put one there, and give its address."""
    file.write_bytes(_migrated())
    return f"sqlite:///{file}"


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder, "fresh.db")
        migrate(f"sqlite:///{file}")
        return file.read_bytes()
