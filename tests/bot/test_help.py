from dataclasses import replace

import pytest

from bot.flows import Conversation, find_flows
from bot.flows.help import GROUPS, grouped, worded
from bot.message import Bullets, Message
from handlers.slack.blocks import blocks, fallback
from handlers.teams import outgoing
from playground.slack_rules import message_findings, too_long
from playground.teams_rules import activity_findings, too_big
from templates.library import Library

LIBRARY = Library()
FLOWS = find_flows()


def flow(command: str, *, coordinators: bool = False) -> Conversation:
    return replace(FLOWS["help"], command=command, help=f"About {command}.", coordinators=coordinators)


def test_commands_stand_with_what_they_are_for_and_those_for_coordinators_last() -> None:
    found = grouped([flow("admin match", coordinators=True), flow("leave"), flow("status"), flow("join")])

    assert [(name, [one.command for one in flows]) for name, flows in found.items()] == [
        ("taking_part", ["join", "status"]),
        ("break", ["leave"]),
        ("coordinators", ["admin match"]),
    ]


def test_a_command_that_nobody_has_placed_comes_last_among_the_others() -> None:
    found = grouped([flow("dance"), flow("help"), flow("concern")])

    assert [one.command for one in found["others"]] == ["concern", "help", "dance"]


def test_help_says_what_every_command_is_for_as_its_file_does() -> None:
    assert {name: one.help for name, one in FLOWS.items()} == told("en")


def test_help_says_it_in_german_as_well() -> None:
    assert set(told("de")) == set(FLOWS)
    assert not set(told("de").values()) & set(told("en").values())


@pytest.mark.parametrize("language", ["en", "de"])
def test_forty_commands_are_readable_on_both_platforms(language: str) -> None:
    placed = [flow(command) for commands in GROUPS.values() for command in commands]
    later = [flow(f"later-{number}") for number in range(8)]
    desk = [flow(f"admin {number}", coordinators=True) for number in range(12)]
    long = [replace(one, help=f"{one.help[:-1]}{' and on' * 12}.") for one in (*placed, *later, *desk)]

    said = LIBRARY.say(worded(long), language)

    assert len(long) >= 40
    assert sum(len(block.items) for block in said.body if isinstance(block, Bullets)) == len(long)
    assert findings(said) == []


def told(language: str) -> dict[str, str]:
    commands = LIBRARY.words("help/help", language)["commands"]
    assert isinstance(commands, dict)
    return commands


def findings(said: Message) -> list[str]:
    layout = blocks(said)
    [card] = outgoing.messages(said, "en")
    assert not too_long(layout)
    assert not too_big(card)
    return [*message_findings({"text": fallback(said), "blocks": layout}), *activity_findings(card)]
