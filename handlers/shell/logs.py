"""What the log looks like, and what must never be in it."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

HIDDEN = "[hidden]"
SHORTEST = 6  # a shorter secret would hide ordinary words

TOKENS = re.compile(
    r"""
      xox[a-z]-[\w-]+ | xapp-[\w-]+            # Slack's
    | (?<=bearer\s)\S+                         # in a header
    | eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?           # a signed token, Teams' and Entra's
    | (?<=/files/)[\w.-]+                      # ours: whoever has the address has the file
    | (?<=secret=)[^\s&]+ | (?<=password=)[^\s&]+ | (?<=token=)[^\s&]+ | (?<=code=)[^\s&]+
    | (?<=://)[^\s:/@]+:[^\s@]+(?=@)           # inside an address
    """,
    re.VERBOSE | re.IGNORECASE,
)

# libraries that tell about every heartbeat, query or request at INFO; handlers/teams keeps msrest quieter
TALKATIVE = (
    "apscheduler",
    "alembic",
    "aiohttp.access",
    "slack_bolt",
    "slack_sdk",
    "botbuilder",
    "urllib3",
)


class Redactor:
    """Takes the secrets out of a text: those it is told, and whatever looks like a token."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = sorted({secret for secret in secrets if len(secret) >= SHORTEST}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, text: str) -> str:
        plain = self._known.sub(HIDDEN, text) if self._known else text
        return TOKENS.sub(HIDDEN, plain)


class TextFormatter(logging.Formatter):
    """A line for people. A line break inside a message is written out: nobody forges a record."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        message = "".join(_visible(character) for character in record.getMessage())
        line = f"{_moment(record)} {record.levelname:<8} {record.name}: {message}"
        trace = _trace(self, record)
        return self._redact(f"{line}\n{trace}" if trace else line)


class JsonFormatter(logging.Formatter):
    """A line for machines."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        told = {"at": _moment(record), "level": record.levelname, "logger": record.name}
        # before they are escaped: a quote in a secret would hide it from us
        told["message"] = self._redact(record.getMessage())
        trace = _trace(self, record)
        if trace:
            told["trace"] = self._redact(trace)
        return json.dumps(told)


def set_up_logs(style: str, level: str, secrets: Iterable[str], stream: TextIO | None = None) -> None:
    """Log to stderr, `json` or `text`. May be called again, when more secrets are known."""
    redact = Redactor(secrets)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter(redact) if style == "json" else TextFormatter(redact))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    quieter = logging.WARNING if level != "DEBUG" else logging.DEBUG
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(quieter)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _trace(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    trace = formatter.formatException(record.exc_info) if record.exc_info else ""
    return trace or (formatter.formatStack(record.stack_info) if record.stack_info else "")


def _visible(character: str) -> str:
    return character if character.isprintable() else repr(character)[1:-1]
