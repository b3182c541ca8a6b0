"""Announce something to the people it is for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.announcements import announcements
from bot.campaigns import AUDIENCES, DryRun, announced, dry_run, send
from bot.conversation import Flow
from bot.facts import LONGEST_CHOICE, mark, person_facts, short
from bot.flows import Instead
from bot.message import Fact, Field, Kind, Option, Page, Say
from bot.own_text_desk import menu
from bot.people import Platform
from bot.places import Place
from bot.ports import Announcement, Visit
from bot.post import Nudge
from bot.posting import TO_NOBODY, due, places, post

COORDINATORS = True
FRESH = True
OWN = "own"
SHOWN = 8
LONGEST_LINE = 500
EACH = "everyone"


@dataclass(frozen=True, slots=True)
class Desk:
    """What a coordinator can choose from: announcements, their audiences just now, and how each reads."""

    announcements: Mapping[str, Announcement]
    audiences: Mapping[str, DryRun]
    previews: Mapping[str, Say]
    places: Mapping[str, Place]
    own: Say
    wanted: str


@dataclass(frozen=True, slots=True)
class Order:
    """What to send, with the personal line on top."""

    announcement: Announcement
    line: str
    place: Place | None = None


def subject(visit: Visit, about: str) -> str:
    """The announcement that is chosen already, if one is."""
    return about if about in {one.name for one in announcements(visit)} else ""


def gather(visit: Visit, about: str) -> Desk:
    """Every announcement, counted and worded for the coordinator who looks."""
    choices = {one.name: one for one in announcements(visit)}
    previews = {name: _preview(visit, name) for name in choices}
    audiences = {name: dry_run(visit, name) for name in AUDIENCES}
    boards = {str(place.id): place for place in places(visit)}
    return Desk(choices, audiences, previews, boards, menu(visit), about)


def admin_announce(desk: Desk) -> Flow[Order]:
    """Choose, look, send."""
    options = tuple(Option(name, one.label) for name, one in desk.announcements.items())
    fields = (
        Field("template", Kind.CHOICE, (*options, Option(OWN)), initial=desk.wanted),
        Field("line", Kind.LINES, required=False, most=LONGEST_LINE),
    )
    chosen = yield Page("admin_announce/choose", fields)
    if chosen["template"] == OWN:
        raise Instead(desk.own)
    announcement = desk.announcements[str(chosen["template"])]
    if announcement.posts and desk.places and (place := (yield from _where(desk))):
        return (yield from _posted(desk, announcement, str(chosen["line"] or ""), place))
    run = desk.audiences[announcement.audience]
    if not run.recipients:
        facts: dict[str, Fact] = {"label": announcement.label, "unreachable": len(run.unreachable)}
        raise Instead(Say("admin_announce/nobody", facts))
    line = str(chosen["line"] or "")
    preview = desk.previews[announcement.name]
    shown = replace(preview, facts={**preview.facts, "line": line})
    seen = mark(announcement.name, line, [person.id for person in run.recipients])
    yield Page("admin_announce/review", (), _counted(announcement, run), (shown,), seen)
    return Order(announcement, line)


def _where(desk: Desk) -> Flow[Place | None]:
    """A channel, where everybody reads the same; None for each by themselves."""
    options = tuple(Option(name, short(place.name, LONGEST_CHOICE)) for name, place in desk.places.items())
    where = yield Page(
        "admin_announce/where", (Field("where", Kind.CHOICE, (Option(EACH), *options), initial=EACH),)
    )
    return desk.places.get(str(where["where"]))


def _posted(desk: Desk, announcement: Announcement, line: str, place: Place) -> Flow[Order]:
    """How it will read there."""
    preview = desk.previews[announcement.name]
    shown = replace(preview, facts={**preview.facts, "line": line, **TO_NOBODY})
    facts: dict[str, Fact] = {"label": announcement.label, "place": place.name}
    yield Page("admin_announce/board", (), facts, (shown,), mark(announcement.name, line, place.id))
    return Order(announcement, line, place)


def finish(visit: Visit, about: str, order: Order) -> Say:
    """Send it."""
    del about
    if order.place:
        said = post(visit, order.announcement, order.place, order.line)
        return Say("posts/sent", {"place": order.place.name, "due": due(visit, said)})
    run = dry_run(visit, order.announcement.audience)
    send(visit, order.announcement, order.line, run)
    facts: dict[str, Fact] = {
        "label": order.announcement.label,
        "count": len(run.recipients),
        "quiet": run.quiet,
    }
    return Say("campaigns/sent", facts)


def _preview(visit: Visit, name: str) -> Say:
    facts: dict[str, Fact] = {"line": "", "sender": person_facts(visit.person)}
    nudge = Nudge("preview", name, visit.person.id, visit.now, about="campaign:0", facts=facts)
    return announced(visit, nudge)


def _counted(announcement: Announcement, run: DryRun) -> dict[str, Fact]:
    names = tuple(person.name for person in run.recipients)
    missed = tuple(person.name for person in run.unreachable)
    return {
        "label": announcement.label,
        "count": len(names),
        "slack": run.by_platform[Platform.SLACK],
        "teams": run.by_platform[Platform.TEAMS],
        "names": names[:SHOWN],
        "more": max(0, len(names) - SHOWN),
        "quiet": run.quiet,
        "away": run.away,
        "stopped": run.stopped,
        "unreachable": len(missed),
        "left_out": missed[:SHOWN],
        "left_out_more": max(0, len(missed) - SHOWN),
    }
