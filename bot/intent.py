"""Reading what somebody typed: which command it is, or which it comes nearest to."""

import difflib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

_LEAD = re.compile(r"^(?:/?mentor\b|onehour\b)[\s,:]*", re.IGNORECASE)

# Ways of saying a command in plain words. None of these commands does anything before a further press.
_PHRASES = {
    "join": re.compile(
        r"\b(?:i(?:'d| would) (?:like|love)|i want|i wish|can i|could i|may i|how do i|i'm interested)\b"
        r".*\b(?:mentor\w*|mentee|join|take part|enrol\w*|sign up)\b|\bsign me up\b|\bfind me a mentor\b"
    ),
    "hello": re.compile(
        r"^(?:hi|hello|hey|hallo|good (?:morning|afternoon|evening)|start|moin|servus)\b.{0,20}$"
    ),
    "help": re.compile(r"\b(?:what can you do|how does this work|what is this|help)\b"),
    "status": re.compile(r"\b(?:where do (?:i|things) stand|my status|what'?s next|next meeting)\b"),
}


@dataclass(frozen=True, slots=True)
class Intent:
    """The command that was meant and what followed it; `nearest` is only guessed at, never acted on."""

    command: str = ""
    rest: str = ""
    nearest: str = ""


def read(words: str, commands: Collection[str]) -> Intent:
    """Find the command in what was typed. Longer commands win: `admin match` before `admin`."""
    said = _plain(words)
    for command in sorted(commands, key=len, reverse=True):
        if said == command or (said.startswith(command + " ") and not _has_kin(command, commands)):
            return Intent(command, said[len(command) :].strip())
    if not said:
        return Intent("help")
    for command, phrase in _PHRASES.items():
        if phrase.search(said):
            return Intent(command)
    near = difflib.get_close_matches(said, commands, 1, 0.6) or difflib.get_close_matches(
        said.split(" ", maxsplit=1)[0], commands, 1, 0.6
    )
    return Intent(nearest=near[0] if near else "")


def _has_kin(command: str, commands: Collection[str]) -> bool:
    """Whether longer commands begin with this one: then what follows it is a slip in one of those."""
    return any(other.startswith(command + " ") for other in commands)


def _plain(words: str) -> str:
    typed = unicodedata.normalize("NFKC", words).replace("’", "'").casefold()
    typed = " ".join(typed.split())
    return _LEAD.sub("", typed) if _LEAD.match(typed) and not typed.startswith("mentoring") else typed
