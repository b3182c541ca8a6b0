"""Announce something to the people it is for, now or at a moment to come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.announcements import announcement_of, announcements
from bot.announcing import (
    FURTHEST,
    NARROWED,
    USUAL,
    Order,
    audience_in,
    audiences,
    carry_out,
    chosen_as,
    day_and_hour,
    levels,
    meant,
    narrowed_as,
    would,
)
from bot.asks import AHEAD, Campaign
from bot.campaign_desk import WOULD, card, counted, held, whom
from bot.campaigns import previewed
from bot.clock_times import Naming, amiss, fields, moment_in, naming
from bot.conversation import Answers, Flow, several
from bot.dry_runs import DryRun
from bot.enrolment import open_programme
from bot.facts import LONGEST_CHOICE, mark, moment, short
from bot.flows import Instead
from bot.message import Fact, Field, Kind, Option, Page, Raw, Say
from bot.own_text_desk import menu
from bot.places import Place
from bot.ports import Announcement, Visit
from bot.post_desk import Notice, as_posted, put_up
from bot.posting import places
from bot.records import is_id

COORDINATORS = True
FRESH = True
OWN = "own"
LONGEST_LINE = 500
EACH = "everyone"
SEND, KEEP = "send", "keep"


@dataclass(frozen=True, slots=True)
class Desk:
    """What can be chosen, what was chosen before where something is changed, and what comes of an order."""

    announcements: Mapping[str, Announcement]
    audiences: tuple[Option, ...]
    places: Mapping[str, Place]
    before: Mapping[str, Raw]
    here: Naming
    own: Say
    programme_id: int
    count: Callable[[Order], DryRun]
    told: Callable[[Order, DryRun], dict[str, Fact]]
    reads: Callable[[Order], Say]
    stands: Callable[[Notice], Page]


def subject(visit: Visit, about: str) -> str:
    """The number of what is changed, or the name of what is chosen already; nothing for something new."""
    named = {one.name for one in announcements(visit)}
    return about if is_id(about) or about in named else ""


def gather(visit: Visit, about: str) -> Desk:
    """Every announcement. Audiences are counted once they are chosen, since a company may be large."""
    campaign = held(visit, about) if is_id(about) else None
    if campaign and campaign.state not in AHEAD:
        raise Instead(card(visit, campaign))
    return Desk(
        announcements=_choices(visit, campaign),
        audiences=audiences(visit),
        # what is changed is for people: nobody turns it into a post by the way
        places={} if campaign else {str(place.id): place for place in places(visit)},
        before=_before(visit, campaign) if campaign else {"template": about},
        here=naming(visit, {"several": len(visit.records.programmes.all()) > 1}),
        own=menu(visit),
        programme_id=open_programme(visit).id,
        count=lambda order: would(visit, order),
        told=lambda order, run: _told(visit, order, run),
        reads=lambda order: previewed(visit, order.announcement.name, order.line),
        stands=lambda notice: as_posted(visit, notice),
    )


def admin_announce(desk: Desk) -> Flow[Order | Notice]:
    """Choose what, to whom and when; look; send."""
    chosen = yield Page("admin_announce/choose", _fields(desk), desk.here.facts, amiss=amiss(desk.here))
    if chosen["template"] == OWN:
        raise Instead(desk.own)
    narrowed: Answers = {}
    if chosen["narrow"]:
        narrowed = yield Page("admin_announce/narrow", _narrowing(desk, chosen["narrow"]))
    order = _order(desk, chosen, narrowed)
    # whoever narrows it has people in mind
    if order.announcement.posts and not narrowed and (place := (yield from _where(desk))):
        notice = Notice(order.announcement, order.line, place, order.due)
        yield desk.stands(notice)
        return notice
    run = desk.count(order)
    told = {**desk.told(order, run), "alone": _alone(desk, order.announcement)}
    if not run.count:
        raise Instead(Say("admin_announce/nobody", told))
    seen = mark(order.announcement.name, order.line, order.audience, order.due, run.seen)
    last = yield Page(
        "admin_announce/review",
        (Field("then", Kind.CHOICE, (Option(SEND), Option(KEEP)), initial=SEND),),
        told,
        (Say(WOULD, told), desk.reads(order)),
        seen,
    )
    return replace(order, draft=last["then"] == KEEP)


def _where(desk: Desk) -> Flow[Place | None]:
    """A channel, where everybody reads the same; None for each by themselves."""
    if not desk.places:
        return None
    options = tuple(Option(name, short(place.name, LONGEST_CHOICE)) for name, place in desk.places.items())
    where = yield Page(
        "admin_announce/where", (Field("where", Kind.CHOICE, (Option(EACH), *options), initial=EACH),)
    )
    return desk.places.get(str(where["where"]))


def _alone(desk: Desk, announcement: Announcement) -> str:
    """Why it is for no channel, where there are some; empty where that need not be said."""
    if announcement.posts or not desk.places:
        return ""
    return "asks" if announcement.asks else "named"


def finish(visit: Visit, about: str, order: Order | Notice) -> Say | None:
    """Of what is sent its card comes as a message, which is kept up to date."""
    if isinstance(order, Notice):
        return put_up(visit, order)
    carry_out(visit, about if is_id(about) else "", order)
    return None


def _choices(visit: Visit, campaign: Campaign | None) -> Mapping[str, Announcement]:
    """All there are, and the version that was chosen before, if there is a newer one by now."""
    found = {one.name: one for one in announcements(visit)}
    own = visit.records.own_texts.named(campaign.template) if campaign else None
    if own and own.template not in found:
        found[own.template] = announcement_of(visit.records.own_texts.get(own.own_text_id), own)
    return found


def _fields(desk: Desk) -> tuple[Field, ...]:
    options = tuple(Option(name, one.label) for name, one in desk.announcements.items())
    asked = (
        Field("template", Kind.CHOICE, (*options, Option(OWN))),
        Field("whom", Kind.CHOICE, desk.audiences, initial=USUAL),
        Field("narrow", Kind.CHOICES, tuple(map(Option, NARROWED)), required=False),
        Field("line", Kind.LINES, required=False, most=LONGEST_LINE),
        *fields(desk.here, furthest=FURTHEST),
    )
    return tuple(replace(one, initial=desk.before.get(one.name, one.initial)) for one in asked)


def _narrowing(desk: Desk, by: object) -> tuple[Field, ...]:
    """Only by what was chosen to narrow by."""
    asked = {
        "departments": Field("departments", Kind.SEARCH, source="departments"),
        "sites": Field("sites", Kind.SEARCH, source="sites"),
        "levels": Field("levels", Kind.CHOICES, levels()),
    }
    wanted = [asked[name] for name in NARROWED if name in several(by)]
    return tuple(_as_before(one, desk.before.get(one.name, ())) for one in wanted)


def _as_before(asked: Field, before: Raw) -> Field:
    there = asked.options or tuple(Option(one, one) for one in before)
    return replace(asked, initial=before, options=there)


def _order(desk: Desk, chosen: Answers, narrowed: Answers) -> Order:
    announcement = desk.announcements[str(chosen["template"])]
    audience = audience_in(str(chosen["whom"]), announcement, desk.programme_id, narrowed)
    return Order(announcement, audience, str(chosen["line"] or ""), moment_in(chosen, desk.here))


def _before(visit: Visit, campaign: Campaign) -> dict[str, Raw]:
    """What is changed, as it was filled in."""
    narrowed = narrowed_as(campaign.whom)
    day, hour = day_and_hour(campaign.due, visit.person.zone)
    return {
        "template": campaign.template,
        "whom": chosen_as(visit, campaign.whom),
        "narrow": tuple(name for name, some in narrowed.items() if some),
        "line": campaign.line,
        "day": day,
        "hour": hour,
        **narrowed,
    }


def _before_this(visit: Visit, order: Order) -> tuple[Fact, ...]:
    """When the same words went out last, since whoever got them then would get them twice."""
    last = visit.records.campaigns.last_of(order.announcement.name)
    if last is None:
        return ()
    by = visit.records.people.get(last.sent_by).name
    return ({"at": moment(last.sent_at, visit.person), "count": last.recipients, "by": by},)


def _told(visit: Visit, order: Order, run: DryRun) -> dict[str, Fact]:
    return {
        "label": order.announcement.label,
        "meant": meant(order),
        "again": _before_this(visit, order),
        "due": moment(order.due, visit.person) if order.due else None,
        **whom(visit, order.audience),
        **counted(visit, run),
    }
