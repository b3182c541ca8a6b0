"""Reading what somebody typed: which command it is, or which it comes nearest to.

A command that is typed is taken as it stands. Plain words are compared with the phrases of `en.toml` and
`de.toml`: what is clear means a command, what is less clear is only offered back; and so is, however clear,
whatever reaches far.
"""

import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from bot.intent.hearing import Found, found_in
from bot.intent.phrases import book
from bot.intent.slips import is_known
from bot.intent.taking import day, taken
from bot.intent.words import END, MOST_WORDS, TURN, Word, fold, words_in

# Plain words never lead to these: they have to be typed as they are, or chosen.
FAR_REACHING = frozenset({"leave", "forget-me", "stop", "change", "close", "cancel"})
# Whatever follows these belongs to them.
TAKING = frozenset({"find", "request", "informal", "pause", "link", "concern", "reflect"})

# These keep a list, to which words can be added.
LISTING = frozenset({"goals"})

OFFERED = 3
_LEADS = frozenset({"mentor", "onehour", "@", "@mentor", "@onehour", TURN})
_LONGEST_COMMAND = 6
_LONGEST_TAIL = 3  # so many words may follow a command that takes none
_RIVAL = 0.99  # what tells nearly as much as the best leaves a doubt
_FAR_RIVAL = 0.75
_ALSO = 0.25  # what tells much less is not even offered
_TAKEN = 0.4  # what is taken along tells something too
_LONGEST_CLEAR = 40  # words; in a longer story nothing is clear
_LONGEST_SIGN = 3
_LONGEST_SLIP = 4  # words
_LONGEST_SAID = 12
_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Intent:
    """The command that was meant and what followed it; `nearest` is only offered, never acted on."""

    command: str = ""
    rest: str = ""
    nearest: tuple[str, ...] = ()


def read(typed: str, commands: Collection[str]) -> Intent:
    """Find the command in what was typed. Longer commands win: `admin match` before `admin`."""
    words = list(islice(words_in(typed, book().spelt), MOST_WORDS))
    bare = _without_lead(words)
    if not any(word.said not in (END, TURN) for word in bare):
        return Intent("help") if "help" in commands and (words or not typed.strip()) else Intent()
    if added := _as_added(bare, typed, commands):
        return added
    given = _as_typed(bare, typed, commands)
    if given and not given.rest:
        return given
    if given and given.command in TAKING and not _is_said(given):
        return given
    meant = _as_meant(words, typed, commands)
    if given and given.command == meant.command and not meant.rest:
        return given
    if meant.command:
        return meant
    if given and (given.command in TAKING or len(given.rest.split()) <= _LONGEST_TAIL):
        return given
    offered = dict.fromkeys((*_slips(bare, commands), *meant.nearest))
    return Intent(nearest=tuple(offered)[:OFFERED])


@dataclass(frozen=True, order=True)
class _Meant:
    """A reason to think that a command was meant; the better one is the greater."""

    sure: bool
    weight: float
    command: str
    rest: str
    slip: bool


def _as_typed(words: Sequence[Word], typed: str, commands: Collection[str]) -> Intent | None:
    """The command that the words begin with, but for a `please`, and what follows it."""
    named = {_name(command): command for command in commands}
    polite = next((n for n, word in enumerate(words) if word.said not in book().lists["courtesies"]), 0)
    words = words[polite:]
    for length in range(min(len(words), _LONGEST_COMMAND), 0, -1):
        name = " ".join(word.said for word in words[:length])
        command = named.get(name) or book().typed.get(name, "")
        if command not in commands:
            continue
        after = [word for word in words[length:] if word.said not in (END, TURN)]
        if not after and not (polite and command in FAR_REACHING):
            return Intent(command)
        if command in FAR_REACHING or _has_kin(command, commands):
            return None
        if all(word.said in book().lists["courtesies"] for word in after):
            return Intent(command)
        if name not in named and (command not in TAKING or all(is_known(word.said) for word in after)):
            return None
        followed = _followed(words[length:], typed)
        return Intent(command, (command == "pause" and day(words[length:], typed)) or followed)
    return None


def _as_added(words: Sequence[Word], typed: str, commands: Collection[str]) -> Intent | None:
    """What shall be added to a list, whatever it is: `goals add take more breaks`."""
    if len(words) < 2 or words[1].said not in book().lists["adding"]:  # noqa: PLR2004  the list and `add`
        return None
    name = words[0].said
    command = name if name in commands else book().typed.get(name, "")
    return Intent(command, typed[words[1].start :].strip()) if command in LISTING else None


def _as_meant(words: Sequence[Word], typed: str, commands: Collection[str]) -> Intent:
    """The command that plain words come down to; the likeliest ones, if that is not clear."""
    best: dict[str, _Meant] = {}
    for found in found_in(words):
        meant = _meant(found, words, typed) if found.phrase.command in commands else None
        if meant and (meant.command not in best or meant > best[meant.command]):
            best[meant.command] = meant
    ranked = sorted(best.values(), reverse=True)
    if not ranked:
        return Intent()
    first = ranked[0]
    also = [one.command for one in ranked if one.sure == first.sure and one.weight >= first.weight * _ALSO]
    if first.command not in FAR_REACHING and _is_clear(first, ranked[1:], len(also), len(words)):
        return Intent(first.command, first.rest)
    return Intent(nearest=tuple(also[:OFFERED]))


def _is_clear(first: _Meant, others: Sequence[_Meant], likely: int, length: int) -> bool:
    """Whether there is no doubt. A mere sign is clear where a few words hold no other."""
    if first.sure:
        return length <= _LONGEST_CLEAR and not any(_rivals(other, first) for other in others)
    return likely == 1 and length <= _LONGEST_SIGN and not first.slip


def _rivals(other: _Meant, first: _Meant) -> bool:
    """Whether it leaves a doubt. What reaches far does so sooner."""
    enough = _FAR_RIVAL if other.command in FAR_REACHING else _RIVAL
    return other.sure and other.weight >= first.weight * enough


def _meant(found: Found, words: Sequence[Word], typed: str) -> _Meant | None:
    phrase, rest, weight = found.phrase, found.phrase.along, found.weight
    if rest.startswith("{"):
        told = taken(rest.strip("{}"), found.taken, words, typed)
        if told is None:
            return None
        rest, weight = told, weight + (_TAKEN if told else 0)
    short = sum(word.said not in (END, TURN) for word in words) <= _LONGEST_SLIP
    slip = short and found.mended
    return _Meant(phrase.sure and not slip, weight, phrase.command, rest, slip)


def _slips(words: Sequence[Word], commands: Collection[str]) -> Sequence[str]:
    """The commands of which a few words may be a slip."""
    said = [word.said for word in words if word.said not in (END, TURN)]
    if len(said) > _LONGEST_SLIP or not book().lists["denials"].isdisjoint(said):
        return ()
    names = {_name(command): command for command in commands}
    whole = difflib.get_close_matches(" ".join(said), names, OFFERED, _ALIKE)
    return [names[name] for name in whole or difflib.get_close_matches(said[0], names, OFFERED, _ALIKE)]


def _without_lead(words: Sequence[Word]) -> Sequence[Word]:
    """The words without the name by which we were called."""
    first = next((n for n, word in enumerate(words) if word.said not in _LEADS), len(words))
    return words[first:]


def _followed(words: Sequence[Word], typed: str) -> str:
    """What follows a command, as it was typed, but for a leading `until`."""
    first = next(
        n for n, word in enumerate(words) if word.said != TURN and word.said not in book().lists["until"]
    )
    return typed[words[first].start :].strip()


@cache
def _name(command: str) -> str:
    return " ".join(fold(command).replace("-", " ").split())


def _has_kin(command: str, commands: Collection[str]) -> bool:
    """Whether longer commands begin with this one: then what follows it is a slip in one of those."""
    return any(other.startswith(command + " ") for other in commands)


def _is_said(given: Intent) -> bool:
    """Whether the command is rather the first word of a sentence: `find me someone`, `pause my mentoring`."""
    said = fold(given.rest).split()[:_LONGEST_SAID]
    if given.command != "find" and all(is_known(word) for word in said):
        return True
    return not book().lists["small"].isdisjoint(said)
