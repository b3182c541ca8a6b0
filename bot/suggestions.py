"""What is suggested while somebody types into a search (`Field.source`)."""

from collections.abc import Callable, Mapping, Sequence

from bot import finding, whom
from bot.message import Option
from bot.ports import Visit

# As many as Teams shows; Slack would take more, but nobody reads them.
MOST = 15

SOURCES: Mapping[str, Callable[[Visit, str], Sequence[Option]]] = {
    "people": whom.suggested,
    "mentors": finding.suggested,
}


def suggest(visit: Visit, source: str, typed: str) -> Sequence[Option]:
    """What fits what was typed so far, the best first; nothing for a source that there is not."""
    found = SOURCES.get(source)
    return found(visit, typed)[:MOST] if found else ()
