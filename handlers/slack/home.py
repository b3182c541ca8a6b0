"""The Home tab: what somebody sees at a glance, drawn anew whenever they look or press."""

import logging

from slack_bolt.response import BoltResponse

from bot.message import Message
from bot.people import Address
from bot.ports import Out
from handlers.slack.addresses import Unsafe
from handlers.slack.blocks import drawn
from handlers.slack.door import Door
from handlers.slack.limits import MOST, Json, TooMuch
from handlers.slack.mouth import Mouth
from handlers.slack.supervision import Supervised, answered
from handlers.slack.troubles import TROUBLES

log = logging.getLogger(__name__)
# How `Account.home` says that somebody has seen theirs in Slack. There is one for each account.
SEEN = "home"
# In seconds. Somebody waits for their answer, and nobody for their Home.
_A_MOMENT = 0.3


class Home:
    def __init__(self, door: Door, mouth: Mouth, supervised: Supervised) -> None:
        self._door = door
        self._mouth = mouth
        self._supervised = supervised

    async def opened(self, address: Address) -> None:
        """Somebody looks at theirs: it is shown whatever stood there, and kept up to date from now on."""
        bot = self._door.bot
        await self.show(address, await self._door.run(lambda: bot.home(address)), anew=True)
        await self._door.run(lambda: bot.saw_home(address, SEEN))

    async def publish(self, address: Address) -> None:
        """Show somebody how things stand."""
        await self.show(address, await self._door.run(lambda: self._door.bot.home(address)))

    async def show(self, address: Address, message: Message, *, anew: bool = False) -> None:
        await self._mouth.publish(address.user, home(message), anew=anew)

    async def keep_up(self, address: Address, message: Message) -> None:
        """The same for somebody who has read it elsewhere."""
        await self._supervised.briefly(self._kept_up(address, message), _A_MOMENT)

    async def _kept_up(self, address: Address, message: Message) -> BoltResponse:
        try:
            await self._door.run(lambda: self._door.bot.saw_home(address, SEEN))
            await self.show(address, message)
        except (*TROUBLES, Out, TooMuch, Unsafe) as trouble:
            log.warning("slack: a Home was not brought up to date: %s", type(trouble).__name__)
        return answered()


def home(message: Message) -> Json:
    """Its buttons stay, however much there is to read above them."""
    blocks, most = drawn(message), MOST["blocks of a view"]
    if len(blocks) > most:
        tail = [block for block in blocks if block["type"] == "actions"]
        blocks = [*blocks[: most - 1 - len(tail)], _MORE, *tail]
    return {"type": "home", "blocks": blocks}


_MORE: Json = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "…"}]}],
}
