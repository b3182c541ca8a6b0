"""A reply of the core, shown where it belongs: in the chat, in place of a card, or beside a button."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

from bot.acts import Answered
from bot.message import Closed, Glance, Message, Opened, Refused, Replaced, Reply, Said
from bot.people import language_of
from handlers.teams import outgoing
from handlers.teams.card import TooMuch, card
from handlers.teams.events import Event, Party, Press
from handlers.teams.forms import GO_BACK, form_card
from handlers.teams.home import HomeCards, home_card
from handlers.teams.sdk import Framework, Turn
from handlers.teams.settings import Phrases, Speech
from handlers.teams.transport import Refusal

Json = dict[str, Any]

log = logging.getLogger(__name__)

PATIENCE = 3.0
FORBIDDEN = 403


@dataclass(frozen=True, slots=True)
class Drawing:
    """A card and its files. It `replaces` the pressed one, and `lasts` if it should be there tomorrow.

    `home`: it is kept up to date from now on.
    """

    title: str
    card: Json
    files: list[Json]
    replaces: bool
    lasts: bool = True
    home: bool = False

    def activities(self) -> list[Json]:
        return [outgoing.with_card(self.title, self.card), *self.files]


def drawn(reply: Reply, event: Event | None, party: Party) -> Drawing:
    """A pressed message stays when something else opens beside it; a form gives way to what follows it."""
    in_form = isinstance(event, Press) and (isinstance(event.act, Answered) or event.act.action == GO_BACK)
    pressed = isinstance(event, Press) and not event.at_home
    lang = party.language
    match reply:
        case Opened(form) | Refused(form):
            lasts = isinstance(reply, Opened)
            return Drawing(form.title, form_card(form, lang), [], in_form, lasts)
        case Replaced(message) | Closed(message):
            return _drawn(message, lang, replaces=pressed)
        case Said(message):
            return _drawn(message, lang, replaces=False)
        case Glance(message):
            at_home = home_card(message, lang, party.address.user)
            return Drawing(message.title, at_home, [], replaces=False, home=True)


def _drawn(message: Message, lang: str, *, replaces: bool) -> Drawing:
    return Drawing(message.title, card(message, lang), outgoing.files(message.attachments), replaces)


class Shower:
    def __init__(self, framework: Framework, speech: Speech, homes: HomeCards) -> None:
        self.framework = framework
        self.speech = speech
        self._homes = homes

    def phrases(self, party: Party) -> Phrases:
        return self.speech.phrases(language_of(party.locale))

    async def show(self, reply: Reply | None, event: Event, party: Party, turn: Turn) -> Json | None:
        """Give the answer that an invoke waits for; None where nobody waits."""
        invoked = isinstance(event, Press) and event.invoked
        if reply is None:
            return outgoing.answered_by_note(self.phrases(party).seen) if invoked else None
        try:
            drawing = drawn(reply, event, party)
        except TooMuch:
            if not (invoked and isinstance(reply, Refused)):
                raise
            # what was typed fits on no card: the one that holds it stays, with the reason beside it
            return outgoing.answered_by_note(" ".join(reply.form.problems.values()))
        if not party.personal:
            return await self._elsewhere(drawing, party, turn, invoked=invoked)
        if isinstance(event, Press) and drawing.replaces:
            return await self._replace(drawing, event, turn)
        await self._send(drawing, party, turn)
        return outgoing.answered_by_note(self.phrases(party).below) if invoked else None

    async def write(self, reply: Reply, party: Party) -> None:
        """Show it in somebody's own chat, apart from any turn."""

        async def speak(own: Turn) -> None:
            await self._send(drawn(reply, None, party), party, own)

        await self.framework.speak(party.route, speak)

    async def apologise(self, sorry: Message, event: Event, party: Party, turn: Turn) -> Json | None:
        """The pressed card stays, so that the button can be pressed again."""
        if isinstance(event, Press) and event.invoked:
            return outgoing.note_of(sorry)
        return await self.show(Said(sorry), event, party, turn)

    async def tell(self, words: str, event: Event, turn: Turn) -> Json | None:
        if isinstance(event, Press) and event.invoked:
            return outgoing.answered_by_note(words)
        await turn.send(outgoing.text(words))
        return None

    async def _send(self, drawing: Drawing, party: Party, turn: Turn) -> None:
        first, *rest = drawing.activities()
        activity_id = await turn.send(first)
        for activity in rest:
            await turn.send(activity)
        if drawing.home:
            await self._homes.sent(party.address, activity_id, drawing.card)

    async def _replace(self, drawing: Drawing, event: Press, turn: Turn) -> Json | None:
        if event.card_id and (drawing.lasts or not event.invoked):
            await self._update(drawing, event, turn)
        elif not event.invoked:
            await turn.send(outgoing.with_card(drawing.title, drawing.card))
        for file in drawing.files:
            await turn.send(file)
        return outgoing.answered_by_card(drawing.card) if event.invoked else None

    async def _update(self, drawing: Drawing, event: Press, turn: Turn) -> None:
        """An invoke's answer is shown at once, but only a changed message is still changed tomorrow."""
        activity = outgoing.with_card(drawing.title, drawing.card)
        if not event.invoked:
            await turn.update(event.card_id, activity)
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await turn.update(event.card_id, activity)
        except Exception as error:  # noqa: BLE001  (the answer is on its way; the old card is merely stale)
            log.warning("A pressed card could not be changed for good: %s", type(error).__name__)

    async def _elsewhere(self, drawing: Drawing, party: Party, turn: Turn, *, invoked: bool) -> Json | None:
        """What is for one person is never shown in a channel: it goes to their own chat."""

        async def privately(own: Turn) -> None:
            await self._send(drawing, party, own)

        words = self.phrases(party).written
        try:
            await self.framework.speak(party.route, privately)
        except Refusal as refusal:
            if refusal.status != FORBIDDEN:
                raise
            words = self.phrases(party).not_installed
        if invoked:
            return outgoing.answered_by_note(words)
        await turn.send(outgoing.text(words))
        return None
