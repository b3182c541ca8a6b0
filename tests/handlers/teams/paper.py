"""A core that says what the test wrote down for it."""

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from bot.acts import Answered, Click, Heard, Uploaded
from bot.core import Bot
from bot.message import Attachment, FileOf, Message, Option, Paragraph, Reply, Said, Text
from bot.people import Address, Profile
from handlers.teams.settings import Phrases, Speech

ENGLISH = Phrases("Written", "Add me first", "No guests", "Below", "Noted before")
GERMAN = Phrases("Geschrieben", "Füge mich zuerst hinzu", "Keine Gäste", "Darunter", "Schon notiert")
SPEECH = Speech(lambda language: GERMAN if language == "de" else ENGLISH)
SORRY = Message("Something went wrong", (Paragraph((Text("It is safe to try again."),)),))


class BotOnPaper(Bot):
    """`replies` are given in order; an exception among them is raised. Without any, it says hello."""

    def __init__(self) -> None:
        self.replies: deque[Reply | Exception | None] = deque()
        self.events: list[Heard | Click | Answered | Uploaded] = []
        self.met: list[Profile] = []
        self.lost_ones: list[Address] = []
        self.takes = 0.0
        self.offers: Sequence[Option] | Exception = ()
        self.files: dict[FileOf, Attachment] = {}
        self.asked_for: list[tuple[Address, FileOf]] = []
        self.glance: Message | Exception = Message("Where things stand")
        self.homes: list[tuple[Address, str]] = []
        self.looked_for: list[tuple[Address, str, str]] = []

    def knows(self, address: Address) -> bool:
        return address in {profile.address for profile in self.met}

    def meet(self, profiles: Sequence[Profile], *, acting: bool = False) -> None:
        self.met += profiles

    def lost(self, address: Address) -> None:
        self.lost_ones.append(address)

    def hear(self, heard: Heard) -> Reply | None:
        return self._next(heard)

    def click(self, click: Click) -> Reply | None:
        return self._next(click)

    def answer(self, answered: Answered) -> Reply | None:
        return self._next(answered)

    def upload(self, uploaded: Uploaded) -> Reply | None:
        return self._next(uploaded)

    def file(self, by: Address, file: FileOf) -> Attachment | None:
        self.asked_for.append((by, file))
        return self.files.get(file)

    def home(self, address: Address) -> Message:
        if isinstance(self.glance, Exception):
            raise self.glance
        return self.glance

    def saw_home(self, address: Address, where: str) -> None:
        self.homes.append((address, where))

    def say(self, template: str, language: str = "en") -> Message:
        return Message(f"{template} in {language}")

    def suggest(self, by: Address, source: str, typed: str) -> Sequence[Option]:
        self.looked_for.append((by, source, typed))
        time.sleep(self.takes)
        if isinstance(self.offers, Exception):
            raise self.offers
        return self.offers

    def sorry(self, address: Address | None = None, language: str = "en") -> Message:
        return replace(SORRY, title="Das ging schief") if language == "de" else SORRY

    def _next(self, event: Heard | Click | Answered | Uploaded) -> Reply | None:
        self.events.append(event)
        time.sleep(self.takes)
        if not self.replies:
            return Said(Message("Hello"))
        reply = self.replies.popleft()
        if isinstance(reply, Exception):
            raise reply
        return reply
