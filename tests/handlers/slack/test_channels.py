"""What Slack says of channels: that we were let in or put out, and which of them are for our eyes only."""

import pytest

from handlers.slack.channels import EVENTS, Moved, moved_in
from handlers.slack.limits import Json

US = {"team_id": "T1", "user_id": "UBOT", "is_bot": True}


def body(kind: str, **event: object) -> Json:
    return {"team_id": "T9", "event": {"type": kind, **event}, "authorizations": [US]}


def test_we_hear_of_channels_that_we_join_and_not_of_colleagues_who_do() -> None:
    assert moved_in(body("member_joined_channel", user="UBOT", channel="C1")) == Moved("T1", "C1", here=True)
    assert moved_in(body("member_joined_channel", user="UADA", channel="C1")) is None
    assert moved_in(body("member_left_channel", user="UADA", channel="C1")) is None


@pytest.mark.parametrize("kind", [one for one in EVENTS if "member" not in one])
def test_whatever_happens_to_a_channel_is_heard_in_either_of_its_shapes(kind: str) -> None:
    here = any(word in kind for word in ("rename", "unarchive", "shared"))

    assert moved_in(body(kind, channel="C1")) == Moved("T1", "C1", here=here)
    assert moved_in(body(kind, channel={"id": "C1", "name": "general"})) == Moved("T1", "C1", here=here)
