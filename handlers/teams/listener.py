"""Hears an activity, asks the core, shows its reply; whatever goes wrong ends in an apology."""

from typing import Any

from bot.acts import Answered, Click, Heard
from bot.core import Bot
from bot.message import Reply
from bot.people import language_of
from handlers.teams import outgoing
from handlers.teams.carrier import Carrier
from handlers.teams.channels import Channels
from handlers.teams.events import (
    Brought,
    Came,
    Consent,
    Event,
    Joined,
    Other,
    Parted,
    Party,
    Press,
    Refresh,
    Search,
    Went,
    Wrote,
)
from handlers.teams.home import home_card
from handlers.teams.identity import Guest, Introductions
from handlers.teams.sdk import Turn
from handlers.teams.show import Shower
from handlers.teams.supervised import Asking, correlation, report

Json = dict[str, Any]


class Listener:
    """The one wrapper round everything that is heard: nothing leaves it but an answer."""

    def __init__(  # noqa: PLR0913  whoever it hands on to
        self,
        bot: Bot,
        ask: Asking,
        introductions: Introductions,
        shower: Shower,
        carrier: Carrier,
        *,
        channels: Channels,
    ) -> None:
        self._bot = bot
        self._ask = ask
        self._introductions = introductions
        self._shower = shower
        self._carrier = carrier
        self._channels = channels

    async def hear(self, event: Event, party: Party, turn: Turn) -> Json | None:
        """Give what an invoke is answered with; None where nobody waits for more than a status."""
        mark = correlation()
        try:
            return await self._answer(event, party, turn)
        except Guest:
            return await self._refuse(event, party, turn, mark)
        except Exception as error:  # noqa: BLE001  (the outermost loop of this room)
            report(error, type(event).__name__, mark)
            return await self._apologise(event, party, turn, mark)

    async def _answer(self, event: Event, party: Party, turn: Turn) -> Json | None:
        match event:
            case Came():
                return await self._welcome(event, party, turn)
            case Went():
                await self._introductions.lose(party.address)
            case Refresh():
                return await self._refreshed(party)
            case Joined():
                await self._channels.learn(event, party)
            case Parted():
                await self._channels.forget(event, party)
            case Other():
                pass
            case Consent() if not event.upload:
                pass
            case _:
                await self._introductions.meet(party)
                return await self._let_in(event, party, turn)
        return None

    async def _let_in(
        self, event: Wrote | Press | Consent | Brought | Search, party: Party, turn: Turn
    ) -> Json | None:
        """Whoever acts is known by now, and no guest."""
        match event:
            case Wrote():
                heard = await self._introductions.heard(event, party)
                return await self._shower.show(await self._decided(heard), event, party, turn)
            case Press(act=act):
                return await self._shower.show(await self._decided(act), event, party, turn)
            case Consent():
                await self._carrier.give(event, party)
            case Brought():
                await self._carrier.take(event, party)
            case Search():
                return await self._found(event, party)
        return None

    async def _refreshed(self, party: Party) -> Json:
        """Nobody did anything: who is not known, or wants to be known no more, is not introduced by it."""
        if not await self._introductions.knows(party.address):
            raise Guest
        message = await self._ask(self._bot.home, party.address)
        return outgoing.answered_by_card(home_card(message, party.language, party.address.user))

    async def _found(self, event: Search, party: Party) -> Json:
        found = await self._ask(self._bot.suggest, party.address, event.source, event.typed)
        return outgoing.answered_by_options(found[event.skip : event.skip + event.most])

    async def _decided(self, act: Heard | Click | Answered) -> Reply | None:
        match act:
            case Heard():
                return await self._ask(self._bot.hear, act)
            case Click():
                return await self._ask(self._bot.click, act)
            case Answered():
                return await self._ask(self._bot.answer, act)

    async def _welcome(self, event: Came, party: Party, turn: Turn) -> Json | None:
        """Somebody who comes back after removing us is reachable again, so they are always introduced."""
        self._introductions.forget(party.address)
        await self._introductions.meet(party, acting=False)
        greeting = self._shower.speech.arrival
        # whoever asked to be forgotten is not greeted either
        is_here = await self._ask(self._bot.knows, party.address)
        if not (greeting and event.key and is_here):
            return None
        reply = await self._ask(self._bot.hear, Heard(party.address, greeting, event.key))
        return await self._shower.show(reply, event, party, turn)

    async def _refuse(self, event: Event, party: Party, turn: Turn, mark: str) -> Json | None:
        if isinstance(event, Search | Refresh):
            return _nothing(event)
        try:
            return await self._shower.tell(self._shower.phrases(party).guest, event, turn)
        except Exception as error:  # noqa: BLE001  (as above)
            report(error, "the refusal", mark)
            return None

    async def _apologise(self, event: Event, party: Party, turn: Turn, mark: str) -> Json | None:
        if isinstance(event, Search | Refresh):
            return _nothing(event)
        if isinstance(event, Came | Went | Joined | Parted | Other):
            return None
        try:
            sorry = self._bot.sorry(party.address, language_of(party.locale))
            return await self._shower.apologise(sorry, event, party, turn)
        except Exception as error:  # noqa: BLE001  (as above)
            report(error, "the apology", mark)
            return None


def _nothing(event: Search | Refresh) -> Json:
    """Nobody is told anything while they type or look: nothing is found, and an old card stays."""
    if isinstance(event, Search):
        return outgoing.answered_by_options(())
    return outgoing.refused("NotNow", "There is nothing newer to show just now.")
