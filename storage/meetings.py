"""The hours of each pair."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from bot.model import Meeting
from storage.columns import table_of
from storage.pairs import PAIRS, involving, left_before
from storage.shelf import Shelf, batched
from storage.tables import MeetingRow

MEETINGS = table_of(MeetingRow)


class Meetings:
    """Fulfils `bot.records.MeetingRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._meetings = Shelf(connection, Meeting, MeetingRow)
        self._ahead: dict[int, list[Meeting]] = {}

    def propose(self, meeting: Meeting) -> Meeting:
        """Keep it, unless that pair and round has one already: then that one is given back."""
        self._ahead.pop(meeting.pair_id, None)
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
        if pair_id in self._ahead:
            return self._ahead[pair_id]
        return sorted(self._meetings.all(pair_id=pair_id), key=lambda meeting: meeting.round)

    def read_ahead(self, pair_ids: Collection[int]) -> None:
        """Read those of some pairs at once, for as long as this transaction does not change them."""
        ahead: dict[int, list[Meeting]] = {pair_id: [] for pair_id in pair_ids}
        for batch in batched(sorted(pair_ids)):
            for meeting in self._meetings.all(MEETINGS.c.pair_id.in_(batch)):
                ahead[meeting.pair_id].append(meeting)
        for pair_id, found in ahead.items():
            self._ahead[pair_id] = sorted(found, key=lambda meeting: meeting.round)

    def keep(self, meeting: Meeting) -> None:
        """Bring it up to date."""
        self._ahead.pop(meeting.pair_id, None)
        self._meetings.keep(meeting)
