"""How an answer of the core is shown, by what it answers: a command, a press, a form, or words."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, assert_never

from slack_bolt.response import BoltResponse

from bot.message import Button, Closed, Form, Glance, Message, Opened, Refused, Replaced, Reply, Said, Weight
from bot.people import ENGLISH, Address
from bot.ports import Throttled, Undeliverable
from handlers.slack.blocks import needs_to_last
from handlers.slack.forms import errors, modal
from handlers.slack.heard import Command, Press, Shared, Spoken, Submission
from handlers.slack.home import Home
from handlers.slack.limits import Json
from handlers.slack.mouth import Mouth, drawing
from handlers.slack.supervision import answered

# A form that cannot be opened just now waits behind this button; the core answers it with the form.
OPEN_FORM = "form.open"
_TRIES = 3
_WORTH_WAITING = timedelta(seconds=30)


class Replies:
    """`written` is the line beside a command whose answer went into the direct conversation."""

    def __init__(
        self,
        mouth: Mouth,
        home: Home,
        written: Callable[[str], Message],
        language_of: Callable[[Address], str],
    ) -> None:
        self._mouth = mouth
        self._home = home
        self._written = written
        self._language_of = language_of

    async def to_command(self, command: Command, reply: Reply | None) -> BoltResponse:
        match reply:
            case None:
                return answered()
            case Said(message) | Replaced(message) | Closed(message) | Glance(message):
                if needs_to_last(message):
                    await self.write_to(command.by, message)
                    message = self._written(self._language_of(command.by))
                await self._keep_up(command.by, reply)
                return answered(ephemeral(message))
            case Opened(form) | Refused(form):
                await self._open(command.by, command.trigger, form)
                return answered()
            case _:
                assert_never(reply)

    async def to_press(self, press: Press, reply: Reply | None) -> BoltResponse:
        match reply:
            case None:
                pass
            case Replaced(message):
                await self._replace(press, message)
            case Said(message) | Closed(message) | Glance(message):
                await self.privately(press, message)
            case Opened(form) | Refused(form):
                await self._go_on(press, form)
            case _:
                assert_never(reply)
        if press.place.is_home:
            await self._home.publish(press.by)
        else:
            await self._keep_up(press.by, reply)
        return answered()

    async def to_submission(self, submission: Submission, reply: Reply | None) -> BoltResponse:
        match reply:
            case None | Closed():
                return answered({"response_action": "clear"})
            case Said(message) | Replaced(message) | Glance(message):
                await self.write_to(submission.by, message)
                return answered({"response_action": "clear"})
            case Opened(form):
                return answered({"response_action": "update", "view": modal(form)})
            case Refused(form):
                return answered(_refused(form, submission))
            case _:
                assert_never(reply)

    async def to_words(self, spoken: Spoken | Shared, reply: Reply | None) -> BoltResponse:
        match reply:
            case None:
                pass
            case Said(message) | Replaced(message) | Closed(message) | Glance(message):
                await self.write(spoken.channel, message, self._language_of(spoken.by))
            case Opened(form) | Refused(form):
                await self.write(spoken.channel, invitation(form))
            case _:
                assert_never(reply)
        await self._keep_up(spoken.by, reply)
        return answered()

    async def privately(self, press: Press, message: Message) -> None:
        """Answer a press so that only its author reads it, and so that it stays if it has to."""
        place = press.place
        if place.is_home or place.is_direct or not place.response_url or needs_to_last(message):
            await self.write_to(press.by, message)
        else:
            await self._mouth.respond(place.response_url, message, replace=False)

    async def write(self, channel: str, message: Message, language: str = ENGLISH) -> None:
        """`language` is the reader's."""
        await _patiently(lambda: self._mouth.post(channel, message, language=language))

    async def write_to(self, by: Address, message: Message) -> None:
        channel = await self._mouth.conversation_with(by.user)
        await self.write(channel, message, self._language_of(by))

    async def _keep_up(self, by: Address, reply: Reply | None) -> None:
        """Whoever has asked for a glance sees it on their Home too, from now on."""
        if isinstance(reply, Glance):
            await self._home.keep_up(by, reply.message)

    async def _open(self, by: Address, trigger: str, form: Form) -> None:
        if not (trigger and await self._mouth.open(trigger, modal(form))):
            await self.write_to(by, invitation(form))

    async def _go_on(self, press: Press, form: Form) -> None:
        """A form that is open turns to another page; else one is opened."""
        if press.place.view:
            await self._mouth.turn_page(press.place.view, modal(form))
        else:
            await self._open(press.by, press.trigger, form)

    async def _replace(self, press: Press, message: Message) -> None:
        place = press.place
        if place.is_home:
            return  # it is drawn anew after every press
        if place.ephemeral:
            await self._mouth.respond(place.response_url, message, replace=True)
            return
        if not place.is_direct:
            # what stands in a channel is everybody's, and the answer is for one
            await self.privately(press, message)
            return
        try:
            await _patiently(lambda: self._mouth.replace(place.channel, place.ts, message))
        except Undeliverable:
            # whoever deleted the message in between still wants to know
            await self.privately(press, message)


def ephemeral(message: Message) -> Json:
    """What stands only for its reader beside their command, until they look away."""
    sketch = drawing(message)
    return {"response_type": "ephemeral", "text": sketch.text, "blocks": sketch.blocks}


def invitation(form: Form) -> Message:
    """A form where none can be opened: what it is about, and a button that brings it."""
    button = Button(form.title, OPEN_FORM, form.ticket, Weight.PRIMARY)
    return Message(form.title, form.intro, (button,))


def _refused(form: Form, submission: Submission) -> Json:
    if submission.fields and form.problems:
        return {"response_action": "errors", "errors": errors(form, submission.fields)}
    return {"response_action": "update", "view": modal(form)}


async def _patiently(call: Callable[[], Coroutine[Any, Any, object]]) -> None:
    """Somebody is looking at the screen: what was certainly not sent is sent again, when Slack says."""
    for _ in range(_TRIES - 1):
        try:
            await call()
        except Throttled as busy:
            if busy.after > _WORTH_WAITING:
                raise
            await asyncio.sleep(busy.after.total_seconds())
        else:
            return
    await call()
