"""The front door: everything that reaches the programme comes in here and is answered inside one transaction."""

from collections.abc import Sequence

from bot.message import Message, Reply
from bot.model import Answered, Click, Heard
from bot.people import Address, Profile


class Bot:
    """The programme, as handlers see it. Every method may raise `bot.ports.Out`; none raises anything else."""

    def knows(self, address: Address) -> bool:
        """Whether this account has been introduced, so that nobody is looked up twice."""
        raise NotImplementedError

    def meet(self, profiles: Sequence[Profile]) -> None:
        """Be introduced to accounts: make, update and link people. Safe to repeat."""
        raise NotImplementedError

    def lost(self, address: Address) -> None:
        """An account can no longer be reached (app removed, person blocked us or was deactivated)."""
        raise NotImplementedError

    def hear(self, heard: Heard) -> Reply | None:
        """Answer words somebody typed; None when this very event was answered before."""
        raise NotImplementedError

    def click(self, click: Click) -> Reply | None:
        """Answer a button; None when this very press was answered before."""
        raise NotImplementedError

    def answer(self, answered: Answered) -> Reply | None:
        """Take a submitted page; safe to repeat."""
        raise NotImplementedError

    def home(self, address: Address) -> Message:
        """What a person sees at a glance."""
        raise NotImplementedError

    def sorry(self, address: Address | None = None) -> Message:
        """The apology for when something went wrong on our side. Needs no database."""
        raise NotImplementedError
