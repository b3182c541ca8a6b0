"""Foresight: what wording some nudges will ask for one by one is read for all of them at once.

It lasts for the transaction in which they are worded, and is let go wherever that writes.
"""

from collections.abc import Sequence

from bot.post import Nudge
from bot.records import id_in
from storage.meetings import Meetings
from storage.pairs import Pairs
from storage.people import People


def foresee(nudges: Sequence[Nudge], people: People, pairs: Pairs, meetings: Meetings) -> None:
    """Read whoever is written to, the pairs it is about with their hours, and who else is in them."""
    about = {id_in(one.about) for one in nudges if one.about.startswith("pair:")}
    meetings.read_ahead(about)
    people.read_ahead({*(one.to for one in nudges), *pairs.read_ahead(about)})
