"""One person's conversation, home and open form, made ready for the templates."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

from markupsafe import Markup

from playground import draw_slack, draw_teams
from playground.draw_html import Json, Reader, link
from playground.draw_moments import clock
from playground.draw_slack_text import words_of
from playground.world import Entry, Human, World

BOT = "onehour"
NEAR = timedelta(minutes=5)
LEADS = re.compile(r"\b(chief|president|vp|vice president|director|head)\b", re.IGNORECASE)
COORDINATES = re.compile(r"\b(programme|program|mentoring) (coordinator|manager|lead)\b", re.IGNORECASE)
CHIPS = {"slack": ("/mentor", "/mentor join", "/mentor help"), "teams": ("hello", "join", "help")}


@dataclass(frozen=True)
class Line:
    """One entry as it stands in the conversation; `day` is set where a new day begins."""

    entry: Entry
    name: str
    time: str
    day: str
    drawn: Markup
    follows: bool

    @property
    def mine(self) -> bool:
        return self.entry.by == "human"

    @property
    def typed(self) -> str:
        wrote = self.mine and not self.entry.payload.get("file")
        return str(self.entry.payload.get("text") or "") if wrote else ""

    @property
    def trouble(self) -> bool:
        return bool(self.entry.payload.get("trouble"))

    @property
    def suggested(self) -> list[Json]:
        """Teams' suggested actions that say something; the other kinds are not drawn."""
        given = (self.entry.payload.get("suggestedActions") or {}).get("actions") or []
        return [one for one in given if one.get("type") == "imBack"]

    @property
    def refreshable(self) -> bool:
        """Whether it asks to be refreshed."""
        cards = self.entry.payload.get("attachments") or []
        return any((one.get("content") or {}).get("refresh") for one in cards)

    @property
    def is_card(self) -> bool:
        return draw_teams.is_card(self.entry.payload)


@dataclass(frozen=True)
class Form:
    id: str
    title: str
    submit: str
    close: str
    drawn: Markup
    trouble: str


def reader_for(human: Human, world: World, now: datetime, spot: str, presses_to: str | None = None) -> Reader:
    names = {other.slack_id: other.name for other in world.humans.values() if other.platform == "slack"}
    american = human.locale.endswith("-US")
    return Reader(ZoneInfo(human.timezone), now, names, american, presses_to, spot)


def lines(human: Human, world: World, now: datetime, where: str) -> list[Line]:
    """What stands in their own conversation, or in a channel that they read."""
    done: list[Line] = []
    before: tuple[Entry, datetime] | None = None
    for entry in world.entries(where):
        moment = datetime.fromtimestamp(entry.at, UTC).astimezone(ZoneInfo(human.timezone))
        reader = reader_for(human, world, now, f"{human.id}-{entry.id}")
        new_day = before is None or before[1].date() != moment.date()
        done.append(
            Line(
                entry=entry,
                name=BOT if entry.by == "bot" else human.name,
                time=clock(moment, reader),
                day=day_of(moment.date(), now.astimezone(moment.tzinfo).date()) if new_day else "",
                drawn=_drawn(entry, human, reader),
                follows=not new_day and _follows(before, entry, moment),
            )
        )
        before = entry, moment
    return done


def _drawn(entry: Entry, human: Human, reader: Reader) -> Markup:
    if entry.by == "human" and entry.payload.get("file"):
        return link(str(entry.payload["file"]), str(entry.payload.get("text") or "file"), class_="file")
    if entry.by == "human" and entry.payload.get("files"):
        # named only: these addresses open for the bot alone
        named = [{"name": file["name"]} for file in entry.payload["files"]]
        return draw_slack.message({"files": named}, reader)
    if entry.by == "human":
        return Markup('<div class="text" dir="auto">{}</div>').format(entry.payload.get("text") or "")
    if human.platform == "slack":
        return draw_slack.message(entry.payload, reader)
    return draw_teams.message(entry.payload, reader)


def _follows(before: tuple[Entry, datetime] | None, entry: Entry, moment: datetime) -> bool:
    if before is None:
        return False
    last, then = before
    return last.by == entry.by and last.private == entry.private and moment - then < NEAR


def day_of(day: date, today: date) -> str:
    match (day - today).days:
        case 0:
            return "Today"
        case -1:
            return "Yesterday"
        case _:
            year = "" if day.year == today.year else f" {day.year}"
            return f"{day:%A}, {day.day} {day:%B}{year}"


def form(human: Human, world: World, now: datetime) -> Form | None:
    view = world.form(human.id)
    if view is None:
        return None
    spot = f"{human.id}-form"
    drawn = draw_slack.view(view, reader_for(human, world, now, spot, f"/people/{human.id}/presses"))
    return Form(
        id=str(view.get("id", "")),
        title=words_of(view.get("title")),
        submit=words_of(view.get("submit")) or ("" if not _has_inputs(view) else "Submit"),
        close=words_of(view.get("close")) or "Cancel",
        drawn=drawn,
        trouble=str((view.get("errors") or {}).get("", "")),
    )


def _has_inputs(view: Json) -> bool:
    return any(block.get("type") == "input" for block in view.get("blocks", []))


def home(human: Human, world: World, now: datetime) -> Markup | None:
    view = world.home(human.id)
    if view is None:
        return None
    return draw_slack.view(view, reader_for(human, world, now, f"{human.id}-home"))


def initials(name: str) -> str:
    words = [word for word in name.split() if word[:1].isalnum()] or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def hue(person: str) -> int:
    """The same for ever, whatever the process: `hash` would change at every start."""
    return crc32(person.encode()) % 360


def standing(human: Human) -> str:
    if COORDINATES.search(human.title):
        return "coordinator"
    return "leader" if LEADS.search(human.title) else ""


def grouped(humans: Mapping[str, Human] | Iterable[Human]) -> dict[str, list[Human]]:
    everybody = list(humans.values()) if isinstance(humans, Mapping) else list(humans)
    return {
        platform: [human for human in everybody if human.platform == platform]
        for platform in ("slack", "teams")
    }
