"""Who is a senior leader: by hand, or by a rule."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.audit import note
from bot.people import Person
from bot.ports import Visit
from bot.records import NotYours

LEVELS = (1, 10)


@dataclass(frozen=True, slots=True)
class Rule:
    """From this level on, and with this in their title. What is not said does not count."""

    level: int | None = None
    title: str = ""

    def fits(self, person: Person) -> bool:
        """Whether it is about somebody; an unknown level never is."""
        high = self.level is None or (person.level or 0) >= self.level
        named = self.title.casefold() in person.title.casefold()
        return high and named and bool(self.level or self.title)


def keep_marks(visit: Visit, people: Collection[int], *, leader: bool) -> int:
    """Make leaders of them, or of leaders what they were; gives how many have changed."""
    if not visit.coordinates:
        raise NotYours("leaders")
    found = visit.records.people.some(people).values()
    changed = [one for one in found if one.leader is not leader and not one.outside]
    for person in changed:
        visit.records.people.keep(replace(person, leader=leader))
        note(visit, "mark leader" if leader else "unmark leader", f"person:{person.id}")
    return len(changed)
