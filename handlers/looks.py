"""How a message looks on both platforms: what each would be sent, painted side by side on one page."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from bot.message import Message
from bot.people import Platform
from bot.printing import Reading
from handlers.slack.addresses import Unsafe
from handlers.slack.limits import TooMuch as TooMuchForSlack
from handlers.slack.mouth import drawing
from handlers.teams.card import TooMuch as TooMuchForTeams
from handlers.teams.outgoing import messages

Json = dict[str, Any]
REFUSED = (TooMuchForSlack, TooMuchForTeams, Unsafe)


class Painter(Protocol):
    """Whoever can draw what goes over the wire, as the platforms' own clients would."""

    def __call__(
        self,
        words: Mapping[str, str],
        sent: Mapping[str, Json | None],
        language: str,
        zone: str,
        at: datetime,
    ) -> bytes: ...


def side_by_side(paint: Painter, reading: Reading) -> bytes:
    """The page, as HTML that needs nothing else. Where a platform would not take the message, it says so."""
    words = {**reading.words, "title": reading.title}
    message, language = reading.message, reading.language
    sent = {platform.value: _sent(draw, message, language) for platform, draw in DRAWN.items()}
    return paint(words, sent, language, reading.zone, reading.at)


def _sent(draw: Callable[[Message, str], Json], message: Message, language: str) -> Json | None:
    try:
        return draw(message, language)
    except REFUSED:
        return None


def _payload(message: Message, language: str) -> Json:
    del language
    sketch = drawing(message)
    return {"blocks": sketch.blocks, "text": sketch.text}


def _activity(message: Message, language: str) -> Json:
    return messages(message, language)[0]


DRAWN: Mapping[Platform, Callable[[Message, str], Json]] = {
    Platform.SLACK: _payload,
    Platform.TEAMS: _activity,
}
