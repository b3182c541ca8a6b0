"""Sending: an announcement begins at its moment, and its recipients are written down a few at a time.

    draft, scheduled → sending ⇄ stopped
           ↘ off           ↘ done

Each step of the writing down is an errand that owes the next one, so that a company of any size is read a few
people at a time, and whoever dies over it is followed by somebody who goes on where they were.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.announcements import asking
from bot.asks import Ask, AskState, Campaign, CampaignState
from bot.audiences import AT_ONCE, who
from bot.coordinators import whom_to_tell
from bot.dry_runs import left_out, unasked
from bot.facts import person_facts
from bot.fatigue import PATIENCE
from bot.people import Person
from bot.ports import Errand, Occasion
from bot.post import Nudge
from bot.posting import SHOWCASE
from bot.records import NotYours, id_in

BEGIN, PLAN = "sending.begin", "sending.plan"
CARD = "admin_announce/card"
# Why a message waits that is taken up again.
HELD_BACK = "stopped by a coordinator"


def letters(campaign: Campaign) -> str:
    """What its messages to its recipients are about."""
    return f"campaign:{campaign.id}"


def about(campaign: Campaign) -> str:
    """What all else that is owed for it is about."""
    return f"announcing:{campaign.id}"


def plan_for(here: Occasion, campaign: Campaign, due: datetime) -> Campaign:
    """It begins then. Whatever moment was named before is none any more."""
    planned = replace(campaign, state=CampaignState.SCHEDULED, due=due, sequence=campaign.sequence + 1)
    here.records.campaigns.keep(planned)
    here.records.outbox.owe([Nudge(_begin_key(planned), BEGIN, planned.sent_by, due, about(planned))])
    return planned


def begin_now(here: Occasion, campaign: Campaign) -> Campaign:
    """It begins: whoever is of its audience by now gets it."""
    if campaign.template == SHOWCASE:
        raise NotYours(campaign.template)  # somebody is shown in a place alone, and only with their consent
    begun = replace(
        campaign,
        state=CampaignState.SENDING,
        sent_at=here.now,
        due=None,
        planned_to=0,
        sequence=campaign.sequence + 1,
    )
    here.records.campaigns.keep(begun)
    _go_on_planning(here, begun)
    return begun


def stop(here: Occasion, campaign: Campaign) -> Campaign:
    """What has not begun to be sent is not sent until somebody resumes."""
    here.records.outbox.cancel(letters(campaign), reason=HELD_BACK)
    stopped = replace(campaign, state=CampaignState.STOPPED, sequence=campaign.sequence + 1)
    here.records.campaigns.keep(stopped)
    return stopped


def resume(here: Occasion, campaign: Campaign) -> Campaign:
    """Go on with whoever has not been written to."""
    here.records.outbox.take_up(letters(campaign), HELD_BACK, here.now + PATIENCE)
    resumed = replace(campaign, state=CampaignState.SENDING, sequence=campaign.sequence + 1)
    here.records.campaigns.keep(resumed)
    if resumed.planned_to is not None:
        _go_on_planning(here, resumed)
    return resumed


def call_off(here: Occasion, campaign: Campaign) -> Campaign:
    """Nothing of it is sent any more."""
    off = replace(campaign, state=CampaignState.OFF, due=None, sequence=campaign.sequence + 1)
    here.records.campaigns.keep(off)
    return off


def show(here: Occasion, campaign: Campaign, to: int | None = None) -> Campaign:
    """Owe its sender a card on which it is followed from now on, in place of the one before."""
    shown = replace(campaign, cards=campaign.cards + 1)
    here.records.campaigns.keep(shown)
    facts = {"campaign": str(shown.id), "programme": shown.programme_id}
    card = Nudge(card_key(shown), CARD, to or shown.sent_by, here.now, about(shown), facts)
    here.records.outbox.owe([card])
    return shown


def card_key(campaign: Campaign) -> str:
    """By which the card is found on which it is followed."""
    return f"campaign:{campaign.id}:card:{campaign.cards}"


def plan_key(campaign: Campaign) -> str:
    """By which the next step of writing down its recipients is owed."""
    return f"campaign:{campaign.id}:plan:{campaign.sequence}:{campaign.planned_to}"


def begin(errand: Errand) -> None:
    """Its moment has come. Whoever may not announce any more sends nothing, and another one hears of it."""
    campaign = errand.records.campaigns.hold(id_in(errand.nudge.about))
    if campaign.state is not CampaignState.SCHEDULED or errand.nudge.key != _begin_key(campaign):
        raise NotYours(errand.nudge.about)
    sender = errand.records.people.get(campaign.sent_by)
    if errand.house.lets_coordinate(sender) and sender.gone_at is None:
        show(errand, begin_now(errand, campaign))
        return
    off, other = call_off(errand, campaign), whom_to_tell(errand, None)
    if other:
        show(errand, off, other.id)


def plan(errand: Errand) -> None:
    """Write down the next few of its recipients, and owe the rest of it."""
    records = errand.records
    campaign = records.campaigns.hold(id_in(errand.nudge.about))
    if campaign.state is not CampaignState.SENDING or errand.nudge.key != plan_key(campaign):
        raise NotYours(errand.nudge.about)
    some = records.crowd.after(campaign.planned_to or 0, AT_ONCE)
    here, missed = _sorted_out(errand, campaign, some)
    is_last = len(some) < AT_ONCE
    further = replace(
        campaign,
        planned_to=None if is_last else some[-1].id,
        recipients=campaign.recipients + len(here),
        left_out=dict(Counter(campaign.left_out) + missed),
    )
    records.campaigns.keep(further)
    if not is_last:
        # owed before them, so that it is not done after them
        _go_on_planning(errand, further)
    if campaign.template in asking(records, errand.house):
        by = campaign.sent_by
        asks = (Ask(0, campaign.id, one.id, None, AskState.PLANNED, by=by) for one in here)
        records.campaigns.ask_all(asks)
    records.outbox.owe_each(letter(errand, campaign), [person.id for person in here])


def _sorted_out(
    errand: Errand, campaign: Campaign, some: Sequence[Person]
) -> tuple[Sequence[Person], Counter[str]]:
    """Those of them who get it, and how many of its audience do not, by why."""
    if not some:
        return (), Counter()
    belongs = who(errand.records, campaign.whom)
    ways = errand.records.crowd.ways(campaign.planned_to or 0, some[-1].id)
    no = unasked(errand.records, errand.house, campaign.template, errand.now)
    found = [(person, left_out(person, ways, no, errand.now)) for person in some if belongs(person)]
    missed = Counter(why.value for _, why in found if why)
    return [person for person, why in found if why is None], missed


def letter(here: Occasion, campaign: Campaign) -> Nudge:
    """What each of them gets."""
    sender = person_facts(here.records.people.get(campaign.sent_by))
    return Nudge(
        key=f"campaign:{campaign.id}",
        template=campaign.template,
        to=campaign.sent_by,
        due=campaign.sent_at,
        about=letters(campaign),
        facts={"line": campaign.line, "sender": sender, "programme": campaign.programme_id},
        expires=here.now + PATIENCE,
        unasked=True,
    )


def _go_on_planning(here: Occasion, campaign: Campaign) -> None:
    key = plan_key(campaign)
    here.records.outbox.owe([Nudge(key, PLAN, campaign.sent_by, campaign.sent_at, about(campaign))])


def _begin_key(campaign: Campaign) -> str:
    return f"campaign:{campaign.id}:begin:{campaign.sequence}"
