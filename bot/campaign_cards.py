"""The cards on which an announcement is followed: each says how it stands now, wherever that card is."""

from collections.abc import Iterator
from dataclasses import replace

from bot.asks import Campaign
from bot.campaign_progress import UNDER_WAY
from bot.ports import Occasion, Visit
from bot.post import Nudge, Spot
from bot.sending import CARD, about, card_key

# So many of the newest: whoever changed something oftener than that looks at none of the others.
FOLLOWED = 10


def cards(here: Occasion, campaign: Campaign) -> Iterator[tuple[Nudge, Spot]]:
    """Those that stand somewhere, and where, the oldest first."""
    for number in range(max(0, campaign.cards - FOLLOWED), campaign.cards):
        card = here.records.outbox.get(card_key(replace(campaign, cards=number + 1)))
        if card and card.spot:
            yield card, card.spot


def follow(visit: Visit, campaign: Campaign) -> Campaign:
    """What was pressed, or changed, is one of them from now on, however it came to where it stands."""
    spot = visit.spot
    if spot is None or any(spot == one for _, one in cards(visit, campaign)):
        return campaign
    more = replace(campaign, cards=campaign.cards + 1)
    visit.records.campaigns.keep(more)
    facts = {"campaign": str(more.id), "programme": more.programme_id}
    card = Nudge(card_key(more), CARD, visit.person.id, visit.now, about(more), facts)
    visit.records.outbox.owe([card.instead(spot, card.key)])
    return more


def bring_along(here: Occasion, campaign: Campaign, but: Spot | None = None) -> None:
    """Owe all the others the same. While it is under way, they are brought along by the noticeboard."""
    if campaign.state in UNDER_WAY:
        return
    here.records.outbox.owe(
        Nudge(card.key, CARD, card.to, here.now, card.about, card.facts).instead(
            spot, f"{card.key}:{campaign.sequence}"
        )
        for card, spot in cards(here, campaign)
        if spot != but
    )
