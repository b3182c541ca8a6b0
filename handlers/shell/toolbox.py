"""What the commands are handed: the rest of onehour, as a few callables that app.py plugs in."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum

from bot.ports import Clock, House
from bot.records import Ledger
from bot.rehearsal import Rehearsal
from handlers.shell.settings import Settings


class Refused(Exception):
    """The work cannot be done; the words are for whoever typed the command, remedy included."""


class Taken(Refused):
    """Another process of onehour has the SQLite file."""

    def __init__(self) -> None:
        super().__init__("Another onehour is using this database: stop serve, or upload the file in chat.")


class Role(StrEnum):
    """What a process of `serve` does: hear (web) or send what is due (worker)."""

    WEB = "web"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Play:
    """How the playground is wanted. Without a port, the one of the settings."""

    port: int | None = None
    seed: int | None = None
    people: int | None = None
    browser: bool = True


class State(StrEnum):
    """How a check ended. Only a problem stops onehour from working."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `doctor`."""

    state: State
    what: str
    remedy: str = ""


class Schema(StrEnum):
    """How the tables of a database stand to this version. MISSING: there are none yet."""

    CURRENT = "current"
    OLD = "old"
    MISSING = "missing"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class Database:
    """What was found without writing anything, beside a bot that may be running.

    `engine` is its name and version, `note` what to know about that version, `trouble` why it is out.
    """

    engine: str
    schema: Schema = Schema.MISSING
    note: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toolbox:
    """Every callable may raise Refused, or `bot.ports.Out`; `database` raises nothing."""

    environ: Mapping[str, str]
    serve: Callable[[Settings, frozenset[Role]], Coroutine[None, None, None]]
    playground: Callable[[Settings, Play], Coroutine[None, None, None]]
    migrate: Callable[[Settings], str]
    database: Callable[[Settings], Database]
    platform_checks: Callable[[Settings], Awaitable[Sequence[Check]]]
    open_ledger: Callable[[Settings], Ledger]
    rehearsal: Callable[[Settings, Clock], AbstractContextManager[Rehearsal]]
    house: Callable[[Settings], House]
    clock: Clock
