"""The log can be read by people and machines, and by nobody for its secrets."""

import io
import json
import logging

import pytest

from handlers.shell.logs import HIDDEN, Redactor, set_up_logs

CANARY = 'the "canary" secret'


def logged(style: str, message: str, *values: object, error: Exception | None = None) -> str:
    stream = io.StringIO()
    set_up_logs(style, "INFO", [CANARY, "x"], stream)
    logging.getLogger("onehour.test").warning(message, *values, exc_info=error)
    return stream.getvalue()


def failure() -> Exception:
    with pytest.raises(ValueError, match="canary") as failed:
        int(CANARY)
    return failed.value


@pytest.mark.parametrize("style", ["text", "json"])
def test_a_secret_is_hidden_in_the_words_the_values_and_the_trace(style: str) -> None:
    told = logged(style, f"told {CANARY} and %s", CANARY, error=failure())

    assert "canary" not in told
    assert told.count(HIDDEN) >= 3
    assert "ValueError" in told


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("token xoxb-123-abc-DEF used", "xoxb-123-abc-DEF"),
        ("xapp-1-A0-99-ffff", "xapp-1-A0-99-ffff"),
        ("Authorization: Bearer abc.def-ghi", "abc.def-ghi"),
        ("eyJhbGciOi.eyJzdWIi.c2ln", "eyJzdWIi"),
        ("POST client_secret=hush&grant=x", "hush"),
        ("GET /files/WyJtZWV0aW5n.c2ln 200", "WyJtZWV0aW5n"),
        ("postgresql+psycopg://ada:hush@db/x", "hush"),
    ],
)
def test_whatever_looks_like_a_token_is_hidden(text: str, hidden: str) -> None:
    told = Redactor()(text)

    assert hidden not in told
    assert HIDDEN in told


def test_ordinary_words_stay() -> None:
    words = "Ada met Grace at https://hour.example/x?page=2, a token of friendship; 12:30@noon"

    assert Redactor(["x", "y"])(words) == words


def test_a_record_cannot_be_forged_by_a_line_break() -> None:
    told = logged("text", "name is %s", "Ada\n2026-01-01 CRITICAL root: all is lost\x1b[2J")

    assert told.count("\n") == 1
    assert "\x1b" not in told


def test_each_record_is_one_line_of_json() -> None:
    told = json.loads(logged("json", "Zoë\nmet %s", "Ada"))

    assert (told["level"], told["logger"], told["message"]) == ("WARNING", "onehour.test", "Zoë\nmet Ada")
    assert told["at"].endswith("+00:00")


def test_the_libraries_that_tell_of_every_heartbeat_are_quiet_unless_asked() -> None:
    stream = io.StringIO()
    set_up_logs("text", "INFO", [], stream)
    logging.getLogger("apscheduler.scheduler").info("Added job")
    set_up_logs("text", "DEBUG", [], stream)
    logging.getLogger("apscheduler.scheduler").info("Removed job")

    assert "Added" not in stream.getvalue()
    assert "Removed" in stream.getvalue()
