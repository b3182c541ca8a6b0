"""A fresh database of each kind for a while. Where there is no PostgreSQL, it is said and left out."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.postgres import Databases, start_or_skip


@contextmanager
def on_sqlite() -> Iterator[str]:
    """The address of a file that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="onehour-benchmark-") as folder:
        yield f"sqlite:///{Path(folder, 'onehour.db')}"


@contextmanager
def on_postgresql() -> Iterator[Databases | None]:
    """A server of our own, as the tests have it; None where none can be started."""
    try:
        server = start_or_skip(required=False)
    except pytest.skip.Exception as missing:
        print(f"      left out on PostgreSQL: {missing}", flush=True)
        yield None
        return
    try:
        yield Databases(server.url)
    finally:
        server.close()
