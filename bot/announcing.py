"""Announcing: from what a coordinator has filled in to what is sent, planned or kept as a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.asks import AHEAD, Audience, Campaign, CampaignState
from bot.audiences import KINDS
from bot.audit import note
from bot.campaign_cards import bring_along, follow
from bot.campaign_desk import held, run_of
from bot.conversation import several
from bot.dry_runs import DryRun
from bot.enrolment import open_programme
from bot.message import Option
from bot.ports import Announcement, Visit
from bot.sending import begin_now, plan_for, show
from bot.working_time import zone

# The audience that the announcement itself names, and one that is chosen by the name of its programme.
USUAL, OF_PROGRAMME = "usual", "programme:"
NARROWED = ("departments", "sites", "levels")
LEVELS = 10
# Further ahead nobody plans, and somebody may have mistyped the year.
FURTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Order:
    """What to send to whom, with the personal line on top: now, when it is `due`, or not yet (`draft`)."""

    announcement: Announcement
    audience: Audience
    line: str = ""
    due: datetime | None = None
    draft: bool = False


def audiences(visit: Visit) -> tuple[Option, ...]:
    """Whom somebody can announce to; where there are several programmes, also to those in one of them."""
    programmes = visit.records.programmes.all()
    one_by_one = programmes if len(programmes) > 1 else ()
    named = (Option(f"{OF_PROGRAMME}{one.id}", one.name) for one in one_by_one)
    return (Option(USUAL), *map(Option, KINDS), *named)


def levels() -> tuple[Option, ...]:
    """Those of the people file."""
    return tuple(Option(str(one), str(one)) for one in range(1, LEVELS + 1))


def audience_in(
    chosen: str, announcement: Announcement, programme_id: int, narrowed: Mapping[str, object]
) -> Audience:
    """Whom that means: who takes part is meant of the programme in view, unless another one was chosen."""
    kind = announcement.audience if chosen == USUAL else chosen
    if chosen.startswith(OF_PROGRAMME):
        kind, programme_id = "enrolled", int(chosen.removeprefix(OF_PROGRAMME))
    departments, sites, some = (several(narrowed.get(name)) for name in NARROWED)
    return Audience(kind, programme_id, departments, sites, tuple(int(one) for one in some))


def meant(order: Order) -> str:
    """Whom it is written for, where its words may not be true for those whom it goes to."""
    written, kind = order.announcement.audience, order.audience.kind
    suits = written in ("everybody", kind) or (written == "leaders" and kind == "leaders_not_asked")
    return "" if suits else written


def chosen_as(visit: Visit, audience: Audience) -> str:
    """The other way round: what was chosen for it."""
    own = open_programme(visit).id
    if audience.kind == "enrolled" and audience.programme_id not in (None, own):
        return f"{OF_PROGRAMME}{audience.programme_id}"
    return audience.kind


def narrowed_as(audience: Audience) -> dict[str, tuple[str, ...]]:
    """By what it is narrowed, as it was chosen."""
    return {
        "departments": audience.departments,
        "sites": audience.sites,
        "levels": tuple(map(str, audience.levels)),
    }


def day_and_hour(due: datetime | None, timezone: str) -> tuple[str, str]:
    """As they are typed."""
    if due is None:
        return "", ""
    local = due.astimezone(zone(timezone))
    return f"{local:%Y-%m-%d}", f"{local:%H:%M}"


def would(visit: Visit, order: Order) -> DryRun:
    """Who would get it."""
    return run_of(visit, _drawn_up(visit, order))


def carry_out(visit: Visit, about: str, order: Order) -> Campaign:
    """Send it, plan it, or keep it for later, in place of what it was before; its cards say how it stands."""
    campaign = _of(visit, about, order)
    if campaign is None:
        return show(visit, held(visit, about))
    if order.draft:
        note(visit, "announce draft", campaign.template)
    elif order.due:
        campaign = plan_for(visit, campaign, order.due)
        note(visit, "announce plan", campaign.template)
    else:
        campaign = begin_now(visit, campaign)
        note(visit, "announce", campaign.template)
    # what is new was begun from a menu, which stays one
    campaign = show(visit, follow(visit, campaign) if about else campaign)
    bring_along(visit, campaign)
    return campaign


def _of(visit: Visit, about: str, order: Order) -> Campaign | None:
    """As it is kept now; None where it has begun meanwhile and cannot be changed any more."""
    if not about:
        return visit.records.campaigns.send(_drawn_up(visit, order))
    before = held(visit, about)
    if before.state not in AHEAD:
        return None
    fresh = _drawn_up(visit, order)
    kept = ("id", "sent_by", "sent_at", "cards")
    campaign = replace(fresh, sequence=before.sequence + 1, **{name: getattr(before, name) for name in kept})
    visit.records.campaigns.keep(campaign)
    return campaign


def _drawn_up(visit: Visit, order: Order) -> Campaign:
    audience = order.audience
    return Campaign(
        id=0,
        organisation_id=visit.person.organisation_id,
        template=order.announcement.name,
        audience=audience.kind,
        sent_by=visit.person.id,
        sent_at=visit.now,
        recipients=0,
        programme_id=audience.programme_id,
        departments=audience.departments,
        sites=audience.sites,
        levels=audience.levels,
        line=order.line,
        state=CampaignState.DRAFT,
        due=order.due,
    )
