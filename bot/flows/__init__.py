"""Conversations: one file each, found by folder, so that adding one touches no other file.

A file is named like the command that begins it (`admin_match` is `/mentor admin match`), and the first line
of its docstring is the command's help. It holds either `answer(visit, rest)`, which answers at once; or, in
this order, `subject(visit, about)`, only where it concerns something that is settled as it begins;
`opening(visit, about)`, only where the words that begin it answer some of what is asked;
`gather(visit, about)`, which takes from the records what the conversation needs and may raise `Instead`; the
generator named like the file, which yields its Pages and returns the outcome; and
`finish(visit, about, outcome)`, which acts on it and says what the person hears, or None once that is owed.
`COORDINATORS = True` keeps everybody else out; `FRESH = True` begins again at each command, not at the first
page without an answer; `REREAD = True` begins at its first page as well, with what was typed still there.
`INSTEAD = True`: the card from which it is begun says in the end what the person hears, being the same card.
`SEVERAL = True`: of no use, and not listed, where there is one programme only.
`GLANCE = True`: its answer is what somebody sees at a glance, and is kept up to date. `PARTING = True`:
nobody is left to owe its last word to, so that it is said at once.
"""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

from bot.conversation import Flow
from bot.message import Say
from bot.ports import Visit
from bot.typed import Typed


class Instead(Exception):
    """The conversation has nothing to ask just now; this is said instead."""

    def __init__(self, say: Say) -> None:
        super().__init__(say.template)
        self.say = say


@dataclass(frozen=True, slots=True)
class Conversation:
    """One flow file, ready to be held. `command` is what people type."""

    name: str
    command: str
    help: str
    coordinators: bool
    fresh: bool
    reread: bool
    instead: bool
    glance: bool
    parting: bool
    several: bool
    answer: Callable[[Visit, str], Say] | None
    subject: Callable[[Visit, str], str]
    opening: Callable[[Visit, str], Typed]
    gather: Callable[[Visit, str], Any]
    pages: Callable[[Any], Flow[Any]]
    finish: Callable[[Visit, str, Any], Say | None]

    def helps(self, visit: Visit) -> bool:
        """Whether it is of any use to this person, so that it is worth a line of the help."""
        return (visit.coordinates or not self.coordinators) and (visit.knows_several or not self.several)


@cache
def find_flows() -> Mapping[str, Conversation]:
    """Every conversation by its command. Raises AttributeError at start if a file lacks a part."""
    modules = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    return {one.command: one for one in map(_conversation, modules)}


def _conversation(module: ModuleType) -> Conversation:
    name = module.__name__.rpartition(".")[2]
    answer = getattr(module, "answer", None)
    command = name.replace("_", " ") if name.startswith("admin_") else name.replace("_", "-")
    return Conversation(
        name=name,
        command=command,
        help=(module.__doc__ or "").strip().splitlines()[0],
        coordinators=getattr(module, "COORDINATORS", False),
        fresh=getattr(module, "FRESH", False),
        reread=getattr(module, "REREAD", False),
        instead=getattr(module, "INSTEAD", False),
        glance=getattr(module, "GLANCE", False),
        parting=getattr(module, "PARTING", False),
        several=getattr(module, "SEVERAL", False),
        answer=answer,
        subject=getattr(module, "subject", _nothing),
        opening=getattr(module, "opening", _unsaid),
        gather=_none if answer else module.gather,
        pages=_none if answer else getattr(module, name),
        finish=_none if answer else module.finish,
    )


def _nothing(visit: Visit, about: str) -> str:
    del visit, about
    return ""


def _unsaid(visit: Visit, about: str) -> Typed:
    del visit, about
    return {}


def _none(*_: object) -> NoReturn:
    raise NotImplementedError
