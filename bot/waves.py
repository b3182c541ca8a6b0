"""Waves: which leaders are asked first, who waits, and sending one wave's letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.ask_book import within, write_down
from bot.ask_states import Act
from bot.asks import WHOLE, Ask, AskState, Campaign
from bot.audit import note
from bot.enrolment import active, open_programme
from bot.facts import person_facts
from bot.fatigue import PATIENCE
from bot.leader_target import leaders_here
from bot.people import Person
from bot.ports import Announcement, Visit
from bot.post import Nudge
from bot.records import NotYours

FIRST, SECOND, LAST = 1, 2, 3
# How the audience of a wave is called among those of announcements.
AUDIENCE = "leaders"


@dataclass(frozen=True, slots=True)
class Wave:
    """Who would be asked now, each with the ask that is planned for them; and how many cannot be."""

    number: int
    people: tuple[tuple[Person, Ask], ...]
    unreachable: tuple[Person, ...]
    others: int


def planned(visit: Visit) -> Sequence[Ask]:
    """What is planned and has not been sent."""
    asks = visit.records.campaigns.asks()
    return [one for one in asks if one.state is AskState.PLANNED and one.campaign_id is None and one.wave]


def may_be_asked(visit: Visit) -> Sequence[Person]:
    """Leaders who do not take part, whom nothing waits for and who have not said no."""
    inside = {one.person_id for one in active(visit.records, open_programme(visit))}
    busy = {one.person_id for one in visit.records.campaigns.asks() if _stands(one)}
    return [one for one in leaders_here(visit) if one.id not in inside | busy]


def _stands(ask: Ask) -> bool:
    """Whether another letter would be one too many: only what was planned, thanked or missed leaves room."""
    if ask.state is AskState.PLANNED:
        return ask.campaign_id is not None
    return ask.kind in WHOLE or ask.state not in (AskState.THANKED, AskState.NO)


def likely_first(visit: Visit, people: Sequence[Person]) -> Sequence[Person]:
    """Whoever is interested already, as far as their company has said, and those at the top."""
    told = visit.records.crowd.prefills()
    top = max((one.level or 0 for one in people), default=0)
    return [one for one in people if (one.id in told and told[one.id].role) or (top and one.level == top)]


def plan(visit: Visit, waves: Mapping[int, int], line: str) -> int:
    """Put people (by number) into waves; gives how many that were. A new line goes to all of them."""
    if not visit.coordinates:
        raise NotYours("waves")
    open_to_it = {one.id for one in may_be_asked(visit)}
    before = {one.person_id: one for one in planned(visit)}
    wanted = {person: wave for person, wave in waves.items() if person in open_to_it}
    for person_id, wave in wanted.items():
        ask = before.get(person_id) or visit.records.campaigns.begin_ask(
            Ask(0, None, person_id, None, AskState.PLANNED)
        )
        fresh = replace(ask, wave=wave, line=line or ask.line, by=visit.person.id)
        if fresh != ask:
            visit.records.campaigns.keep_ask(fresh)
            write_down(visit, fresh, Act.PLAN, visit.person.id)
    return len(wanted)


def next_wave(visit: Visit) -> Wave | None:
    """The first that has not been sent, if there is one."""
    ahead = planned(visit)
    if not ahead:
        return None
    number = min(one.wave for one in ahead)
    asks = {one.person_id: one for one in ahead if one.wave == number}
    open_to_it = {one.id: one for one in may_be_asked(visit) if one.id in asks}
    reachable = visit.records.people.reachable()
    ready = [one for one in open_to_it.values() if one.announcements and not one.is_away(visit.now)]
    people = tuple((one, asks[one.id]) for one in ready if one.id in reachable)
    missed = tuple(one for one in ready if one.id not in reachable)
    return Wave(number, people, missed, len(asks) - len(people) - len(missed))


def start(visit: Visit, announcement: Announcement, wave: Wave) -> Campaign:
    """Owe its letters, each with the line that stands for this leader."""
    if not visit.coordinates:
        raise NotYours("waves")
    sent = Campaign(
        0,
        visit.person.organisation_id,
        announcement.name,
        AUDIENCE,
        visit.person.id,
        visit.now,
        len(wave.people),
    )
    campaign = visit.records.campaigns.send(sent)
    for person, ask in wave.people:
        visit.records.campaigns.keep_ask(replace(ask, campaign_id=campaign.id, by=visit.person.id))
        visit.records.outbox.owe([_letter(visit, campaign, person, ask.line)])
    note(visit, "announce", announcement.name)
    return campaign


def _letter(visit: Visit, campaign: Campaign, person: Person, line: str) -> Nudge:
    return Nudge(
        key=f"campaign:{campaign.id}:{person.id}",
        template=campaign.template,
        to=person.id,
        due=visit.now,
        about=f"campaign:{campaign.id}",
        facts={"line": line, "sender": person_facts(visit.person), **within(visit)},
        expires=visit.now + PATIENCE,
        unasked=True,
    )
