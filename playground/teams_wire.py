"""What carries activities to the bot, signed as the Bot Framework signs them, and reads its answers."""

import json
from collections.abc import Callable

from playground.courier import Answer, Courier, Foreign, Unanswered
from playground.teams_directory import Directory, Json
from playground.teams_tokens import Tokens


class Wire:
    """`patience`: how long Teams waits for the bot, in seconds."""

    def __init__(
        self, directory: Directory, tokens: Tokens, courier: Courier, url: str | Callable[[], str]
    ) -> None:
        self.patience = 15.0
        self._directory = directory
        self._tokens = tokens
        self._courier = courier
        self._url = url

    async def send(self, human: str, type_: str, **more: Foreign) -> Answer | None:
        """None when the bot could not be reached, or took too long."""
        activity = self._directory.activity(self._directory.world.humans[human], type_, **more)
        token = self._tokens.signed(activity["serviceUrl"])
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=utf-8"}
        url = self._url if isinstance(self._url, str) else self._url()
        try:
            return await self._courier.post(url, json.dumps(activity).encode(), headers, self.patience)
        except Unanswered:
            return None

    async def invoke(self, human: str, name: str, value: Foreign, **more: Foreign) -> Json | None:
        """The body of the answer, None when there was none worth reading."""
        return body_of(await self.send(human, "invoke", name=name, value=value, **more))


def body_of(answer: Answer | None) -> Json | None:
    if answer is None or not answer.is_fine:
        return None
    try:
        body = json.loads(answer.text or "{}")
    except ValueError:
        return None
    return body if isinstance(body, dict) else None
