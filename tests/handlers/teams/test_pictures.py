"""A picture in Teams: shown inside a card of its own, with its words, and never an address that runs out."""

from base64 import b64decode

import pytest

from bot.message import Attachment, Message
from handlers.teams.card import TooMuch
from handlers.teams.outgoing import messages
from handlers.teams.pictures import MOST_BYTES
from playground.teams_rules import activity_findings, too_big

CHART = Attachment(
    "people.png", "Who takes part", "image/png", b"\x89PNG", "https://x.example/1", alt="Wait: 4."
)


def test_a_picture_follows_its_message_with_its_words() -> None:
    first, shown = messages(Message("Figures", attachments=(CHART,)), "en")

    assert "x.example" not in str(first), "its address ends, the picture stays"
    [image] = shown["attachments"][0]["content"]["body"]
    assert (image["type"], image["altText"]) == ("Image", "Wait: 4.")
    assert b64decode(image["url"].removeprefix("data:image/png;base64,")) == CHART.content
    assert shown["summary"] == "Who takes part"
    assert list(activity_findings(shown)) == []


@pytest.mark.parametrize("size", [0, MOST_BYTES + 1])
def test_a_picture_that_teams_would_not_take_is_refused_before(size: int) -> None:
    with pytest.raises(TooMuch):
        messages(
            Message("Figures", attachments=(Attachment("a.png", "A", "image/png", b"x" * size, alt="A."),))
        )


def test_the_largest_is_not_too_large_even_where_it_is_counted() -> None:
    largest = Attachment("a.png", "A", "image/png", b"x" * MOST_BYTES, alt="A." * 500)

    [_, shown] = messages(Message("Figures", attachments=(largest,)))
    assert not too_big(shown)
