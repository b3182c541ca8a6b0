"""Who may be named in public as somebody who takes part: only who has said so, and takes part just now."""

from collections.abc import Sequence

from bot.endings import Consent, Use
from bot.enrolment import active, open_programme
from bot.model import Programme
from bot.people import Person
from bot.ports import Occasion, Visit

# A few faces say it; a long list says nothing.
SHOWN = 5


def named(here: Occasion, programme: Programme, use: Use) -> Sequence[tuple[Person, Consent]]:
    """Each with the consent to it, leaders first, and then by name."""
    agreed = {one.person_id: one for one in here.records.consents.to(use)}
    if not agreed:
        return ()
    inside = {one.person_id for one in active(here.records, programme)} & set(agreed)
    people = here.records.people.some(inside).values()
    found = sorted(people, key=lambda one: (not one.leader, one.name, one.id))
    return [(one, agreed[one.id]) for one in found]


def names(visit: Visit, use: Use) -> tuple[str, ...]:
    """The names of a few of them in the programme in view, for somebody to read; never their own."""
    found = named(visit, open_programme(visit), use)
    return tuple(one.name for one, _ in found if one.id != visit.person.id)[:SHOWN]
