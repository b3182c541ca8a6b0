"""Moves: somebody lives by another clock or calendar from now on, and so do the nudges that wait for them."""

from collections.abc import Iterable, Sequence

from bot.model import Pair, PairState
from bot.pairs import invitations
from bot.people import Person
from bot.records import Records

# With more, it is quicker to look at every pair there is.
A_FEW = 20


def follow(records: Records, people: Sequence[Person]) -> None:
    """Plan what waits anew by how they work now: each on the day it has there, and still only once."""
    several = {person.id: person for person in people}
    planned = (
        nudge
        for pair in _pairs(records, several)
        for nudge in invitations(pair, [several[one] for one in pair.people if one in several])
    )
    records.outbox.move(planned)


def _pairs(records: Records, people: Iterable[int]) -> Iterable[Pair]:
    numbers = set(people)
    if len(numbers) > A_FEW:
        found = [pair for one in records.programmes.all() for pair in records.pairs.in_programme(one.id)]
    else:
        found = [pair for number in numbers for pair in records.pairs.pairs_of(number)]
    lasting = (pair for pair in found if pair.state is PairState.ACTIVE and not pair.informal)
    return {pair.id: pair for pair in lasting if numbers.intersection(pair.people)}.values()
