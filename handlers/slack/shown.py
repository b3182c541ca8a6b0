"""What stands on people's Homes, so that the same is not published twice in a row."""

import json
from hashlib import sha256

from handlers.slack.limits import Json

_KEPT = 50_000
# In seconds: long enough for an act and what follows from it. Other replicas publish too, and unseen by us.
_TRUSTED = 30.0


class Shown:
    """One process's memory, of a few seconds and without anybody's words in it."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[bytes, float]] = {}

    def stands(self, user: str, view: Json, now: float) -> bool:
        """Whether this is what we showed a moment ago."""
        last = self._last.get(user)
        return last is not None and last[0] == _digest(view) and now - last[1] < _TRUSTED

    def note(self, user: str, view: Json, now: float) -> None:
        self._last.pop(user, None)
        while len(self._last) >= _KEPT:
            self._last.pop(next(iter(self._last)))
        self._last[user] = _digest(view), now


def _digest(view: Json) -> bytes:
    return sha256(json.dumps(view, sort_keys=True).encode()).digest()
