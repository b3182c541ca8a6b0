"""Files, both ways, apart from the turn where they take long: Teams waits for an answer, not for a file."""

import asyncio
from collections.abc import Coroutine
from functools import partial
from typing import Any

from bot.acts import Uploaded
from bot.core import Bot
from bot.message import Attachment, Message, Said
from bot.people import language_of
from handlers.teams.events import Brought, Consent, Party, Sent
from handlers.teams.files import NotSaved, save
from handlers.teams.received import NotFetched, TooLarge, fetch
from handlers.teams.sdk import Turn
from handlers.teams.show import Shower
from handlers.teams.supervised import Asking, correlation, report
from handlers.teams.transport import Session

Json = dict[str, Any]

# What is done by then is part of the turn; the rest goes on after Teams has been answered.
PATIENCE = 4.0
MOST_AT_ONCE = 4
PEOPLE_FILES = ".csv"


class Carrier:
    def __init__(self, bot: Bot, ask: Asking, shower: Shower, session: Session) -> None:
        self._bot = bot
        self._ask = ask
        self._shower = shower
        self._session = session
        self._hands = asyncio.Semaphore(MOST_AT_ONCE)
        self._carrying: set[asyncio.Task[None]] = set()

    async def take(self, event: Brought, party: Party) -> None:
        """Fetch what somebody sent us, and hand it to the core."""
        await self._carry(self._all_taken(event, party), party, "taking files")

    async def give(self, event: Consent, party: Party) -> None:
        """Make the file that somebody allowed, and put it among their own."""
        await self._carry(self._given(event, party), party, "giving a file")

    async def close(self) -> None:
        for task in self._carrying:
            task.cancel()
        await asyncio.gather(*self._carrying, return_exceptions=True)

    async def _carry(self, work: Coroutine[None, None, None], party: Party, doing: str) -> None:
        task = asyncio.create_task(self._supervised(work, party, doing))
        self._carrying.add(task)
        task.add_done_callback(self._carrying.discard)
        await asyncio.wait({task}, timeout=PATIENCE)

    async def _supervised(self, work: Coroutine[None, None, None], party: Party, doing: str) -> None:
        mark = correlation()
        try:
            async with self._hands:
                await work
        except Exception as error:  # noqa: BLE001  (the outermost loop of this task)
            report(error, doing, mark)
            try:
                await self._say(self._bot.sorry(party.address, language_of(party.locale)), party)
            except Exception as worse:  # noqa: BLE001  (as above)
                report(worse, "the apology", mark)
        finally:
            work.close()  # it may not have begun

    async def _all_taken(self, event: Brought, party: Party) -> None:
        for file in event.files:
            await self._taken(file, party)

    async def _taken(self, file: Sent, party: Party) -> None:
        if not file.name.casefold().endswith(PEOPLE_FILES):
            await self._say(self._word("files/kind", party), party)
            return
        try:
            content = await fetch(file.url, party.route.service_url)
        except NotFetched as error:
            said = "files/large" if isinstance(error, TooLarge) else "files/unread"
            await self._say(self._word(said, party), party)
            return
        uploaded = Uploaded(party.address, file.name, content, file.key)
        reply = await self._ask.slowly(self._bot.upload, uploaded)
        if reply is not None:
            await self._shower.write(reply, party)

    async def _given(self, event: Consent, party: Party) -> None:
        """There may be none any more, or none of theirs; and the way to their own files soon closes."""
        file = await self._ask.slowly(self._bot.file, party.address, event.file)
        shown = await self._saved(file, event, party) if file else None
        if shown is None:
            await self._say(self._word("files/gone", party), party)
        else:
            await self._shower.framework.speak(party.route, partial(_send, shown))

    async def _saved(self, file: Attachment, event: Consent, party: Party) -> Json | None:
        try:
            return await save(file, event.upload, party.route.service_url, self._session)
        except NotSaved as error:
            report(error, "saving a file", correlation())
            return None

    def _word(self, template: str, party: Party) -> Message:
        return self._bot.say(template, language_of(party.locale))

    async def _say(self, message: Message, party: Party) -> None:
        await self._shower.write(Said(message), party)


async def _send(activity: Json, turn: Turn) -> None:
    await turn.send(activity)
