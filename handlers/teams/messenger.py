"""The mouth of Teams: what the outbox sends, and what became of it."""

import logging
from datetime import datetime
from typing import Any

from bot.message import Message
from bot.people import Account, Platform
from bot.places import Place
from bot.ports import CannotLook, Undeliverable, Unreachable
from handlers.teams import outgoing
from handlers.teams.card import TooMuch
from handlers.teams.channels import Boards
from handlers.teams.failures import failure
from handlers.teams.home import HomeCards, home_card
from handlers.teams.pacing import Pace
from handlers.teams.route import NoRoute, Route, route_in
from handlers.teams.sdk import Framework, Turn
from handlers.teams.transport import Refusal

Json = dict[str, Any]

log = logging.getLogger(__name__)
# Refused for now: a token that has run out, too many at once, or trouble on their side.
PASSING = frozenset({401, 429, 500, 502, 503, 504})


class TeamsMessenger:
    """Implements `bot.ports.Messenger`."""

    platform = Platform.TEAMS

    def __init__(self, framework: Framework, pace: Pace, homes: HomeCards, boards: Boards) -> None:
        self._framework = framework
        self._pace = pace
        self._homes = homes
        self._boards = boards

    async def send(self, account: Account, message: Message, key: str) -> str:
        """Nothing on Teams could be looked up by the key, so it stays here."""
        del key
        try:
            route = route_in(account.route)
            first, *rest = outgoing.messages(message, account.language if account.locale else "")
        except NoRoute as error:
            raise Unreachable(str(error)) from error
        except TooMuch as error:
            raise Undeliverable(str(error)) from error
        await self._pace.in_turn(route.conversation_id or route.user_id, route.tenant_id)
        return await self._sent(route, first, rest)

    async def post(self, place: Place, message: Message, key: str) -> str:
        """As above of the key."""
        del key
        return await self._boards.post(place, message)

    async def edit(self, place: Place, platform_id: str, message: Message) -> None:
        await self._boards.edit(place, platform_id, message)

    async def remove(self, place: Place, platform_id: str) -> None:
        await self._boards.remove(place, platform_id)

    async def show_home(self, account: Account, message: Message) -> None:
        """Change the card that stands in their chat, where it says something else by now."""
        try:
            drawn = home_card(message, account.language if account.locale else "", account.user)
            if account.home and not self._homes.shows(account.address, account.home, drawn):
                await self._change(account, account.home, outgoing.with_card(message.title, drawn))
                self._homes.remember(account.address, account.home, drawn)
        except Exception as error:  # noqa: BLE001  (Teams asks for it anew once it comes into view)
            log.warning("A Home could not be brought up to date: %s", type(error).__name__)

    async def change(self, account: Account, platform_id: str, message: Message) -> bool:
        """Only its card: what files it had were offered beside it."""
        try:
            drawn, *_ = outgoing.messages(message, account.language if account.locale else "")
            await self._change(account, platform_id, drawn)
        except (NoRoute, TooMuch) as error:
            log.warning("A message could not be brought up to date: %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001  (it is merely stale)
            log.warning("A message could not be brought up to date: %s", type(error).__name__)
            return isinstance(error, Refusal) and error.status not in PASSING
        return True

    async def _change(self, account: Account, activity_id: str, activity: Json) -> None:
        route = route_in(account.route)
        if not route.conversation_id:
            raise NoRoute("no chat to change anything in")
        await self._pace.in_turn(route.conversation_id, route.tenant_id)

        async def change(turn: Turn) -> None:
            await turn.update(activity_id, activity)

        await self._framework.speak(route, change)

    async def find(self, account: Account, key: str, since: datetime) -> str | None:
        del account, key, since
        raise CannotLook("Teams has no way to look for what a bot sent")

    async def _sent(self, route: Route, first: Json, rest: list[Json]) -> str:
        sending, id_ = False, ""

        async def speak(turn: Turn) -> None:
            nonlocal sending, id_
            sending = True
            id_ = await turn.send(first)
            await _send_what_follows(turn, rest)

        try:
            await self._framework.speak(route, speak)
        except Exception as error:
            raise failure(error, sending=sending) from error
        return id_


async def _send_what_follows(turn: Turn, rest: list[Json]) -> None:
    """The message has arrived: whatever happens to its files, saying so would send it again."""
    for activity in rest:
        try:
            await turn.send(activity)
        except Exception as error:  # noqa: BLE001
            log.warning("A file could not be offered after its message: %s", type(error).__name__)
