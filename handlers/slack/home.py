"""The Home tab: what somebody sees at a glance, drawn anew whenever they look or press."""

from bot.message import Message
from bot.people import Address
from handlers.slack.blocks import drawn
from handlers.slack.door import Door
from handlers.slack.limits import Json, within
from handlers.slack.mouth import Mouth


class Home:
    def __init__(self, door: Door, mouth: Mouth) -> None:
        self._door = door
        self._mouth = mouth

    async def publish(self, address: Address) -> None:
        """Show somebody how things stand."""
        await self.show(address, await self._door.run(lambda: self._door.bot.home(address)))

    async def show(self, address: Address, message: Message) -> None:
        await self._mouth.publish(address.user, home(message))


def home(message: Message) -> Json:
    return {"type": "home", "blocks": within("blocks of a view", drawn(message), "Home")}
