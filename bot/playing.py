"""Playing people: what stands in front of somebody, and doing with it what they would, at the front door."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.acts import Answered, Click, Heard
from bot.core import Bot
from bot.message import (
    Button,
    Closed,
    Form,
    Glance,
    Input,
    Kind,
    Message,
    Opened,
    Raw,
    Refused,
    Replaced,
    Reply,
    Said,
)
from bot.people import Account

# The place of a button, for labels that nobody knows beforehand.
_PLACE = re.compile(r"#([1-9]\d?)")


class Doing(StrEnum):
    """What people do here."""

    TYPES = "types"
    PRESSES = "presses"
    FILLS = "fills"


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody does something at a moment.

    `value` is what they type, the label of what they press, or the fields they fill in. What they press is on
    their newest message that has it, or on the newest with the title `about`: there `#2` is the second one.
    """

    at: datetime
    email: str
    doing: Doing
    value: str = ""
    about: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    line: int = 0


class Cannot(Exception):
    """An act that nobody could do just then: `why` is a code, with what it is about."""

    def __init__(self, why: str, *told: str) -> None:
        super().__init__(why)
        self.why = why
        self.told = told


@dataclass(slots=True)
class _Seen:
    title: str
    buttons: tuple[Button, ...]


class Player:
    """One person at one account. `before` is what they were sent before anybody looked on."""

    def __init__(self, bot: Bot, account: Account, before: Sequence[Message]) -> None:
        self._bot = bot
        self._by = account.address
        self._messages = [_Seen(one.title, one.buttons) for one in before]
        self._form: Form | None = None

    def sees(self, message: Message) -> None:
        """A message has come."""
        self._messages.append(_Seen(message.title, message.buttons))

    def does(self, act: Act) -> Message | Form | None:
        """Do it, and give what is seen of it. Raises Cannot, and then nothing has been done."""
        match act.doing:
            case Doing.TYPES:
                return self._shown(self._bot.hear(Heard(self._by, act.value)))
            case Doing.PRESSES:
                seen, button = self._button(act.value, act.about)
                return self._shown(self._bot.click(Click(self._by, button.action, button.subject)), seen)
            case Doing.FILLS:
                return self._fills(act.fields)

    def _button(self, label: str, title: str) -> tuple[_Seen, Button]:
        """The newest one of that label."""
        place = _PLACE.fullmatch(label) if title else None
        for seen in reversed(self._messages):
            if not title or _same(seen.title, title):
                there = [button for button in seen.buttons if button.action]
                fits = there[int(place[1]) - 1 :] if place else [b for b in there if _same(b.label, label)]
                if fits:
                    return seen, fits[0]
        raise Cannot("button", label)

    def _fills(self, fields: Sequence[tuple[str, str]]) -> Message | Form | None:
        """Submit the form in front of them; what is not named stays as it is."""
        form = self._form
        if form is None:
            raise Cannot("form")
        inputs = {one.name: one for one in form.inputs}
        for name, _ in fields:
            if name not in inputs:
                raise Cannot("field", name, ", ".join(inputs) or "-")
        told = {name: self._raw(inputs[name], value) for name, value in fields}
        answers: Mapping[str, Raw] = {**{name: one.initial for name, one in inputs.items()}, **told}
        reply = self._bot.answer(Answered(self._by, form.ticket, answers))
        if isinstance(reply, Refused):
            raise Cannot("refused", "; ".join(f"{name}: {why}" for name, why in reply.form.problems.items()))
        return self._shown(reply)

    def _raw(self, asked: Input, value: str) -> Raw:
        match asked.kind:
            case Kind.CHOICE:
                return _chosen(asked, value)
            case Kind.CHOICES:
                return tuple(_chosen(asked, one) for one in _listed(value))
            case Kind.SEARCH:
                return tuple(self._found(asked, one) for one in _listed(value))
            case _:
                return value

    def _found(self, asked: Input, typed: str) -> str:
        """What they take of what they are offered while they type."""
        offered = self._bot.suggest(self._by, asked.source, typed)
        for fits in (_same, _begins):
            for one in offered:
                if fits(one.value, typed) or fits(one.label, typed):
                    return one.value
        raise Cannot("choice", asked.name, typed)

    def _shown(self, reply: Reply | None, pressed: _Seen | None = None) -> Message | Form | None:
        match reply:
            case None:
                return None
            case Opened(form) | Refused(form):
                self._form = form
                return form
            case Replaced(message) | Closed(message):
                self._form = None
                if pressed in self._messages:
                    self._messages.remove(pressed)
                return self._reads(message)
            case Said(message) | Glance(message):
                return self._reads(message)

    def _reads(self, message: Message) -> Message:
        self.sees(message)
        return message


def _chosen(asked: Input, value: str) -> str:
    for one in asked.options:
        if _same(one.value, value) or _same(one.label, value):
            return one.value
    raise Cannot("choice", asked.name, value)


def _listed(value: str) -> Sequence[str]:
    return [one for one in (one.strip() for one in value.split(",")) if one]


def _same(one: str, other: str) -> bool:
    return one.casefold().strip() == other.casefold().strip()


def _begins(one: str, typed: str) -> bool:
    return one.casefold().startswith(typed.casefold().strip())
