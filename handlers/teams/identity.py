"""Who is speaking: the roster is asked about newcomers, and the way back to each chat is kept up to date."""

from collections import OrderedDict

from bot.core import Bot
from bot.people import Address, Profile
from handlers.teams.events import Party
from handlers.teams.sdk import Framework, Json
from handlers.teams.supervised import Asking

MOST_KNOWN = 10_000


class Guest(PermissionError):
    """A guest of the organisation, or somebody nameless in a meeting: not an employee."""


class Introductions:
    def __init__(self, bot: Bot, framework: Framework, ask: Asking) -> None:
        self._bot = bot
        self._framework = framework
        self._ask = ask
        self._known: OrderedDict[Address, Profile] = OrderedDict()

    async def meet(self, party: Party) -> None:
        """Introduce whoever acts, unless everything we could say of them has been said. Raises Guest."""
        # The core is always asked: whoever asked to be forgotten is somebody new.
        if not await self._ask(self._bot.knows, party.address):
            profile = told_by(party, await self._member(party))
        else:
            profile = told_by(party)
            # What a channel tells has no way to their own chat: it would spoil the one that is kept.
            if not party.personal or _same(self._known.get(party.address), profile):
                return
        await self._ask(self._bot.meet, [profile])
        self._remember(profile)

    async def lose(self, address: Address) -> None:
        self._known.pop(address, None)
        await self._ask(self._bot.lost, address)

    def forget(self, address: Address) -> None:
        """Introduce them again next time, whatever we think we said."""
        self._known.pop(address, None)

    async def _member(self, party: Party) -> Json:
        # In a channel the id also names the thread, which the roster does not know.
        conversation = party.conversation_id.partition(";")[0]
        member = await self._framework.member(party.route.service_url, conversation, party.address.user)
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


def _same(known: Profile | None, told: Profile) -> bool:
    return known is not None and (known.route, known.timezone, known.locale) == (
        told.route,
        told.timezone,
        told.locale,
    )
