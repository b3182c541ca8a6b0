"""What each person said about an hour."""

from collections.abc import Mapping

from sqlalchemy import Connection

from bot.voices import Voice
from storage.shelf import Shelf
from storage.tables import VoiceRow


class Voices:
    """Fulfils `bot.voices.VoiceRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._voices = Shelf(connection, Voice, VoiceRow)

    def of_meeting(self, meeting_id: int) -> Mapping[int, Voice]:
        """By the number of who spoke."""
        return {voice.person_id: voice for voice in self._voices.all(meeting_id=meeting_id)}

    def by(self, person_id: int) -> Mapping[int, Voice]:
        """What somebody said, by the number of the meeting."""
        return {voice.meeting_id: voice for voice in self._voices.all(person_id=person_id)}

    def put(self, voice: Voice) -> None:
        """Keep it, in place of what this person has said about that meeting before."""
        self._voices.put(voice, "meeting_id", "person_id")
