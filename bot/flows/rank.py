"""Name up to five people whom you would like best, in your order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot import guiding
from bot.asking import MOST_CHOICES, cannot, choose, wishes
from bot.conversation import Flow, several
from bot.enrolment import MENTEES, MENTORS, enrolment_of, only_matched, open_programme
from bot.finding import found_for
from bot.flows import Instead
from bot.message import Field, Kind, Option, Page, Say
from bot.ports import Visit
from bot.records import is_id
from bot.whom import label

FRESH = True

# The two lists, each called like what is searched for it.
OF_MENTORS, OF_MENTEES = "mentors", "mentees"
WHOSE = {OF_MENTORS: MENTEES, OF_MENTEES: MENTORS}
PLACES = (
    Field("first", Kind.SEARCH, most=1),
    Field("second", Kind.SEARCH, required=False, most=1),
    Field("third", Kind.SEARCH, required=False, most=1),
    Field("fourth", Kind.SEARCH, required=False, most=1),
    Field("fifth", Kind.SEARCH, required=False, most=1),
)

Wished = tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The numbers of those who were named, and on which list."""

    where: str
    people: tuple[int, ...]


def subject(visit: Visit, about: str) -> str:
    """Which list they have said, in whichever words."""
    del visit
    said = about.casefold()
    return next((one for one in (OF_MENTEES, OF_MENTORS) if one.removesuffix("s") in said), "")


def gather(visit: Visit, about: str) -> Mapping[str, Wished]:
    """The lists that they may mean, each with whom they named before, in its order."""
    if only_matched(open_programme(visit)):
        raise Instead(found_for(visit))
    mine = enrolment_of(visit)
    lists = [one for one, roles in WHOSE.items() if mine and mine.role in roles]
    if not lists or (about == OF_MENTORS and about not in lists):
        raise Instead(cannot(visit, visit.person, "join"))
    return {one: _before(visit, one) for one in ([about] if about in lists else lists)}


def rank(lists: Mapping[str, Wished]) -> Flow[Chosen]:
    """Which list, where there are two, and one page with five places."""
    where = next(iter(lists))
    if len(lists) > 1:
        told = yield Page("rank/which", (Field("list", Kind.CHOICE, tuple(map(Option, lists))),))
        where = str(told["list"])
    places = tuple(_filled(place, lists[where][n : n + 1], where) for n, place in enumerate(PLACES))
    told = yield Page("rank/choices" if where == OF_MENTORS else "rank/mentees", places)
    chosen = [one for answer in told.values() for one in several(answer)]
    return Chosen(where, tuple(int(one) for one in dict.fromkeys(chosen) if is_id(one)))


def finish(visit: Visit, about: str, chosen: Chosen) -> Say:
    """Ask the first mentor who can be asked, and keep the others; of mentees nobody is asked."""
    del about
    people = visit.records.people.some(chosen.people)
    named = [people[one] for one in chosen.people if one in people]
    return choose(visit, named) if chosen.where == OF_MENTORS else guiding.name(visit, named)


def _before(visit: Visit, where: str) -> Wished:
    if where == OF_MENTEES:
        people = guiding.named(visit)
    else:
        wished = wishes(visit, open_programme(visit))
        mentors = visit.records.people.some([one.mentor_id for one in wished])
        people = [mentors[one.mentor_id] for one in wished]
    return tuple(Option(str(one.id), label(one)) for one in people[:MOST_CHOICES])


def _filled(place: Field, there: Wished, where: str) -> Field:
    """A place with who stands on it. Mentors are asked, so that there is a first; nobody need be named."""
    initial = tuple(one.value for one in there)
    required = place.required and where == OF_MENTORS
    return replace(place, options=there, initial=initial, required=required, source=where)
