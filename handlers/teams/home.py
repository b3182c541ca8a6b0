"""Home: the one card of a chat that is kept up to date, and that Teams asks for anew when it is old."""

import hashlib
import json
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from bot.core import Bot
from bot.message import Message
from bot.people import Address
from handlers.teams.card import card, checked
from handlers.teams.supervised import Asking

Json = dict[str, Any]

log = logging.getLogger(__name__)

REFRESH = "home.refresh"
# Says of a button that it stands at home: whatever it leads to comes below, and never in place of Home.
MARK = "home"
MOST_REMEMBERED = 10_000
# In seconds: long enough for an act and what follows from it. Other replicas change cards too, unseen by us.
TRUSTED = 30.0


def home_card(message: Message, lang: str, user: str) -> Json:
    """`user`: for whom alone Teams asks for it anew, when it comes into view."""
    drawn = card(message, lang)
    drawn["body"] = [_marked(one) if one.get("type") == "ActionSet" else one for one in drawn["body"]]
    again = {"type": "Action.Execute", "verb": REFRESH, "data": {}}
    return checked({**_marked(drawn), "refresh": {"action": again, "userIds": [user]}})


def _marked(holder: Json) -> Json:
    if "actions" not in holder:
        return holder
    return {**holder, "actions": [_at_home(one) for one in holder["actions"]]}


def _at_home(action: Json) -> Json:
    if "data" not in action:
        return action
    marked = {**action, "data": {**action["data"], MARK: True}}
    return marked | ({"fallback": _at_home(action["fallback"])} if "fallback" in action else {})


class HomeCards:
    """Where each Home is, and what it shows: so that it is not sent again when nothing has changed."""

    def __init__(self, bot: Bot, ask: Asking, clock: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._ask = ask
        self._clock = clock
        self._shown: OrderedDict[Address, tuple[str, float]] = OrderedDict()

    async def sent(self, address: Address, activity_id: str, drawn: Json) -> None:
        """A Home has been sent. If that cannot be kept it is merely not kept up to date."""
        if not activity_id:
            return
        try:
            await self._ask(self._bot.saw_home, address, activity_id)
        except Exception as error:  # noqa: BLE001  (the card has arrived)
            log.warning("Where a Home is could not be kept: %s", type(error).__name__)
            return
        self.remember(address, activity_id, drawn)

    def shows(self, address: Address, activity_id: str, drawn: Json) -> bool:
        """Whether it says so already, as far as we know."""
        shown, since = self._shown.get(address, ("", 0.0))
        return shown == _print(activity_id, drawn) and self._clock() - since < TRUSTED

    def remember(self, address: Address, activity_id: str, drawn: Json) -> None:
        self._shown[address] = _print(activity_id, drawn), self._clock()
        self._shown.move_to_end(address)
        if len(self._shown) > MOST_REMEMBERED:
            self._shown.popitem(last=False)


def _print(activity_id: str, drawn: Json) -> str:
    """A fingerprint: what a Home says is kept in nobody's memory."""
    written = json.dumps([activity_id, drawn], sort_keys=True).encode("utf-8", "surrogatepass")
    return hashlib.sha256(written).hexdigest()
