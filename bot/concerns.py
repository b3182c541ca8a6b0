"""Concerns: a word in confidence to one coordinator. Nobody else reads it, and no log knows of it."""

from collections.abc import Sequence

from bot.facts import person_facts
from bot.message import Fact, Say
from bot.people import Person
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in
from bot.trust import Concern


def listeners(visit: Visit) -> Sequence[Person]:
    """The coordinators who can be written to just now, without whoever asks."""
    reachable = visit.records.people.reachable()
    return [
        one
        for one in visit.records.people.coordinators(visit.house.admins)
        if one.id != visit.person.id and one.id in reachable and not one.is_away(visit.now)
    ]


def say(visit: Visit, coordinator_id: int, text: str) -> Person:
    """Keep it sealed and owe it to that coordinator alone. It is important: it waits for no morning."""
    coordinator = next((one for one in listeners(visit) if one.id == coordinator_id), None)
    if coordinator is None:
        raise NotYours(str(coordinator_id))
    kept = visit.records.concerns.add(Concern(0, visit.person.id, coordinator.id, text, visit.now))
    about = f"concern:{kept.id}"
    visit.records.outbox.owe([Nudge(about, "concern/said", coordinator.id, visit.now, about)])
    return coordinator


def told(visit: Visit, nudge: Nudge) -> Say:
    """The word itself, taken from the record when it is read. Raises NotYours for everybody else."""
    concern = visit.records.concerns.of(visit.person.id, id_in(nudge.about))
    said_by = visit.records.people.get(concern.person_id)
    lines = tuple(line for line in concern.text.splitlines() if line.strip())
    seen_to = concern.seen_to_at is not None
    facts: dict[str, Fact] = {"id": str(concern.id), "seen_to": seen_to, "lines": lines}
    return Say("concern/said", {"by": person_facts(said_by), **facts})


def see_to(visit: Visit, subject: str) -> Say:
    """It waits no longer. The word itself stays with whoever it was said to."""
    visit.records.concerns.see_to(visit.person.id, id_in(subject), visit.now)
    return told(visit, Nudge("", "concern/said", visit.person.id, visit.now, f"concern:{id_in(subject)}"))
