"""Bulletins: what the cards say on which announcements are followed, wherever that is news."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot import scope
from bot.asks import Campaign
from bot.campaign_cards import cards
from bot.campaign_desk import card
from bot.campaign_progress import is_over, progress_of
from bot.facts import mark
from bot.message import Message
from bot.people import Account
from bot.ports import Occasion, Visit
from bot.post import Nudge, NudgeState
from bot.records import NotYours
from bot.sending import card_key

COMING = (NudgeState.READY, NudgeState.LEASED, NudgeState.SENDING)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """How an announcement stands, for the message on which it is followed; none where nobody can be shown.

    `seen` marks what it says. Once `over`, nothing more is to come of it.
    """

    campaign_id: int
    seen: str
    over: bool
    account: Account | None = None
    platform_id: str = ""
    message: Message | None = None


def news(here: Occasion, known: Mapping[int, str]) -> Iterator[Bulletin]:
    """Of everything that is under way, what is not `known` yet. To count it, only an index is read."""
    for campaign in here.records.campaigns.under_way():
        progress = progress_of(here.records, campaign)
        over = is_over(campaign, progress)
        seen = mark(campaign.state, campaign.recipients, campaign.planned_to is None, progress)
        nudge = here.records.outbox.get(card_key(campaign))
        if nudge and nudge.state in COMING:
            continue
        if over or known.get(campaign.id) != seen:
            yield from _older(here, campaign, Bulletin(campaign.id, seen, over))
            yield _bulletin(here, campaign, nudge, Bulletin(campaign.id, seen, over))


def _older(here: Occasion, campaign: Campaign, told: Bulletin) -> Iterator[Bulletin]:
    """The same on the cards before; it is the newest by which it is over."""
    for one, _ in cards(here, campaign):
        if one.key != card_key(campaign) and one.state not in COMING:
            yield replace(_bulletin(here, campaign, one, told), over=False)


def _bulletin(here: Occasion, campaign: Campaign, nudge: Nudge | None, told: Bulletin) -> Bulletin:
    if nudge is None or nudge.account_id is None or not nudge.platform_id:
        return told
    try:
        account = here.records.people.account_by_id(nudge.account_id)
        visit = Visit(here.records.people.get(nudge.to), account, here.records, here.now, here.house)
    except NotYours:
        return told
    if not visit.coordinates or not account.reachable:
        return told
    visit = scope.told(visit, nudge)
    message = visit.say(card(visit, campaign, over=told.over))
    return Bulletin(told.campaign_id, told.seen, told.over, account, nudge.platform_id, message)
