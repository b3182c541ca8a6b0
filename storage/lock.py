"""SQLite means one process: whoever writes holds a lock beside the file, and the next one is turned away."""

import sys
from pathlib import Path
from typing import IO


class FileIsTaken(Exception):
    """Another process has the database."""

    def __init__(self, database: Path) -> None:
        super().__init__(
            f"{database.name} is in use by another onehour process. Stop that one first; "
            "several processes at once need PostgreSQL."
        )


class FileLock:
    """The right to write to one file. The system takes it back when the process ends, however it ends."""

    def __init__(self, database: Path) -> None:
        # resolved, so that two names of one file are one lock
        self._database = database.resolve()
        self._held: IO[bytes] | None = None

    def take(self) -> None:
        """Have it from now on; raises FileIsTaken."""
        if self._held:
            return
        file = self._database.with_name(f"{self._database.name}.lock").open("ab")
        try:
            _lock(file)
        except OSError as error:
            file.close()
            raise FileIsTaken(self._database) from error
        self._held = file

    def give_back(self) -> None:
        """Let the next one have it. The file stays, else two processes could hold two of that name."""
        if self._held:
            self._held.close()
            self._held = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
