import pytest

from bot.flows import find_flows
from bot.intent import read

COMMANDS = find_flows()


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("join", "join"),
        ("/mentor join", "join"),
        ("  /Mentor   JOIN ", "join"),
        ("mentor admin match", "admin match"),
        ("admin", "admin"),
        ("", "help"),
        ("/mentor", "help"),
        ("hello", "hello"),
        ("Good morning!", "hello"),
        ("I'd like a mentor", "join"),
        ("I’d like to mentor", "join"),
        ("I would love to mentor somebody", "join"),
        ("can I join?", "join"),
        ("sign me up", "join"),
        ("what can you do?", "help"),
        ("where do things stand", "status"),
    ],
)
def test_words_find_their_command(words: str, command: str) -> None:
    assert read(words, COMMANDS).command == command


@pytest.mark.parametrize(
    ("words", "nearest"), [("jion", "join"), ("statsu", "status"), ("admin macth", "admin match")]
)
def test_a_slip_is_offered_and_never_acted_on(words: str, nearest: str) -> None:
    intent = read(words, COMMANDS)

    assert intent.command == ""
    assert intent.nearest == nearest


def test_what_is_like_nothing_we_know_is_not_guessed() -> None:
    assert read("the weather in Lisbon", COMMANDS).nearest == ""


def test_what_follows_a_command_goes_with_it() -> None:
    assert read("reflect 12", COMMANDS).rest == "12"
