"""Find a time for your next hour, move it, or call it off."""

from collections.abc import Sequence

from bot.enrolment import open_programme
from bot.meetings import standing
from bot.message import Say
from bot.model import Pair
from bot.pairs import met_by
from bot.plans import lasting
from bot.ports import Visit

# More than one message has buttons for.
MOST = 20


def answer(visit: Visit, rest: str) -> Say:
    """Where the next hour stands; of several pairs, of the one that is chosen."""
    del rest
    pairs = in_view(visit)
    if len(pairs) == 1:
        return standing(visit, pairs[0])
    if not pairs:
        return Say("meet/nobody", {"elsewhere": bool(lasting(visit.records, visit.person.id))})
    named = tuple({"name": met_by(visit, pair)["name"], "pair": str(pair.id)} for pair in pairs[:MOST])
    return Say("meet/which", {"pairs": named})


def in_view(visit: Visit) -> Sequence[Pair]:
    """Those of the programme that this person looks at."""
    pairs, programme = lasting(visit.records, visit.person.id), open_programme(visit)
    return [pair for pair in pairs if pair.programme_id == programme.id]
