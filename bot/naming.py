"""Who may be named in public as somebody who takes part: only who has said so, and takes part just now."""

from collections.abc import Iterable, Sequence

from bot.endings import Consent, Use
from bot.enrolment import active_among, open_programme
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
    inside = {one.person_id for one in active_among(here.records, programme, agreed)}
    people = [one for one in here.records.people.some(inside).values() if one.gone_at is None]
    found = sorted(people, key=lambda one: (not one.leader, one.name, one.id))
    return [(one, agreed[one.id]) for one in found]


def names(visit: Visit, use: Use) -> tuple[str, ...]:
    """The names of a few of them in the programme in view."""
    return few(visit, (one for one, _ in named(visit, open_programme(visit), use)))


def few(visit: Visit, people: Iterable[Person]) -> tuple[str, ...]:
    """The names of the first of these, for somebody to read; never their own."""
    return tuple(one.name for one in people if one.id != visit.person.id)[:SHOWN]
