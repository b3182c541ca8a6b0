"""The hours of each pair."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from bot.model import Meeting
from storage.columns import table_of
from storage.pairs import PAIRS, involving, left_before
from storage.shelf import Shelf
from storage.tables import MeetingRow

MEETINGS = table_of(MeetingRow)


class Meetings:
    """Fulfils `bot.records.MeetingRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._meetings = Shelf(connection, Meeting, MeetingRow)

    def propose(self, meeting: Meeting) -> Meeting:
        """Keep it, unless that pair and round has one already: then that one is given back."""
        return self._meetings.add_once(meeting, "pair_id", "round")

    def of(self, person_id: int, meeting_id: int) -> Meeting:
        """The gate, held: of two who choose at the same moment the second sees what the first chose.

        Whoever has left a group passes for the hours before that.
        """
        theirs = select(PAIRS.c.id).where(involving(person_id), ~left_before(person_id, MEETINGS.c.at))
        return self._meetings.hold(MEETINGS.c.pair_id.in_(theirs), id=meeting_id)

    def hold(self, meeting_id: int) -> Meeting:
        """For an errand: raises NotYours if there is none."""
        return self._meetings.hold(id=meeting_id)

    def of_pair(self, pair_id: int) -> Sequence[Meeting]:
        """A pair's meetings, the first round first."""
        return sorted(self._meetings.all(pair_id=pair_id), key=lambda meeting: meeting.round)

    def keep(self, meeting: Meeting) -> None:
        """Bring it up to date."""
        self._meetings.keep(meeting)
