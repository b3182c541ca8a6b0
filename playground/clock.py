"""The playground's clock: it goes on like any other, can be moved, and is where it was after a restart."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

# A Tuesday at 14:30 in UTC: from New York to Berlin, everybody is at work.
TUESDAY = 1
HOUR, MINUTE = 14, 30


class PlayClock:
    """`real` is the process's clock; what is remembered in the file is how far from it this one stands."""

    def __init__(self, real: Callable[[], datetime], file: Path) -> None:
        self._real = real
        self._file = file
        self._ahead = timedelta(seconds=json.loads(file.read_text())) if file.exists() else None
        if self._ahead is None:
            self.move_to(first_moment(real()))

    def now(self) -> datetime:
        return self._real() + (self._ahead or timedelta())

    def move_to(self, moment: datetime) -> None:
        self._ahead = moment - self._real()
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps(self._ahead.total_seconds()))
        fresh.replace(self._file)


def first_moment(real: datetime) -> datetime:
    """When the play begins: the first Tuesday afternoon that has not passed."""
    day = real + timedelta(days=(TUESDAY - real.weekday()) % 7)
    moment = day.replace(hour=HOUR, minute=MINUTE, second=0, microsecond=0)
    return moment if moment >= real else moment + timedelta(days=7)
