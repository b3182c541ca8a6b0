"""What people were asked after their hours, and what they wrote: each sealed for its own row."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, func, or_, select

from bot.records import NotYours
from bot.thoughts import Question, Reflection
from storage.columns import table_of
from storage.pairs import PAIRS, involving, left_before
from storage.secrets import Secrets, Tampered
from storage.shelf import Shelf
from storage.tables import MeetingRow, QuestionRow, ReflectionRow

MEETINGS = table_of(MeetingRow)
REFLECTIONS = table_of(ReflectionRow)


class Reflections:
    """Fulfils `bot.reflection_records.ReflectionRecords`."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._connection = connection
        self._secrets = secrets
        self._reflections = Shelf(connection, Reflection, ReflectionRow)
        self._questions = Shelf(connection, Question, QuestionRow)

    def keep(self, reflection: Reflection) -> Reflection:
        """Keep it encrypted; a new one takes the place of an earlier one on the same meeting."""
        if not reflection.id:
            # it is sealed for its number, which is known once there is a row, of this transaction alone
            empty = replace(reflection, text="", shared="")
            reflection = replace(
                reflection, id=self._reflections.add_once(empty, "person_id", "meeting_id").id
            )
        self._reflections.keep(self._sealed(reflection))
        return reflection

    def of(self, person_id: int, reflection_id: int) -> Reflection:
        """The gate, held: raises NotYours unless this person wrote it."""
        return self._opened(self._reflections.hold(id=reflection_id, person_id=person_id))

    def on(self, person_id: int, meeting_id: int) -> Reflection | None:
        """What this person wrote after that meeting."""
        found = self._reflections.find(person_id=person_id, meeting_id=meeting_id)
        return self._opened(found) if found else None

    def by(self, person_id: int) -> Sequence[Reflection]:
        """What this person wrote, the oldest first."""
        return tuple(map(self._opened, self._reflections.all(person_id=person_id)))

    def shared_with(self, person_id: int, reflection_id: int) -> Reflection:
        """One as its writer shared it: a mentor with every mentee of the pair, a mentee with the mentor.

        Whoever has left a group keeps what was shared with them until then, and gets nothing after it.
        """
        theirs = (
            select(MEETINGS.c.id)
            .join(PAIRS, PAIRS.c.id == MEETINGS.c.pair_id)
            .where(involving(person_id), ~left_before(person_id, REFLECTIONS.c.shared_at))
            .where(or_(PAIRS.c.mentor_id == person_id, PAIRS.c.mentor_id == REFLECTIONS.c.person_id))
        )
        found = self._reflections.all(
            REFLECTIONS.c.meeting_id.in_(theirs),
            REFLECTIONS.c.person_id != person_id,
            REFLECTIONS.c.shared_at.is_not(None),
            id=reflection_id,
        )
        if not found:
            raise NotYours(str(reflection_id))
        shared = self._opened(found[0])
        return replace(shared, text=shared.shared)

    def count(self, person_id: int) -> int:
        """How many this person has written, without opening them."""
        written = select(func.count()).where(REFLECTIONS.c.person_id == person_id)
        return self._connection.execute(written).scalar_one()

    def erase(self, person_id: int, reflection_id: int) -> None:
        """Let this person's own one go. Safe to repeat."""
        own = (REFLECTIONS.c.id == reflection_id, REFLECTIONS.c.person_id == person_id)
        self._connection.execute(delete(REFLECTIONS).where(*own))

    def ask(self, question: Question) -> Question:
        """Keep it, unless this person was asked after that meeting already: then that one is given back."""
        return self._questions.add_once(question, "person_id", "meeting_id")

    def keep_question(self, question: Question) -> None:
        """Bring it up to date."""
        self._questions.keep(question)

    def questions(self, person_id: int) -> Sequence[Question]:
        """What this person was asked, the oldest first."""
        return self._questions.all(person_id=person_id)

    def _sealed(self, opened: Reflection) -> Reflection:
        def seal(column: str, words: str) -> str:
            return self._secrets.seal(words, "reflections", column, str(opened.id)) if words else ""

        return replace(opened, text=seal("text", opened.text), shared=seal("shared", opened.shared))

    def _opened(self, sealed: Reflection) -> Reflection:
        def open_(column: str, words: str, row: str) -> str:
            return self._secrets.open(words, "reflections", column, row) if words else ""

        shared = open_("shared", sealed.shared, str(sealed.id))
        try:
            return replace(sealed, text=open_("text", sealed.text, str(sealed.id)), shared=shared)
        except Tampered:
            opened = replace(sealed, text=open_("text", sealed.text, _former_place(sealed)), shared=shared)
        self._reflections.keep(self._sealed(opened))
        return opened


def _former_place(reflection: Reflection) -> str:
    """For whose pair of numbers the text was sealed before revision 0007; once opened, it is sealed anew."""
    return f"{reflection.person_id}:{reflection.meeting_id}"
