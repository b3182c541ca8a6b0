"""The channels of the teams we are in: where the core may post."""

import logging
from functools import partial

from bot.core import Bot
from bot.message import Message
from bot.people import Platform
from bot.places import Place
from bot.ports import Undeliverable, Unreachable
from handlers.teams import outgoing
from handlers.teams.card import TooMuch
from handlers.teams.events import Joined, Parted, Party
from handlers.teams.failures import failure
from handlers.teams.pacing import Pace
from handlers.teams.route import NoRoute, Route, route_in
from handlers.teams.sdk import Framework, Json, Logic, Turn
from handlers.teams.supervised import Asking
from handlers.teams.transport import Refusal

log = logging.getLogger(__name__)

# What Teams says of a message that somebody has deleted.
GONE = "ActivityNotFoundInConversation"


class Channels:
    """Tells the core where it may post. No message in any channel is read for it."""

    def __init__(self, bot: Bot, framework: Framework, ask: Asking) -> None:
        self._bot = bot
        self._framework = framework
        self._ask = ask

    async def learn(self, event: Joined, party: Party) -> None:
        """Every channel of a team in which we are; at least the one that all its members see."""
        try:
            found = await self._framework.channels(party.route.service_url, event.team)
        except Exception as error:  # noqa: BLE001  (the team itself is known, whatever else is not)
            log.warning("the channels of a team are not known: %s", type(error).__name__)
            found = []
        # the one that cannot be taken away has the id of the team, and no name of its own
        names = {event.team: event.name} | {
            str(one["id"]): f"{event.name}: {one['name']}"
            for one in found
            if one.get("id") and one.get("name") and one["id"] != event.team
        }
        places = [_place(party, event.team, channel, name) for channel, name in names.items()]
        await self._ask(self._bot.came_to, places)

    async def forget(self, event: Parted, party: Party) -> None:
        await self._ask(self._bot.was_put_out, Platform.TEAMS, party.address.tenant, event.names)


class Boards:
    """What is said in channels, changed and taken away there."""

    def __init__(self, framework: Framework, pace: Pace) -> None:
        self._framework = framework
        self._pace = pace

    async def post(self, place: Place, message: Message) -> str:
        id_ = ""

        async def speak(turn: Turn) -> None:
            nonlocal id_
            id_ = await turn.send(_drawn(message))

        await self._in(place, speak)
        return id_

    async def edit(self, place: Place, platform_id: str, message: Message) -> None:
        await self._in(place, partial(_update, platform_id, _drawn(message)))

    async def remove(self, place: Place, platform_id: str) -> None:
        await self._in(place, partial(_delete, platform_id))

    async def _in(self, place: Place, logic: Logic) -> None:
        """Raises one of the core's four; that nothing is left to change is fine."""
        try:
            route = route_in(place.route)
        except NoRoute as error:
            raise Unreachable(str(error)) from error
        await self._pace.in_turn(route.conversation_id, route.tenant_id)
        sending = False

        async def speak(turn: Turn) -> None:
            nonlocal sending
            sending = True
            await logic(turn)

        try:
            await self._framework.speak(route, speak)
        except Refusal as refusal:
            if refusal.code != GONE:
                raise failure(refusal, sending=sending) from refusal
        except Exception as error:
            raise failure(error, sending=sending) from error


async def _update(platform_id: str, activity: Json, turn: Turn) -> None:
    await turn.update(platform_id, activity)


async def _delete(platform_id: str, turn: Turn) -> None:
    await turn.delete(platform_id)


def _drawn(message: Message) -> Json:
    try:
        return outgoing.messages(message)[0]
    except TooMuch as error:
        raise Undeliverable(str(error)) from error


def _place(party: Party, team: str, channel: str, name: str) -> Place:
    # nobody in particular is spoken to there, least of all whoever let us in
    us = party.route.bot_id
    route = Route(party.route.service_url, channel, us, party.address.tenant, us)
    return Place(0, Platform.TEAMS, party.address.tenant, channel, name, team, route.kept())
