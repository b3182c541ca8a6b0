"""Waves: which leaders are asked first, who waits, and sending one wave's letters."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ask_book import write_down
from bot.ask_states import Act
from bot.asks import WHOLE, Ask, AskState, Campaign, CampaignState
from bot.audit import note
from bot.enrolment import open_programme
from bot.leader_target import inside_among, leaders_here
from bot.model import Enrolment
from bot.people import Person
from bot.ports import Announcement, Visit
from bot.post import NudgeState
from bot.records import NotYours
from bot.sending import HELD_BACK, letter, show

NOT_YET, FIRST, SECOND, LAST = range(4)
# How the audience of a wave is called among those of announcements, and on the card on which it is followed.
AUDIENCE, WAVE = "leaders", "wave"


@dataclass(frozen=True, slots=True)
class Overview:
    """Every leader who is with the company, all that was ever asked, and what became of it.

    Some take part (`inside`), and some letters went `astray`. It is read once for all of them.
    """

    leaders: Sequence[Person]
    inside: Sequence[Enrolment]
    asks: Sequence[Ask]
    astray: Mapping[int, tuple[NudgeState, str]]

    @property
    def planned(self) -> Sequence[Ask]:
        """What waits for its wave; also what went out with one and certainly did not arrive."""
        return [one for one in self.asks if one.wave and one.state is AskState.PLANNED and self._waits(one)]

    def stands(self, ask: Ask) -> bool:
        """Whether another letter would be one too many: what is planned, lost or thanked leaves room."""
        if ask.state is AskState.PLANNED:
            return not self._waits(ask)
        if self._is_lost(ask):
            return False
        return ask.kind in WHOLE or ask.state not in (AskState.THANKED, AskState.NO)

    def _waits(self, ask: Ask) -> bool:
        return ask.campaign_id is None or self._is_lost(ask)

    def _is_lost(self, ask: Ask) -> bool:
        """Whether its letter will not be sent any more. One that is held back is, once resumed."""
        state, why = self.astray.get(ask.id, (None, ""))
        return state is NudgeState.DEAD or (state is NudgeState.SKIPPED and why != HELD_BACK)


@dataclass(frozen=True, slots=True)
class Wave:
    """Who would be asked now, each with the ask that is planned for them; and how many cannot be.

    Some may be asked only `later`, from a moment on.
    """

    number: int
    people: tuple[tuple[Person, Ask], ...]
    unreachable: tuple[Person, ...]
    later: tuple[tuple[Person, datetime], ...]
    others: int


def overview(visit: Visit) -> Overview:
    """As it is now."""
    records, leaders = visit.records, leaders_here(visit)
    return Overview(
        leaders, inside_among(visit, leaders), records.campaigns.asks(), records.campaigns.astray()
    )


def may_be_asked(seen: Overview) -> Sequence[Person]:
    """Leaders who do not take part, whom nothing waits for and who have not said no."""
    inside = {one.person_id for one in seen.inside}
    busy = {one.person_id for one in seen.asks if seen.stands(one)}
    return [one for one in seen.leaders if one.id not in inside | busy]


def likely_first(visit: Visit, people: Sequence[Person]) -> Sequence[Person]:
    """Whoever is interested already, as far as their company has said, and those at the top."""
    told = visit.records.crowd.prefills()
    top = max((one.level or 0 for one in people), default=0)
    return [one for one in people if (one.id in told and told[one.id].role) or (top and one.level == top)]


def plan(visit: Visit, waves: Mapping[int, int], line: str) -> int:
    """Put people (by number) into waves, or out of the plan; gives how many are in. A new line is for all."""
    if not visit.coordinates:
        raise NotYours("waves")
    seen = overview(visit)
    open_to_it = {one.id for one in may_be_asked(seen)}
    before = {one.person_id: one for one in seen.planned}
    for person_id in before.keys() & {person for person, wave in waves.items() if wave == NOT_YET}:
        visit.records.campaigns.drop_plan(before[person_id])
    wanted = {person: wave for person, wave in waves.items() if wave and person in open_to_it}
    for person_id, wave in wanted.items():
        ask = before.get(person_id) or visit.records.campaigns.begin_ask(
            Ask(0, None, person_id, None, AskState.PLANNED)
        )
        fresh = replace(ask, campaign_id=None, wave=wave, line=line or ask.line, by=visit.person.id)
        if fresh != ask:
            visit.records.campaigns.keep_ask(fresh)
            write_down(visit, fresh, Act.PLAN, visit.person.id)
    return len(wanted)


def next_wave(visit: Visit, seen: Overview) -> Wave | None:
    """The first in which somebody can be asked now, so that whoever cannot be holds up nobody else.

    If nobody can be, it is the first of all; None where nothing is planned.
    """
    theirs: dict[int, dict[int, Ask]] = defaultdict(dict)
    for ask in seen.planned:
        theirs[ask.wave][ask.person_id] = ask
    open_to_it = may_be_asked(seen) if theirs else ()
    ready = [one for one in open_to_it if one.announcements and not one.is_away(visit.now)]
    reachable = visit.records.people.reachable() if ready else frozenset()
    days = visit.records.campaigns.later(visit.now) if theirs else {}
    later = [(one, days[one.id]) for one in seen.leaders if one.id in days]
    waves = [_wave(number, asks, ready, reachable, later) for number, asks in sorted(theirs.items())]
    return next((one for one in waves if one.people), next(iter(waves), None))


def _wave(
    number: int,
    asks: Mapping[int, Ask],
    ready: Sequence[Person],
    reachable: frozenset[int],
    later: Sequence[tuple[Person, datetime]],
) -> Wave:
    theirs = [one for one in ready if one.id in asks]
    people = tuple((one, asks[one.id]) for one in theirs if one.id in reachable)
    missed = tuple(one for one in theirs if one.id not in reachable)
    wait = tuple((one, day) for one, day in later if one.id in asks)
    return Wave(number, people, missed, wait, len(asks) - len(people) - len(missed) - len(wait))


def start(visit: Visit, announcement: Announcement, wave: Wave) -> Campaign:
    """Owe its letters, each with the line that stands for this leader, and a card on which it is followed."""
    if not visit.coordinates:
        raise NotYours("waves")
    by_line: dict[str, list[int]] = defaultdict(list)
    for person, ask in wave.people:
        by_line[ask.line].append(person.id)
    sent = Campaign(
        id=0,
        organisation_id=visit.person.organisation_id,
        template=announcement.name,
        audience=WAVE,
        sent_by=visit.person.id,
        sent_at=visit.now,
        recipients=len(wave.people),
        programme_id=open_programme(visit).id,
        line=next(iter(by_line)) if len(by_line) == 1 else "",
        state=CampaignState.SENDING,
    )
    campaign = visit.records.campaigns.send(sent)
    for _, ask in wave.people:
        visit.records.campaigns.keep_ask(replace(ask, campaign_id=campaign.id, by=visit.person.id))
    for line, people in by_line.items():
        visit.records.outbox.owe_each(letter(visit, replace(campaign, line=line)), people)
    note(visit, "announce", announcement.name)
    return show(visit, campaign)
