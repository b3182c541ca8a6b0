"""The desk of whoever posts: what is to stand in a channel, can still be called off, or went wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.announcements import label_of
from bot.audit import note
from bot.facts import mark, moment, short
from bot.message import Fact, Page, Say
from bot.places import Place, Post, PostState
from bot.ports import Announcement, Visit
from bot.post import NudgeState
from bot.posting import SHOWCASE, ahead, drawn_up, due, key, put, reads
from bot.records import NotYours, id_in

SHOWN = 5
SEEN_TO = timedelta(days=14)
# What has not begun to be sent.
_AHEAD = (NudgeState.READY, NudgeState.LEASED)


@dataclass(frozen=True, slots=True)
class Notice:
    """What to post where everybody reads it, with the personal line on top: now, or when it is `due`."""

    announcement: Announcement
    line: str
    place: Place
    due: datetime | None = None


def as_posted(visit: Visit, notice: Notice) -> Page:
    """How it will read there, to be looked at before it does."""
    facts: dict[str, Fact] = {
        "label": notice.announcement.label,
        "place": notice.place.name,
        "due": moment(notice.due, visit.person) if notice.due else None,
    }
    shown = reads(visit, drawn_up(visit, notice.announcement, notice.place, notice.line))
    seen = mark(notice.announcement.name, notice.line, notice.place.id, notice.due, shown.facts)
    return Page("admin_announce/board", (), facts, (shown,), seen)


def put_up(visit: Visit, notice: Notice) -> Say:
    """Have it posted; says when, and where to stop it until then."""
    said = put(visit, drawn_up(visit, notice.announcement, notice.place, notice.line), notice.due)
    at, chosen = due(visit, said), moment(notice.due, visit.person) if notice.due else None
    facts = {"place": notice.place.name, "post": str(said.id), "due": at, "as_chosen": at == chosen}
    return Say("posts/sent", facts)


def planned(visit: Visit) -> tuple[Fact, ...]:
    """For coordinators: what is not posted yet, the next first."""
    owed = ((visit.records.outbox.get(key(one)), one) for one in visit.records.posts.waiting())
    waiting = [(nudge, one) for nudge, one in owed if nudge and nudge.state in _AHEAD]
    return tuple(
        {
            "post": str(one.id),
            "place": (place := visit.records.places.get(one.place_id).name),
            "short": short(place),
            "label": _label(visit, one),
            "due": ahead(visit, nudge),
        }
        for nudge, one in sorted(waiting, key=lambda some: (some[0].due, some[1].id))[:SHOWN]
    )


def posted(visit: Visit) -> tuple[Fact, ...]:
    """For coordinators: what stands for everybody to read, the newest first."""
    return tuple(
        {
            "place": visit.records.places.get(one.place_id).name,
            "label": _label(visit, one),
            "at": moment(one.posted_at or one.made_at, visit.person),
            "by": visit.records.people.get(one.by).name,
        }
        for one in visit.records.posts.newest(SHOWN)
    )


def _label(visit: Visit, post: Post) -> str:
    """How it is called; a showcase by nothing, since it is of somebody."""
    return "" if post.template == SHOWCASE else label_of(visit, post.template)


def call_off(visit: Visit, subject: str) -> Say:
    """It is not posted, whoever planned it. Once it stands there, or is on its way, it is too late."""
    if not visit.coordinates:
        raise NotYours(subject)
    said = visit.records.posts.hold(id_in(subject))
    owed = visit.records.outbox.get(key(said))
    if said.state is PostState.DUE and owed and owed.state in _AHEAD:
        visit.records.outbox.cancel(key(said), reason="called off by a coordinator")
        said = replace(said, state=PostState.DROPPED)
        visit.records.posts.keep(said)
        note(visit, "post off", f"place:{said.place_id}")
    place = visit.records.places.get(said.place_id).name
    return Say("posts/off", {"place": place, "off": said.state is PostState.DROPPED})


def to_see_to(visit: Visit) -> tuple[Fact, ...]:
    """For coordinators: what a platform would not change, and what it would not post."""
    found = visit.records.posts.to_see_to(visit.now - SEEN_TO)
    return tuple(
        {
            "place": visit.records.places.get(one.place_id).name,
            "stands": one.state is PostState.STANDS,
            "at": moment(one.posted_at or one.made_at, visit.person),
        }
        for one in found
    )


def settle(visit: Visit, subject: str) -> Say:
    """A coordinator has seen to all of it by hand."""
    if not visit.coordinates:
        raise NotYours(subject)
    for one in visit.records.posts.to_see_to(visit.now - SEEN_TO):
        visit.records.posts.keep(replace(one, state=PostState.SETTLED))
        note(visit, "settle post", f"place:{one.place_id}")
    return Say("posts/settled")


# What its buttons do.
CLICKS: Mapping[str, Callable[[Visit, str], Say]] = {"posts.off": call_off, "posts.settled": settle}
