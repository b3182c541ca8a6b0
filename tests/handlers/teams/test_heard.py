from typing import Any

import pytest

from bot.people import Address, Platform
from handlers.teams.events import Other
from handlers.teams.heard import Malformed, event_in, party_in
from handlers.teams.said import words_in
from tests.handlers.teams.microsoft import CHAT, GRACE, TENANT


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("join", "join"),
        ("  join \n", "join"),
        ("<at>onehour</at> join", "join"),
        ('<at id="0">onehour</at>&nbsp;find\u00a0python', "find python"),
        ("Tom &amp; Jerry &lt;3", "Tom & Jerry <3"),
        ("request <at>Ada</at>", "request <at>Ada</at>"),
        ("two\nlines", "two\nlines"),
        ("nu\x00l", "nul"),
        ("", ""),
    ],
)
def test_what_was_typed_is_heard_without_what_teams_adds(typed: str, heard: str) -> None:
    assert words_in(typed) == heard


def activity(**more: Any) -> dict[str, Any]:
    base = {
        "type": "message",
        "serviceUrl": "https://smba.trafficmanager.net/emea/",
        "from": {"id": GRACE, "name": "Grace"},
        "recipient": {"id": "28:bot"},
        "conversation": {"id": CHAT, "conversationType": "personal"},
    }
    return {**base, **more}


def test_the_tenant_is_found_in_either_of_its_places() -> None:
    in_conversation = activity(conversation={"id": CHAT, "tenantId": TENANT})
    in_channel_data = activity(channelData={"tenant": {"id": TENANT}})

    expected = Address(Platform.TEAMS, TENANT, GRACE)
    assert party_in(in_conversation).address == party_in(in_channel_data).address == expected


def test_the_zone_is_the_clients_or_the_one_beside_the_time() -> None:
    entity = {"type": "clientInfo", "timezone": "Europe/Lisbon", "locale": "pt-PT"}

    assert party_in(activity(entities=["junk", {"type": "mention"}, entity])).timezone == "Europe/Lisbon"
    assert party_in(activity(localTimezone="Europe/Paris")).timezone == "Europe/Paris"
    assert party_in(activity(entities="junk")).timezone == ""


def test_a_chat_of_one_is_personal_and_others_are_not() -> None:
    def personal(**conversation: Any) -> bool:
        return party_in(activity(conversation={"id": CHAT, **conversation})).personal

    assert personal(conversationType="personal")
    assert personal()
    assert not personal(conversationType="channel", isGroup=True)
    assert not personal(conversationType="groupChat")
    assert not personal(isGroup=True)


def test_what_other_bots_say_is_not_for_us() -> None:
    said = activity(**{"from": {"id": "28:another-bot"}, "text": "join"})

    assert event_in(said, party_in(said)) == Other()


@pytest.mark.parametrize(
    "wrong", [{"from": {}}, {"from": []}, {"from": {"id": 1}}, {"conversation": {"id": ""}}]
)
def test_without_a_sender_or_a_conversation_there_is_nobody_to_answer(wrong: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        party_in(activity(**wrong))


def test_an_event_without_an_id_is_always_new() -> None:
    typed = activity(text="join")

    assert getattr(event_in(typed, party_in(typed)), "heard").key == ""  # noqa: B009  (an event of any kind)
