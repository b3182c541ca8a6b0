"""Audiences: whom an announcement is for, and everybody in turn, without holding them all."""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter

from bot.asks import Audience
from bot.people import Person
from bot.records import Records

Belongs = Callable[[Person], bool]
# So many people are read at once: few round trips, and nothing of it is felt in memory.
AT_ONCE = 1000


def everyone(records: Records) -> Iterator[Person]:
    """Everybody there is, in the order in which they came."""
    last = 0
    while some := records.crowd.after(last, AT_ONCE):
        yield from some
        last = some[-1].id


def who(records: Records, audience: Audience) -> Belongs:
    """Whether somebody is of it, as things stand now. What that takes is read once, for all of them."""
    kind, narrowed = KINDS[audience.kind](records, audience), _narrowed(audience)
    return lambda person: kind(person) and all(fits(person) for fits in narrowed)


def _everybody(records: Records, audience: Audience) -> Belongs:
    del records, audience
    return lambda _: True


def _leaders(records: Records, audience: Audience) -> Belongs:
    del records, audience
    return attrgetter("leader")


def _leaders_not_asked(records: Records, audience: Audience) -> Belongs:
    del audience
    asked = records.campaigns.ever_asked()
    return lambda person: person.leader and person.id not in asked


def _enrolled(records: Records, audience: Audience) -> Belongs:
    inside = _inside(records, audience)
    return lambda person: person.id in inside


def _not_enrolled(records: Records, audience: Audience) -> Belongs:
    inside = _inside(records, audience)
    return lambda person: person.id not in inside


KINDS: Mapping[str, Callable[[Records, Audience], Belongs]] = {
    "everybody": _everybody,
    "enrolled": _enrolled,
    "not_enrolled": _not_enrolled,
    "leaders": _leaders,
    "leaders_not_asked": _leaders_not_asked,
}


def _inside(records: Records, audience: Audience) -> frozenset[int]:
    return records.programmes.taking_part(audience.programme_id) if audience.programme_id else frozenset()


def _narrowed(audience: Audience) -> tuple[Belongs, ...]:
    """Of each thing by which it is narrowed, one has to fit. Of whom it is not known, it does not."""
    departments, sites = _plain(audience.departments), _plain(audience.sites)
    tests: tuple[tuple[bool, Belongs], ...] = (
        (bool(departments), lambda person: person.department.casefold() in departments),
        (bool(sites), lambda person: person.location.casefold() in sites),
        (bool(audience.levels), lambda person: person.level in audience.levels),
    )
    return tuple(fits for wanted, fits in tests if wanted)


def _plain(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(str.casefold, words))
