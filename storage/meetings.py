"""The hours of each pair and what people wrote for themselves."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from bot.model import Meeting, Reflection
from storage.columns import table_of
from storage.pairs import PAIRS, involving
from storage.secrets import Secrets
from storage.shelf import Shelf
from storage.tables import MeetingRow, ReflectionRow

MEETINGS = table_of(MeetingRow)


class Meetings:
    """Fulfils `bot.records.MeetingRecords`."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._secrets = secrets
        self._meetings = Shelf(connection, Meeting, MeetingRow)
        self._reflections = Shelf(connection, Reflection, ReflectionRow)

    def propose(self, meeting: Meeting) -> Meeting:
        """Keep it, unless that pair and round has one already: then that one is given back."""
        return self._meetings.add_once(meeting, "pair_id", "round")

    def of(self, person_id: int, meeting_id: int) -> Meeting:
        """The gate, held: of two who choose at the same moment the second sees what the first chose."""
        theirs = select(PAIRS.c.id).where(involving(person_id))
        return self._meetings.hold(MEETINGS.c.pair_id.in_(theirs), id=meeting_id)

    def of_pair(self, pair_id: int) -> Sequence[Meeting]:
        """A pair's meetings, the first round first."""
        return sorted(self._meetings.all(pair_id=pair_id), key=lambda meeting: meeting.round)

    def keep(self, meeting: Meeting) -> None:
        """Bring it up to date."""
        self._meetings.keep(meeting)

    def reflect(self, reflection: Reflection) -> None:
        """Keep it encrypted; a second one by the same person on the same meeting replaces the first."""
        sealed = self._secrets.seal(reflection.text, "reflections", "text", _place(reflection))
        self._reflections.put(replace(reflection, text=sealed), "person_id", "meeting_id")

    def reflections(self, person_id: int) -> Sequence[Reflection]:
        """What somebody wrote, decrypted, the oldest first."""
        return tuple(
            replace(sealed, text=self._secrets.open(sealed.text, "reflections", "text", _place(sealed)))
            for sealed in self._reflections.all(person_id=person_id)
        )


def _place(reflection: Reflection) -> str:
    # the unique key, since the number is not known before the row is written
    return f"{reflection.person_id}:{reflection.meeting_id}"
