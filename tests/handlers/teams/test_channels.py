"""What Teams says of teams: when we come, when something is called otherwise, when we are there no more."""

from typing import Any

import pytest

from handlers.teams.events import Event, Joined, Other, Parted
from handlers.teams.heard import event_in, party_in
from tests.handlers.teams.microsoft import GRACE, TENANT

TEAM, CHANNEL, US = "19:team@thread.tacv2", "19:other@thread.tacv2", "28:bot"


def heard(kind: str = "", *, type_: str = "conversationUpdate", **more: Any) -> Event:
    activity = {
        "type": type_,
        "serviceUrl": "https://smba.trafficmanager.net/emea/",
        "from": {"id": GRACE, "name": "Grace"},
        "recipient": {"id": US},
        "conversation": {"id": TEAM, "conversationType": "channel", "isGroup": True, "tenantId": TENANT},
        "channelData": {
            "eventType": kind,
            "team": {"id": TEAM, "name": "Hartwell"},
            "channel": {"id": CHANNEL},
        },
        **more,
    }
    return event_in(activity, party_in(activity))


@pytest.mark.parametrize(
    "event",
    [
        heard("teamMemberAdded", membersAdded=[{"id": GRACE}, {"id": US}]),
        heard(type_="installationUpdate", action="add"),
        heard("channelCreated"),
        heard("channelRenamed"),
        heard("teamRenamed"),
        heard("teamUnarchived"),
    ],
)
def test_we_look_again_at_a_team_that_we_are_in(event: Event) -> None:
    assert event == Joined(TEAM, "Hartwell")


@pytest.mark.parametrize(
    "event",
    [
        heard("teamMemberRemoved", membersRemoved=[{"id": US}]),
        heard(type_="installationUpdate", action="remove"),
        heard("teamDeleted"),
        heard("teamArchived"),
    ],
)
def test_we_are_no_longer_in_a_team(event: Event) -> None:
    assert event == Parted((TEAM,))


def test_a_channel_that_is_deleted_is_one_less() -> None:
    assert heard("channelDeleted") == Parted((CHANNEL,))


@pytest.mark.parametrize(
    "event",
    [
        heard("teamMemberAdded", membersAdded=[{"id": GRACE}]),
        heard("teamMemberRemoved", membersRemoved=[{"id": GRACE}]),
        heard("teamMemberAdded", membersAdded="junk", channelData={"team": "junk"}),
        heard("membersAdded", membersAdded=[{"id": US}], channelData={}),
    ],
)
def test_the_people_of_a_team_and_group_chats_are_none_of_our_business(event: Event) -> None:
    assert event == Other()
