"""Who is there and what each person sees, written down at once: a crash loses nothing anybody saw."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from uuid import NAMESPACE_DNS, uuid5

from playground.courier import Foreign

Platform = Literal["slack", "teams"]
By = Literal["bot", "human"]
# After the first letter, as long as real ones.
SLACK_ID = 9


@dataclass(frozen=True)
class Human:
    id: str
    name: str
    email: str
    platform: Platform
    title: str
    department: str
    location: str
    country: str
    timezone: str
    locale: str

    @property
    def slack_id(self) -> str:
        plain = "".join(sign for sign in self.id.upper() if sign.isalnum())
        if len(plain) > SLACK_ID:
            plain = plain[:4] + sha256(self.id.encode()).hexdigest()[:5].upper()
        return "U" + plain.ljust(SLACK_ID, "0")

    @property
    def aad_id(self) -> str:
        return str(uuid5(NAMESPACE_DNS, self.email))

    @property
    def teams_id(self) -> str:
        return "29:1" + sha256(self.email.encode()).hexdigest()[:40]


@dataclass(frozen=True)
class Entry:
    """One thing seen in a person's conversation with the bot; `private` is Slack's "only visible to you"."""

    id: str
    human: str
    by: By
    at: float
    payload: dict[str, Any]
    private: bool = False
    edited: bool = False


class World:
    """Everything in memory, each change written through to SQLite; one process and one event loop."""

    def __init__(
        self, humans: Sequence[Human], clock: Callable[[], datetime], path: Path | None = None
    ) -> None:
        self.humans: Mapping[str, Human] = MappingProxyType({human.id: human for human in humans})
        self.clock = clock
        self._queues: set[asyncio.Queue[str]] = set()
        self._disk = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self._disk.execute("PRAGMA journal_mode=WAL")
        # A killed process loses nothing with NORMAL; only a power cut could, and this is a playground.
        self._disk.execute("PRAGMA synchronous=NORMAL")
        self._disk.execute(
            "CREATE TABLE IF NOT EXISTS entries (id TEXT PRIMARY KEY, place INTEGER, entry TEXT)"
        )
        self._disk.execute("CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, value TEXT)")
        rows = self._disk.execute("SELECT entry FROM entries ORDER BY place")
        self._entries = {entry.id: entry for entry in (Entry(**json.loads(text)) for (text,) in rows)}
        self._notes = {
            key: json.loads(text) for key, text in self._disk.execute("SELECT key, value FROM notes")
        }
        self._last = max((int(one.replace(".", "")) for one in self._entries), default=0)
        self._last = max(self._last, self._notes.get("last", 0))

    def close(self) -> None:
        self._disk.close()

    def entries(self, human: str) -> list[Entry]:
        return [entry for entry in self._entries.values() if entry.human == human]

    def entry(self, entry_id: str) -> Entry | None:
        return self._entries.get(entry_id)

    def add(self, human: str, by: By, payload: dict[str, Any], *, private: bool = False) -> Entry:
        """The id is a Slack timestamp or, for people on Teams, the same number without its dot."""
        now = self.clock().timestamp()
        entry = Entry(self._next_id(human, now), human, by, now, payload, private)
        self._keep(entry)
        if by == "bot":
            self._note(f"unread:{human}", self.unread(human) + 1)
        self._tell(human)
        return entry

    def replace(self, entry_id: str, payload: dict[str, Any], *, edited: bool = True) -> Entry:
        entry = replace(
            self._entries[entry_id], payload=payload, edited=edited or self._entries[entry_id].edited
        )
        self._keep(entry)
        self._tell(entry.human)
        return entry

    def remove(self, entry_id: str) -> None:
        entry = self._entries.pop(entry_id)
        self._disk.execute("DELETE FROM entries WHERE id = ?", (entry_id,))
        self._tell(entry.human)

    def unread(self, human: str) -> int:
        return int(self._notes.get(f"unread:{human}", 0))

    def read(self, human: str) -> None:
        if self.unread(human):
            self._note(f"unread:{human}", 0)
            self._tell(human)

    def form(self, human: str) -> dict[str, Any] | None:
        """The top of the stack; `errors` ({block_id: text}) is there when the last submit was refused."""
        stack = self.forms(human)
        return stack[-1] if stack else None

    def forms(self, human: str) -> list[dict[str, Any]]:
        return list(self._notes.get(f"forms:{human}", []))

    def show_forms(self, human: str, stack: Sequence[dict[str, Any]]) -> None:
        self._note(f"forms:{human}", list(stack))
        self._tell(human)

    def home(self, human: str) -> dict[str, Any] | None:
        view: dict[str, Any] | None = self._notes.get(f"home:{human}")
        return view

    def show_home(self, human: str, view: dict[str, Any]) -> None:
        self._note(f"home:{human}", view)
        self._tell(human)

    def recall(self, key: str) -> Foreign:
        return self._notes.get(key)

    def remember(self, key: str, value: Foreign) -> None:
        self._note(key, value)

    @asynccontextmanager
    async def changes(self) -> AsyncIterator[asyncio.Queue[str]]:
        """A queue of the ids of people whose picture changed, for as long as the block lasts."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)

    def _tell(self, human: str) -> None:
        for queue in self._queues:
            queue.put_nowait(human)

    def _next_id(self, human: str, now: float) -> str:
        # Microseconds, never twice: a playground's clock can stand still or go back.
        self._last = max(self._last + 1, int(now * 1_000_000))
        self._note("last", self._last)
        is_channel = human.startswith("19:")
        on_teams = is_channel or (human in self.humans and self.humans[human].platform == "teams")
        return str(self._last) if on_teams else f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def _keep(self, entry: Entry) -> None:
        self._entries[entry.id] = entry
        place = int(entry.id.replace(".", ""))
        text = json.dumps(vars(entry))
        self._disk.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", (entry.id, place, text))

    def _note(self, key: str, value: Foreign) -> None:
        self._notes[key] = value
        self._disk.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (key, json.dumps(value)))
