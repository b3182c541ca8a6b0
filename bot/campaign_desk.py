"""The desk of whoever announces: a card for each announcement, what its buttons do, and a list of all."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.announcements import label_of
from bot.asks import AHEAD, Audience, Campaign, CampaignState
from bot.audit import note
from bot.campaign_cards import bring_along, cards, follow
from bot.campaign_progress import facts_of, progress_of
from bot.dry_runs import SHOWN, DryRun, Left, Sending, dry_run
from bot.enrolment import first_programme
from bot.facts import moment, short
from bot.message import Fact, Say
from bot.model import Programme
from bot.people import Platform
from bot.ports import Occasion, Visit
from bot.post import Nudge
from bot.post_desk import planned, posted
from bot.records import NotYours, id_in
from bot.sending import CARD, begin_now, call_off, plan_for, resume, stop

LISTED = 8
WOULD = "admin_announce/would"


def held(visit: Visit, subject: str) -> Campaign:
    """The gate: raises NotYours for whoever does not coordinate, and where there is none."""
    if not visit.coordinates:
        raise NotYours(subject)
    return visit.records.campaigns.hold(id_in(subject))


def worded(visit: Visit, nudge: Nudge) -> Say:
    """The card as things stand when it is read."""
    return card(visit, held(visit, str(nudge.facts["campaign"])))


def card(visit: Visit, campaign: Campaign, *, over: bool = False, changed: bool = False) -> Say:
    """What there is to know of it; of what has not begun, who would get it. Once `over`, it is done.

    `changed`: a card was pressed that said something else, so that nothing was done.
    """
    if over:
        campaign = replace(campaign, state=CampaignState.DONE)
    told = facts_of(campaign, progress_of(visit.records, campaign))
    facts = {**_named(visit, campaign), **told, "changed": changed}
    if campaign.state not in AHEAD:
        return Say(CARD, facts)
    run = run_of(visit, campaign)
    return Say(CARD, facts, also=(Say(WOULD, counted(visit, run)),))


def run_of(visit: Visit, campaign: Campaign) -> DryRun:
    """Who would get it, as things stand now."""
    at = max(campaign.due or visit.now, visit.now)
    wanted = Sending(campaign.template, campaign.whom, at)
    return dry_run(visit.records, visit.house, wanted, _programme(visit, campaign.whom))


def counted(visit: Visit, run: DryRun) -> dict[str, Fact]:
    """A dry run as a page and a card tell it."""
    unreachable = run.left_out[Left.UNREACHABLE]
    return {
        "count": run.count,
        "slack": run.by_platform[Platform.SLACK],
        "teams": run.by_platform[Platform.TEAMS],
        "names": tuple(run.names),
        "more": run.count - len(run.names),
        "quiet": run.quiet,
        "tired": run.tired,
        "room": moment(run.room, visit.person) if run.room else None,
        "crowded": run.left_out[Left.CROWDED],
        "theirs": run.left_out[Left.THEIRS],
        "refused": run.left_out[Left.REFUSED],
        "later": run.left_out[Left.LATER],
        "unreachable": unreachable,
        "missed": tuple(run.missed),
        "missed_more": max(0, unreachable - SHOWN),
    }


def whom(here: Occasion, audience: Audience) -> dict[str, Fact]:
    """An audience, as a text tells it."""
    return {
        "audience": audience.kind,
        "programme": _programme(here, audience).name,
        "departments": audience.departments,
        "sites": audience.sites,
        "levels": tuple(map(str, audience.levels)),
    }


def _programme(here: Occasion, audience: Audience) -> Programme:
    """In whose name something is sent to it."""
    if audience.programme_id is None:
        return first_programme(here.records)
    return here.records.programmes.get(audience.programme_id)


def _named(visit: Visit, campaign: Campaign) -> dict[str, Fact]:
    begun = campaign.state not in AHEAD
    return {
        "campaign": str(campaign.id),
        "version": str(campaign.sequence),
        "label": label_of(visit, campaign.template),
        "state": campaign.state.value,
        "line": campaign.line,
        "due": moment(campaign.due, visit.person) if campaign.due else None,
        "over": campaign.due is not None and campaign.due <= visit.now,
        "begun": moment(campaign.sent_at, visit.person) if begun else None,
        **whom(visit, campaign.whom),
    }


Act = Callable[[Occasion, Campaign], Campaign]


def _acts(what: str, act: Act, *states: CampaignState, as_read: bool = False) -> Callable[[Visit, str], Say]:
    """The route of a button. Pressed again, or once it is too late for it, it shows how things stand.

    `as_read`: only what stood on the pressed card is done, and not what it was changed into meanwhile.
    """

    def acted(visit: Visit, subject: str) -> Say:
        number, _, read = subject.partition(":")
        campaign = held(visit, number)
        if campaign.state not in states:
            return card(visit, campaign)
        if as_read and read != str(campaign.sequence):
            return card(visit, campaign, changed=True)
        campaign = act(visit, follow(visit, campaign))
        note(visit, what, campaign.template)
        bring_along(visit, campaign, but=visit.spot)
        return card(visit, campaign)

    return acted


def _plan(here: Occasion, campaign: Campaign) -> Campaign:
    """As its draft says; a moment that has passed meanwhile is not planned for."""
    ahead = campaign.due is not None and campaign.due > here.now
    return plan_for(here, campaign, campaign.due) if campaign.due and ahead else campaign


send_now = _acts("announce", begin_now, *AHEAD, as_read=True)
plan_it = _acts("announce plan", _plan, CampaignState.DRAFT, as_read=True)
stop_sending = _acts("announce stop", stop, CampaignState.SENDING)
resume_sending = _acts("announce resume", resume, CampaignState.STOPPED)
call_it_off = _acts("announce off", call_off, *AHEAD)


def look(visit: Visit, subject: str) -> Say:
    """How it stands now."""
    return card(visit, held(visit, subject))


def listed(visit: Visit, subject: str = "") -> Say:
    """What was announced, the newest first, each with a button that shows its card; `subject` are left out.

    What is to be posted, and what was, stands on the first page.
    """
    if not visit.coordinates:
        raise NotYours(subject)
    start = id_in(subject) if subject else 0
    found = visit.records.campaigns.newest(LISTED + 1, start)
    lines = tuple(_line(visit, number, one) for number, one in enumerate(found[:LISTED], start + 1))
    facts: dict[str, Fact] = {
        "posts": () if start else planned(visit),
        "posted": () if start else posted(visit),
        "campaigns": lines,
        "older": str(start + LISTED) if len(found) > LISTED else "",
        "newer": start > 0,
    }
    return Say("admin_announced/list", facts)


def _line(visit: Visit, number: int, campaign: Campaign) -> Fact:
    named = _named(visit, campaign)
    told = ("campaign", "label", "state", "due", "begun")
    return {
        **{name: named[name] for name in told},
        "number": number,
        "short": short(f"{number}. {named['label']}"),
        "recipients": campaign.recipients,
        "by": visit.records.people.get(campaign.sent_by).name,
    }


def done(here: Occasion, campaign_id: int) -> None:
    """Everything it was to do is done, and its newest card says so; the others are owed it."""
    campaign = here.records.campaigns.hold(campaign_id)
    if campaign.state is CampaignState.SENDING and campaign.planned_to is None:
        over = replace(campaign, state=CampaignState.DONE)
        here.records.campaigns.keep(over)
        standing = [spot for _, spot in cards(here, over)]
        bring_along(here, over, but=standing[-1] if standing else None)


# What its buttons do.
CLICKS: Mapping[str, Callable[[Visit, str], Say]] = {
    "campaigns.listed": listed,
    "campaigns.look": look,
    "campaigns.send": send_now,
    "campaigns.plan": plan_it,
    "campaigns.stop": stop_sending,
    "campaigns.resume": resume_sending,
    "campaigns.off": call_it_off,
}
