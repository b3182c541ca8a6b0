"""Lines put aside while more of them come: how many there will be, nobody knows before the end."""

import pickle
import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from bot.previews import Line

IN_MEMORY = 32 * 1024 * 1024


class Spool:
    """In memory, and once they are many in a file without a name, which nobody else can open."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # closed by __exit__
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, line: Line) -> None:
        """Put one aside."""
        pickle.dump(line, self._file, pickle.HIGHEST_PROTOCOL)
        self._count += 1

    def __iter__(self) -> Iterator[Line]:
        self._file.seek(0)
        for _ in range(self._count):
            yield pickle.load(self._file)  # noqa: S301  # written by ourselves, a moment ago
