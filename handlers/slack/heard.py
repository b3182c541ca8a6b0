"""What reached us from Slack, in our words. Past this file no payload goes any further."""

import re
from dataclasses import dataclass

from bot.acts import Answered, Click, Heard
from bot.people import Address, Platform, Profile
from handlers.slack.blocks import OPEN
from handlers.slack.forms import answers_in, fields_in, source_in
from handlers.slack.limits import Json
from handlers.slack.people import is_colleague, profile_in
from handlers.slack.typed import typed

_NUMBER = re.compile(r"#\d+$")


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command. `trigger` opens one form, for three seconds."""

    heard: Heard
    trigger: str

    @property
    def by(self) -> Address:
        return self.heard.by


@dataclass(frozen=True, slots=True)
class Place:
    """Where a button stood: in a message (`ts` of `channel`), in an open form (`view`), or on the Home."""

    channel: str = ""
    ts: str = ""
    response_url: str = ""
    ephemeral: bool = False
    view: str = ""

    @property
    def is_home(self) -> bool:
        return not self.channel and not self.view

    @property
    def is_direct(self) -> bool:
        return self.channel.startswith("D")

    @property
    def lasting(self) -> str:
        """The message as it can be changed later; empty where it is for nobody alone, or vanishes."""
        return f"{self.channel}:{self.ts}" if self.is_direct and not self.ephemeral else ""


@dataclass(frozen=True, slots=True)
class Press:
    """A button somebody pressed, and where."""

    click: Click
    trigger: str
    place: Place

    @property
    def by(self) -> Address:
        return self.click.by


@dataclass(frozen=True, slots=True)
class Submission:
    """A form somebody submitted, and the fields that are on their screen."""

    answered: Answered
    fields: tuple[str, ...]

    @property
    def by(self) -> Address:
        return self.answered.by


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody has typed into a search so far. `source` is empty where the form was not ours."""

    by: Address
    source: str
    typed: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words written to us in the direct conversation."""

    heard: Heard
    channel: str

    @property
    def by(self) -> Address:
        return self.heard.by


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file as Slack describes it: its content is still to be fetched."""

    name: str
    url: str
    size: int
    is_table: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """Files put into the direct conversation."""

    by: Address
    channel: str
    files: tuple[SharedFile, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody came, went, or is described anew."""

    profile: Profile
    is_colleague: bool


def command_in(body: Json) -> Command:
    by = Address(Platform.SLACK, str(body["team_id"]), str(body["user_id"]))
    trigger = str(body["trigger_id"])
    return Command(Heard(by, typed(body.get("text"), by.tenant), key=trigger), trigger)


def click_in(body: Json) -> Press | None:
    """None for whatever needs no answer: a link that was followed, a menu inside a form."""
    [action] = body["actions"]
    if action["type"] != "button" or re.fullmatch(rf"{OPEN}#\d+", action["action_id"]):
        return None
    by, place = _presser(body), _place(body)
    click = Click(
        by,
        action=_NUMBER.sub("", action["action_id"]),
        subject=str(action.get("value") or ""),
        key=f"slack:{by.tenant}:{by.user}:{action['action_ts']}",
        on=place.lasting,
    )
    return Press(click, str(body.get("trigger_id") or ""), place)


def answered_in(body: Json) -> Submission:
    view: Json = body["view"]
    # No key: a page may be submitted as often as somebody likes, and the last time counts.
    answered = Answered(_presser(body), str(view["private_metadata"]), answers_in(view))
    return Submission(answered, fields_in(view))


def search_in(body: Json) -> Search:
    return Search(_presser(body), source_in(str(body["action_id"])), str(body.get("value") or "").strip())


def message_in(body: Json) -> Spoken | None:
    """None for what people did not write to us just now: bots, edits, joins, other conversations."""
    event: Json = body["event"]
    if event.get("channel_type") != "im" or event.get("bot_id") or event.get("subtype"):
        return None
    by = Address(Platform.SLACK, _workspace(body), str(event["user"]))
    words = typed(event.get("text"), by.tenant, _ourselves(body))
    return Spoken(Heard(by, words, key=str(body["event_id"])), str(event["channel"]))


def shared_in(body: Json) -> Shared | None:
    """None for files in other conversations, and for those that we sent ourselves."""
    event: Json = body["event"]
    if event.get("channel_type") != "im" or event.get("bot_id"):
        return None
    by = Address(Platform.SLACK, _workspace(body), str(event["user"]))
    files = tuple(_file(one) for one in event["files"])
    return Shared(by, str(event["channel"]), files, str(body["event_id"]))


def home_in(body: Json) -> Address | None:
    event: Json = body["event"]
    return (
        Address(Platform.SLACK, _workspace(body), str(event["user"])) if event.get("tab") == "home" else None
    )


def changed_in(body: Json) -> Changed:
    user, tenant = body["event"]["user"], _workspace(body)
    return Changed(profile_in(user, tenant), is_colleague(user, tenant))


def departed_in(body: Json) -> str:
    """The workspace that has thrown us out."""
    return _workspace(body)


def nothing_in(body: Json) -> None:
    """For what nobody waits for."""
    del body


def _presser(body: Json) -> Address:
    # Where an app is installed for a whole organisation there is no team.
    team = (body.get("team") or {}).get("id") or body["user"]["team_id"]
    return Address(Platform.SLACK, str(team), str(body["user"]["id"]))


def _workspace(body: Json) -> str:
    # In shared channels the outer team can be the other company's; the installation is ours.
    [installed, *_] = body.get("authorizations") or [{}]
    return str(installed.get("team_id") or body["team_id"])


def _ourselves(body: Json) -> str:
    [installed, *_] = body.get("authorizations") or [{}]
    return str(installed.get("user_id") or "") if installed.get("is_bot") else ""


def _file(file: Json) -> SharedFile:
    name = str(file.get("name") or "")
    return SharedFile(
        name,
        url=str(file.get("url_private_download") or file.get("url_private") or ""),
        size=int(file.get("size") or 0),
        is_table=name.lower().endswith(".csv") or file.get("mimetype") == "text/csv",
    )


def _place(body: Json) -> Place:
    container: Json = body.get("container") or {}
    if container.get("type") != "message":
        view = body["view"]
        return Place(view=str(view["id"])) if view["type"] == "modal" else Place()
    return Place(
        channel=str(container["channel_id"]),
        ts=str(container["message_ts"]),
        response_url=str(body.get("response_url") or ""),
        ephemeral=bool(container.get("is_ephemeral")),
    )
