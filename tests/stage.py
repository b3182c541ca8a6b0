"""A stage: a small company that types, presses and reads over the platforms' own wire, and a clock that is moved.

Everything is real but the platforms' servers and the clock: our aiohttp application with slack-bolt and
botbuilder in it, the core, SQL, the drawers. What a person has heard is read from what the stand-in was sent.
"""

import asyncio
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import inspect

from app import Onehour, opened
from bot.people import Platform
from bot.people_file import read_people
from bot.people_intake import store_people
from bot.walk import walk
from handlers.shell.settings import settings_from
from playground import Entry, Playground
from playground.world import Human
from tests.fresh import fresh

MONDAY = "2026-11-23T14:30+00:00"
TITLED = ("header", "TextBlock")
COLUMNS = (
    "email",
    "name",
    "title",
    "department",
    "location",
    "country",
    "timezone",
    "languages",
    "level",
    "leader",
    "role",
    "capacity",
    "offers",
    "wants",
    "interests",
    "goals",
    "avoid",
)
# What of Block Kit and of Adaptive Cards is read by people, in the order in which it is read.
SHOWN = (
    *("title", "text", "label", "value", "hint", "placeholder", "content", "attachments", "body", "blocks"),
    *("elements", "items", "element", "fallback", "options", "actions", "choices", "inlines", "submit"),
)

POINTERS = {
    *("I have written to you", "I’ve answered below.", "I’ve answered in a new message."),
    *("Ich habe dir geschrieben", "Meine Antwort steht in einer neuen Nachricht."),
}


# What is asked on the last page of joining.
PREFERRED = {"languages", "others", "listed", "avoid", "country", "hours"}


class MovableClock:
    """The one clock of a stage."""

    def __init__(self, moment: str) -> None:
        self._now = datetime.fromisoformat(moment).astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        self._now = moment.astimezone(UTC)


@dataclass
class Seen:
    """One message as it stands in front of somebody. What of it nobody looks at is not read."""

    entry: Entry

    @cached_property
    def title(self) -> str:
        titled = (part for part in _parts(self.entry.payload) if part.get("type") in TITLED)
        return next(map(_label, titled), str(self.entry.payload.get("text", "")))

    @cached_property
    def text(self) -> str:
        return _text(self.entry.payload)

    @cached_property
    def buttons(self) -> Mapping[str, str]:
        """Labels and how the stand-in calls the button."""
        return dict(_buttons(_parts(self.entry.payload)))

    @property
    def is_form(self) -> bool:
        """Whether it is a card that asks something."""
        return any(action.startswith("form.answer") for action in self.buttons.values())


@dataclass
class Actor:
    """Somebody on the stage."""

    stage: "Stage"
    human: Human
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def side(self) -> Any:
        return self.stage.playground.side(self.human.id)

    @property
    def seen(self) -> list[Seen]:
        """What the bot has written to them, as it stands now, oldest first."""
        entries = self.stage.playground.world.entries(self.human.id)
        seen = [Seen(entry) for entry in entries if entry.by == "bot"]
        return [one for one in seen if one.title]

    @property
    def has_heard(self) -> list[str]:
        """The titles of what the bot has written to them, forms included, and without mere pointers to them."""
        return [seen.title for seen in self.seen if seen.title not in POINTERS]

    @property
    def has_heard_but_notes(self) -> list[str]:
        """The same without the three notes that prepare for a role."""
        return [title for title in self.has_heard if not title.startswith("To prepare")]

    def sees(self, title: str) -> Seen:
        """The newest message with this title."""
        found = [seen for seen in self.seen if seen.title == title]
        assert found, f"{self.human.name} has heard {self.has_heard}, not {title!r}"
        return found[-1]

    async def types(self, text: str) -> None:
        await self.side.types(self.human.id, text)
        await self.stage.settles()

    async def sends_file(self, name: str, content: bytes) -> None:
        await self.side.sends_file(self.human.id, name, content)
        await self.stage.settles()

    async def presses(self, label: str, on: Seen | None = None) -> None:
        """Press the newest button with this label, or the one on a message seen before."""
        seen = on or next((one for one in reversed(self.seen) if label in one.buttons), None)
        assert seen, (
            f"{self.human.name} sees no button {label!r} among {[list(s.buttons) for s in self.seen]}"
        )
        await self.side.presses(self.human.id, seen.entry.id, seen.buttons[label])
        await self.stage.settles()

    @property
    def form(self) -> Mapping[str, Any] | None:
        """The form in front of them: a modal that is open, or the newest card that asks."""
        if self.human.platform == "slack":
            return self.stage.playground.world.form(self.human.id)
        return next((seen.entry.payload for seen in reversed(self.seen) if seen.is_form), None)

    @property
    def form_text(self) -> str:
        assert self.form, f"{self.human.name} has no form open; has heard {self.has_heard}"
        return _text(self.form)

    @property
    def problems(self) -> Mapping[str, str]:
        """What the form in front of them says is wrong, by field."""
        form = self.form or {}
        if self.human.platform == "slack":
            return dict(form.get("errors") or {})
        return dict(_problems(form["attachments"][0]["content"]["body"]))

    @property
    def sees_words(self) -> str:
        """Every word in front of them."""
        return " ".join(seen.text for seen in self.seen)

    @property
    def links(self) -> set[str]:
        """Where the links in front of them lead: hosts, and `mailto`."""
        told = [part for seen in self.seen for part in _parts(seen.entry.payload) if part.get("url")]
        addresses = [urlsplit(part["url"]) for part in told]
        return {address.hostname or address.scheme for address in addresses}

    async def goes_back(self) -> None:
        """To the page before."""
        if self.human.platform == "slack":
            await self.side.presses(self.human.id, "form", "form.back")
            await self.stage.settles()
        else:
            seen = next(one for one in reversed(self.seen) if one.is_form)
            await self.presses(
                next(label for label, does in seen.buttons.items() if does.startswith("form.back")), seen
            )

    async def closes(self) -> None:
        """Turn away from the form without submitting it. A card stays where it is."""
        if self.human.platform == "slack":
            await self.side.closes(self.human.id)

    async def forges(self, action: str, subject: str) -> None:
        """Press a button that was never offered: the newest one, made over."""
        seen = next(one for one in reversed(self.seen) if one.buttons)
        payload = deepcopy(seen.entry.payload)
        for part in _parts(payload):
            match part.get("type"):
                case "button":
                    part.update(action_id=action, value=subject)
                case "Action.Execute":
                    part.update(verb=action, data={"subject": subject}, title="forged")
                case _:
                    pass
        self.stage.playground.world.replace(seen.entry.id, payload)
        called = action if self.human.platform == "slack" else "#0"
        await self.side.presses(self.human.id, seen.entry.id, called)
        await self.stage.settles()

    async def looks_for(self, field: str, typed: str) -> list[str]:
        """Type into a search of the form in front of them; the labels that are offered."""
        return [label for _, label in await self.side.suggests(self.human.id, field, typed)]

    async def joins(self, role: str, **answers: str | list[str]) -> None:
        """Write `join` and go through its pages."""
        await self.types("/mentor join" if self.human.platform == "slack" else "join")
        await self.goes_through_the_pages(role, **answers)

    async def goes_through_the_pages(self, role: str, **answers: str | list[str]) -> None:
        """Say how and what one would like, and leave what is asked last as it is, unless it is named."""
        last = {name: answers.pop(name) for name in sorted(PREFERRED & set(answers))}
        await self.fills(role=role)
        await self.fills(**answers)
        await self.fills(**last)

    async def fills(self, **wanted: str | list[str]) -> None:
        """Submit the form in front of them; what is not named stays as it is. What is searched is looked up."""
        assert self.form, f"{self.human.name} has no form open; has heard {self.has_heard}"
        searches = set(_searches(self.form))
        answers = {
            name: await self._looked_up(name, value) if name in searches else value
            for name, value in wanted.items()
        }
        if self.human.platform == "slack":
            await self.side.submits(self.human.id, answers)
        else:
            typed = {
                name: value if isinstance(value, str) else ",".join(value) for name, value in answers.items()
            }
            seen = next(seen for seen in reversed(self.seen) if seen.is_form)
            # by its verb, since a page that only asks for a press has no inputs
            called = next(action for action in seen.buttons.values() if action.startswith("form.answer"))
            await self.side.presses(self.human.id, seen.entry.id, called, typed)
        await self.stage.settles()

    async def _looked_up(self, field: str, wanted: str | list[str]) -> list[str]:
        """What they choose in a search: they type each, and take what is called so or begins so."""
        chosen = []
        for typed in [wanted] if isinstance(wanted, str) else wanted:
            offered = await self.side.suggests(self.human.id, field, typed)
            fits = [value for value, label in offered if typed in (value, label)]
            fits += [value for value, label in offered if _begins(value, typed) or _begins(label, typed)]
            assert fits, f"{self.human.name} finds no {typed!r} in {field!r} among {offered}"
            chosen.append(fits[0])
        return chosen


def command(actor: Actor, words: str) -> str:
    """How somebody gives a command where they are."""
    return f"/mentor {words}" if actor.human.platform == "slack" else words


@dataclass
class Stage:
    """Everything that plays; opened by `opens` and closed by the fixture. `app_token` is for Socket Mode.

    `settings` are set beside those that every stage needs.
    """

    folder: Path
    database: str = ""
    app_token: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    clock: MovableClock = field(default_factory=lambda: MovableClock(MONDAY))
    actors: dict[str, Actor] = field(default_factory=dict)
    onehour: Onehour = field(init=False)
    playground: Playground = field(init=False)

    def person(  # a cast list reads best on one line
        self,
        name: str,
        platform: Platform,
        *,
        zone: str = "UTC",
        country: str = "",
        unlisted: str = "",
        **facts: str,
    ) -> Actor:
        """Cast somebody, before the stage opens. `facts` are columns of the people file, and their `locale`.

        Whoever is `unlisted` is not in that file; it is the word by which they are known here.
        """
        first = unlisted or name.partition(" ")[0].lower()
        human = Human(
            id=first,
            name=name,
            email=f"{first}@hartwell.example",
            platform=platform.value,
            title=facts.get("title", ""),
            department=facts.get("department", ""),
            location=facts.get("location", ""),
            country=country,
            timezone=zone,
            locale=facts.get("locale", "en-GB"),
        )
        self.actors[first] = Actor(
            self, human, {} if unlisted else {**facts, "timezone": zone, "country": country}
        )
        return self.actors[first]

    async def opens(self) -> None:
        """Start the stand-ins and the product; everybody in Teams has the app, the people file is in."""
        humans = [actor.human for actor in self.actors.values()]
        self.playground = Playground(
            humans, self.clock.now, bot_url=lambda: self.address, app_token=self.app_token
        )
        await self.playground.start()
        await self.starts()
        for actor in self.actors.values():
            if actor.human.platform == "teams":
                await actor.side.installs(actor.human.id)
        self.takes_in()

    @property
    def address(self) -> str:
        """Where the product listens."""
        return self.onehour.address

    @property
    def environment(self) -> dict[str, str]:
        """The settings of the product."""
        return {
            "DATABASE_URL": self.database or f"sqlite:///{self.folder / 'stage.db'}",
            "ONEHOUR_SECRET_KEY": "a stage needs a key as well, forty characters",
            "ONEHOUR_ADMINS": "carla@hartwell.example",
            "PORT": "0",
            **self.playground.environment,
            **self.settings,
        }

    def takes_in(self) -> None:
        """Read the people file."""
        with self.onehour.ledger() as records:
            store_people(records, read_people(self._people_file(), frozenset()))

    async def starts(self) -> None:
        """Start the product: at first, and again after `stops`."""
        settings = settings_from(self.environment)
        if not self.database and not (self.folder / "stage.db").exists():
            fresh(self.folder / "stage.db")
        self.onehour = Onehour(settings, self.clock, opened(settings), paced=False)
        await self.onehour.listens()
        await self.onehour.meets_everybody()

    async def stops(self) -> None:
        await self.onehour.stop()

    async def closes(self) -> None:
        await self.onehour.stop()
        await self.playground.stop()

    async def settles(self) -> None:
        """Let everything that is due be sent, as the heartbeat would."""
        await self.onehour.delivery.turn()

    def kept(self) -> str:
        """Everything that stands in the database, as somebody who stole it would read it."""
        with self.onehour.engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            return "\n".join(str(connection.exec_driver_sql(f"SELECT * FROM {one}").all()) for one in tables)

    async def time_is(self, moment: str | datetime) -> None:
        """Move the clock, stopping at every moment in between at which something is due."""
        until = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        await walk(self.clock, partial(asyncio.to_thread, self.onehour.office.next_due), self.settles, until)

    def _people_file(self) -> bytes:
        lines = io.StringIO()
        writer = csv.DictWriter(lines, COLUMNS, extrasaction="ignore", restval="")
        writer.writeheader()
        for actor in (actor for actor in self.actors.values() if actor.facts):
            writer.writerow({"email": actor.human.email, "name": actor.human.name, **actor.facts})
        return lines.getvalue().encode()


def _buttons(parts: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    number = 0
    for part in parts:
        match part.get("type"):
            case "button":
                yield _label(part), part.get("action_id", "")
            case "Action.Execute" | "Action.OpenUrl" | "Action.Submit":
                yield part["title"], f"{part['verb']}#{number}" if "verb" in part else f"#{number}"
                number += 1
            case _:
                pass  # nothing to press


def _problems(body: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """On a card, a reason stands below its field."""
    field = ""
    for part in body:
        field = str(part.get("id") or field)
        if "attention" in (part.get("color"), *(run.get("color") for run in part.get("inlines", ()))):
            yield field, _text(part)


def _searches(form: Mapping[str, Any]) -> Iterator[str]:
    """The fields in which somebody looks up what they want, by name."""
    for part in _parts(form):
        if part.get("choices.data"):
            yield str(part["id"])
        if "external_select" in str((part.get("element") or {}).get("type")):
            yield str(part["block_id"])


def _begins(words: str, typed: str) -> bool:
    return words.casefold().startswith(typed.casefold())


def _label(part: Mapping[str, Any]) -> str:
    text = part.get("text", "")
    return str(text.get("text", "")) if isinstance(text, dict) else str(text)


def _parts(payload: Any) -> Iterator[dict[str, Any]]:
    if isinstance(payload, list):
        for one in payload:
            yield from _parts(one)
    elif isinstance(payload, dict):
        yield payload
        for key, value in payload.items():
            if key not in ("fallback", "refresh"):  # of which nothing is seen
                yield from _parts(value)


def _text(payload: Any) -> str:
    """Every word in it, in reading order."""
    return " ".join(" ".join(_words(payload)).split())


def _words(payload: Any) -> Iterator[str]:
    if isinstance(payload, str):
        yield payload
    elif isinstance(payload, list):
        for one in payload:
            yield from _words(one)
    elif isinstance(payload, dict):
        for key in SHOWN:
            yield from _words(payload.get(key))
