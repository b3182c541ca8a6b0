"""Rehearsals that coordinators ask for: played one at a time, in a thread beside everything else."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from queue import SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic

from bot.message import Fact
from bot.people import Person
from bot.ports import Clock, LookAhead, Out
from bot.previews import COLUMNS, Line, Tally, nothing, packed, ready
from bot.records import Ledger
from bot.rehearsal import Ahead, Rehearsal
from bot.working_time import months_after

log = logging.getLogger(__name__)

# Seconds. What takes longer is told as far as it has come, and the rest is for a shell.
LONGEST = 300.0
FAREWELL = 3.0
Rows = Sequence[Sequence[str]]


class Rehearsals:
    """Fulfils `bot.ports.Rehearsals`. `stage` opens a rehearsal, `table` writes rows as a file."""

    def __init__(
        self,
        stage: Callable[[], AbstractContextManager[Rehearsal]],
        ledger: Ledger,
        clock: Clock,
        table: Callable[[Rows], bytes],
    ) -> None:
        self._stage, self._ledger, self._clock, self._table = stage, ledger, clock, table
        # called once something has come of one, from its own thread
        self.afterwards: Callable[[], None] = lambda: None
        self._wanted: SimpleQueue[LookAhead | None] = SimpleQueue()
        self._begun: set[str] = set()
        self._lock = Lock()
        self._stopped, self._idle = Event(), Event()
        self._idle.set()
        self._thread: Thread | None = None

    def begin(self, wanted: LookAhead) -> None:
        """Begin, unless it has begun."""
        with self._lock:
            if wanted.key in self._begun or self._stopped.is_set():
                return
            self._begun.add(wanted.key)
            self._idle.clear()
            self._wanted.put(wanted)
            if self._thread is None:
                # it may die with the process: what has not come by then is begun anew by the next one
                self._thread = Thread(target=self._work, name="rehearsals", daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Whether all that has begun is done by then."""
        return self._idle.wait(seconds)

    def stop(self) -> None:
        """Nothing is owed after this."""
        self._stopped.set()
        self._wanted.put(None)
        if self._thread:
            self._thread.join(FAREWELL)

    def _work(self) -> None:
        while (wanted := self._wanted.get()) and not self._stopped.is_set():
            self._do(wanted)
            with self._lock:
                self._begun.discard(wanted.key)
                if not self._begun:
                    self._idle.set()

    def _do(self, wanted: LookAhead) -> None:
        try:
            facts = self._played(wanted)
        except Exception:  # the outermost loop of this thread: whoever asked shall hear of it
            log.exception("a preview could not be made")
            facts = {**nothing(), "trouble": True}
        if self._stopped.is_set():
            return
        try:
            with self._ledger() as records:
                records.outbox.owe([ready(wanted, self._clock.now(), facts)])
        except Out:
            log.warning("the database cannot be reached; the preview is made again later")
            return
        self.afterwards()

    def _played(self, wanted: LookAhead) -> dict[str, Fact]:
        tally = Tally()
        ends = monotonic() + LONGEST
        with self._stage() as rehearsal:
            person = self._person(rehearsal, wanted.person_id)
            until = months_after(rehearsal.start, wanted.months, "UTC")

            def tell(line: Line) -> None:
                if wanted.person_id in (None, line.person_id):
                    tally.add(line)

            played = asyncio.run(
                rehearsal.plays(
                    Ahead(until), tell, lambda _: not self._stopped.is_set() and monotonic() < ends
                )
            )
        return {
            **tally.facts(),
            "months": wanted.months,
            "person": person.name if person else "",
            "until": f"{played.until:%Y-%m-%d}",
            "whole": played.until >= until,
            "trouble": False,
            "table": packed(self._table((COLUMNS, *tally.rows))),
        }

    @staticmethod
    def _person(rehearsal: Rehearsal, person_id: int | None) -> Person | None:
        with rehearsal.ledger() as records:
            return records.people.get(person_id) if person_id is not None else None
