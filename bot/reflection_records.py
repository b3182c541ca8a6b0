"""What we remember of people's reflections. `storage` provides it, as it does `bot.records`.

There is no way to anybody's but by their own number; or, to what they shared, by that of whom they shared it
with.
"""

from collections.abc import Sequence
from typing import Protocol

from bot.thoughts import Question, Reflection


class ReflectionRecords(Protocol):
    """What people were asked after their hours, and what they wrote for themselves."""

    def keep(self, reflection: Reflection) -> Reflection:
        """Keep it encrypted; a new one takes the place of an earlier one on the same meeting."""

    def of(self, person_id: int, reflection_id: int) -> Reflection:
        """The gate, held: raises NotYours unless this person wrote it."""

    def on(self, person_id: int, meeting_id: int) -> Reflection | None:
        """What this person wrote after that meeting."""

    def by(self, person_id: int) -> Sequence[Reflection]:
        """What this person wrote, the oldest first."""

    def shared_with(self, person_id: int, reflection_id: int) -> Reflection:
        """One as its writer shared it: raises NotYours unless they shared it with this person.

        Not what was shared in a group after this person had left it.
        """

    def count(self, person_id: int) -> int:
        """How many this person has written, without opening them."""

    def erase(self, person_id: int, reflection_id: int) -> None:
        """Let this person's own one go. Safe to repeat."""

    def ask(self, question: Question) -> Question:
        """Keep it, unless this person was asked after that meeting already: then that one is given back."""

    def keep_question(self, question: Question) -> None: ...
    def questions(self, person_id: int) -> Sequence[Question]: ...
