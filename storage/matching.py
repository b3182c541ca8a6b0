"""How programmes are matched, and what coordinators have decided about single pairs."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete

from bot.model import Method, Ruling
from bot.post import Nudge
from storage.columns import table_of
from storage.shelf import Shelf
from storage.tables import MethodRow, NudgeRow, RulingRow

RULINGS = table_of(RulingRow)
NUDGES = table_of(NudgeRow)
PAIR = ("programme_id", "mentor_id", "mentee_id")


class Matching:
    """Fulfils `bot.match_records.MatchRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._methods = Shelf(connection, Method, MethodRow)
        self._rulings = Shelf(connection, Ruling, RulingRow)
        self._nudges = Shelf(connection, Nudge, NudgeRow)

    def method(self, programme_id: int) -> Method:
        """The usual one, where nobody has chosen another."""
        return self._methods.find(programme_id=programme_id) or Method(0, programme_id)

    def keep_method(self, method: Method) -> None:
        """Add it, or bring the one of the same programme up to date."""
        self._methods.put(method, "programme_id")

    def rulings(self, programme_id: int) -> Sequence[Ruling]:
        """Those of a programme, the oldest first."""
        return self._rulings.all(programme_id=programme_id)

    def rule(self, ruling: Ruling) -> None:
        """Keep it, in place of an earlier one about the same two."""
        self._rulings.put(ruling, *PAIR)

    def release(self, ruling: Ruling) -> None:
        """There is no ruling about these two any more."""
        same = (RULINGS.c[name] == getattr(ruling, name) for name in PAIR)
        self._connection.execute(delete(RULINGS).where(*same))

    def told(self, about: str, since: datetime) -> Sequence[Nudge]:
        """What has been owed about something from that moment on, to whomever."""
        return self._nudges.all(NUDGES.c.due >= since, about=about)
