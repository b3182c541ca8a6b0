"""Name up to five mentors, in the order in which you would ask them."""

from bot.asking import MOST_CHOICES, cannot, choose, wishes
from bot.conversation import Flow
from bot.enrolment import enrolment_of, is_of_peers, open_programme
from bot.flows import Instead
from bot.message import Field, Kind, Option, Page, Say
from bot.ports import Visit
from bot.records import LONGEST_ID
from bot.whom import label

FRESH = True

Wished = tuple[Option, ...]


def gather(visit: Visit, about: str) -> Wished:
    """What they wished before, in its order."""
    del about
    if is_of_peers(visit):
        raise Instead(cannot(visit, visit.person, "peers"))
    if enrolment_of(visit) is None:
        raise Instead(cannot(visit, visit.person, "join"))
    wished = wishes(visit, open_programme(visit))[:MOST_CHOICES]
    mentors = visit.records.people.some([one.mentor_id for one in wished])
    mine = (mentors[one.mentor_id] for one in wished)
    return tuple(Option(str(one.id), label(one)) for one in mine)


def rank(before: Wished) -> Flow[tuple[str, ...]]:
    """One page, five places."""
    first, second, third, fourth, fifth = (before[n : n + 1] for n in range(MOST_CHOICES))
    fields = (
        Field("first", Kind.SEARCH, first, initial=_values(first), source="mentors", most=1),
        Field(
            "second", Kind.SEARCH, second, required=False, initial=_values(second), source="mentors", most=1
        ),
        Field("third", Kind.SEARCH, third, required=False, initial=_values(third), source="mentors", most=1),
        Field(
            "fourth", Kind.SEARCH, fourth, required=False, initial=_values(fourth), source="mentors", most=1
        ),
        Field("fifth", Kind.SEARCH, fifth, required=False, initial=_values(fifth), source="mentors", most=1),
    )
    told = yield Page("rank/choices", fields)
    chosen = [one for answer in told.values() if isinstance(answer, tuple) for one in answer]
    return tuple(dict.fromkeys(chosen))


def finish(visit: Visit, about: str, chosen: tuple[str, ...]) -> Say:
    """Ask the first of them who can be asked, and keep the others in their order."""
    del about
    numbers = [int(one) for one in chosen if one.isdecimal() and len(one) <= LONGEST_ID]
    people = visit.records.people.some(numbers)
    return choose(visit, [people[one] for one in numbers if one in people])


def _values(options: Wished) -> tuple[str, ...]:
    return tuple(option.value for option in options)
