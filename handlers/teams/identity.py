"""Who is speaking: the roster is asked about newcomers, and the way back to each chat is kept up to date."""

import logging
from collections import OrderedDict
from dataclasses import replace

from bot.acts import Heard
from bot.core import Bot
from bot.people import Address, Profile
from handlers.teams.events import Party, Wrote
from handlers.teams.said import Mentioned
from handlers.teams.sdk import Framework, Json
from handlers.teams.supervised import Asking
from handlers.teams.transport import Refusal

log = logging.getLogger(__name__)

MOST_KNOWN = 10_000
# As many colleagues as one message may mention before the rest are only names.
MOST_MENTIONED = 5


class Guest(PermissionError):
    """A guest of the organisation, or somebody nameless in a meeting: not an employee."""


class Introductions:
    def __init__(self, bot: Bot, framework: Framework, ask: Asking) -> None:
        self._bot = bot
        self._framework = framework
        self._ask = ask
        self._known: OrderedDict[Address, Profile] = OrderedDict()

    async def meet(self, party: Party, *, acting: bool = True) -> None:
        """Introduce whoever acts, unless everything we could say of them has been said. Raises Guest.

        Not `acting`: the app was installed, which may have been the company's doing.
        """
        # The core is always asked: whoever asked to be forgotten is somebody new.
        if not await self._ask(self._bot.knows, party.address):
            profile = told_by(party, await self._member(party, party.address.user))
        else:
            profile = told_by(party)
            # What a channel tells has no way to their own chat: it would spoil the one that is kept.
            if not party.personal or _same(self._known.get(party.address), profile):
                return
        await self._ask(self._bot.meet, [profile], acting=acting)
        self._remember(profile)

    async def knows(self, address: Address) -> bool:
        return await self._ask(self._bot.knows, address)

    async def heard(self, event: Wrote, party: Party) -> Heard:
        """The words, in which whoever is mentioned and cannot be introduced is only a name."""
        words = event.heard.words
        for place, one in enumerate(event.mentioned):
            if place >= MOST_MENTIONED or not await self._introduced(one, party):
                words = words.replace(one.address.mention, one.name)
        return replace(event.heard, words=words)

    async def _introduced(self, mentioned: Mentioned, party: Party) -> bool:
        if await self.knows(mentioned.address):
            return True
        try:
            member = await self._member(party, mentioned.address.user)
        except (Guest, Refusal) as error:
            log.info("a mentioned person could not be introduced: %s", type(error).__name__)
            return False
        await self._ask(self._bot.meet, [told_of(mentioned, party, member)])
        return True

    async def lose(self, address: Address) -> None:
        self._known.pop(address, None)
        await self._ask(self._bot.lost, address)

    def forget(self, address: Address) -> None:
        """Introduce them again next time, whatever we think we said."""
        self._known.pop(address, None)

    async def _member(self, party: Party, user: str) -> Json:
        # In a channel the id also names the thread, which the roster does not know.
        conversation = party.conversation_id.partition(";")[0]
        member = await self._framework.member(party.route.service_url, conversation, user)
        if str(member.get("userRole") or "user").lower() in {"guest", "anonymous"}:
            raise Guest
        return member

    def _remember(self, profile: Profile) -> None:
        self._known[profile.address] = profile
        self._known.move_to_end(profile.address)
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)


def told_by(party: Party, member: Json | None = None) -> Profile:
    """What the activity says of its sender, and the roster's e-mail where it was asked."""
    said = {key: value for key, value in (member or {}).items() if isinstance(value, str)}
    return Profile(
        address=party.address,
        name=said.get("name") or party.name or "?",
        email=said.get("email") or said.get("userPrincipalName") or "",
        timezone=party.timezone,
        locale=party.locale,
        route=party.route.kept(),
    )


def told_of(mentioned: Mentioned, party: Party, member: Json) -> Profile:
    """What the roster says of a colleague whom somebody has mentioned: their own chat is yet to begin."""
    said = {key: value for key, value in member.items() if isinstance(value, str)}
    aad_id, user = said.get("aadObjectId", ""), mentioned.address.user
    return Profile(
        address=mentioned.address,
        name=said.get("name") or mentioned.name or "?",
        email=said.get("email") or said.get("userPrincipalName") or "",
        route=replace(party.route, conversation_id="", user_id=user, aad_id=aad_id).kept(),
    )


def _same(known: Profile | None, told: Profile) -> bool:
    return known is not None and (known.route, known.timezone, known.locale) == (
        told.route,
        told.timezone,
        told.locale,
    )
