"""How far long work has come, on the error stream: a line that moves on a terminal, else one now and then."""

import sys
from time import monotonic

_PATIENCE = 2.0  # seconds before the first word, and between words where nothing can be overwritten
_WIDE = 24


class Progress:
    """A bar of so many steps. What is quick says nothing."""

    def __init__(self, steps: int) -> None:
        self._steps, self._done = steps, 0
        self._moves = sys.stderr.isatty()
        self._last = monotonic()
        self._shown = False

    def step(self, words: str) -> None:
        """The next step begins."""
        self._done = min(self._steps, self._done + 1)
        self.tell(words)

    def tell(self, words: str) -> None:
        """Something new within a step."""
        now = monotonic()
        if not self._shown and now - self._last < _PATIENCE and not self._moves:
            return
        if self._moves:
            full = _WIDE * self._done // self._steps
            print(
                f"\r[{'#' * full}{'.' * (_WIDE - full)}] {words[:70]:70}", end="", file=sys.stderr, flush=True
            )
        elif not self._shown or now - self._last >= _PATIENCE:
            print(f"[{self._done}/{self._steps}] {words}", file=sys.stderr, flush=True)
            self._last = now
        self._shown = True

    def end(self) -> None:
        """Leave the line clean."""
        if self._moves and self._shown:
            print(f"\r{'':100}\r", end="", file=sys.stderr, flush=True)
