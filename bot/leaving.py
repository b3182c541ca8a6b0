"""Leaving: no fault and no reason; whoever was to meet this person hears it kindly, with a next step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot import groups
from bot.endings import Ending
from bot.enrolment import only_matched, role_in
from bot.facts import person_facts
from bot.introductions import partner_facts
from bot.message import Fact, Facts, Say
from bot.model import LIVE, EnrolmentState, Pair, PairState, Programme, ProgrammeKind, Request
from bot.offers import withdraw
from bot.people import Person
from bot.plans import can_wait, drop, hour, lasting
from bot.ports import Occasion
from bot.post import Nudge
from bot.proposals import current as open_proposals
from bot.running_groups import needs, part
from bot.waiting_list import held, leave_requests, make_room

Off = tuple[Facts, datetime | None]


def leave(
    here: Occasion, person: Person, only: Programme | None = None, *, informally: bool = False
) -> Sequence[Off]:
    """Leave one programme, or every one; gives each partner, with the settled hour that is off by this.

    `informally`: mentoring that is only counted ends as well.
    """
    programmes = [only] if only else here.records.programmes.all()
    # first, so that nobody who waits in line is asked by a place that falls free with this
    for programme in programmes:
        _leave_programme(here, person, programme)
    left = {programme.id for programme in programmes}
    offs = [
        (partner_facts(here, pair, person), end_pair(here, pair, person, "leave/partner"))
        for pair in lasting(here.records, person.id)
        if pair.programme_id in left
    ]
    if informally:
        for pair in here.records.pairs.pairs_of(person.id):
            if pair.state is PairState.ACTIVE:
                ended = replace(pair, state=PairState.ENDED, ended_at=here.now, ending=Ending.LEFT)
                here.records.pairs.keep(ended)
    return offs


def end_pair(here: Occasion, pair: Pair, by: Person, template: str) -> datetime | None:
    """End a pair, and tell the others in the words of that template; gives the settled hour that is off.

    A group goes on without one of its mentees.
    """
    if not needs(pair, by.id):
        return part(here, pair, by)
    template = "groups/ended" if pair.is_group else template
    off = wind_up(here, pair, Ending.LEFT)
    seeks = not only_matched(here.records.programmes.get(pair.programme_id))
    for other in (here.records.people.get(one) for one in pair.people if one != by.id):
        facts: dict[str, Fact] = {
            "partner": person_facts(by),
            "role": role_in(here, pair, other.id),
            "seeks": seeks,
            "off": hour(off, other),
        }
        here.records.outbox.owe(
            [
                Nudge(
                    key=f"ended:{pair.id}:{other.id}",
                    template=template,
                    to=other.id,
                    due=here.now,
                    about=f"programme:{pair.programme_id}",
                    facts=facts,
                    unasked=can_wait(here.now, other, off),
                )
            ]
        )
    return off


def wind_up(here: Occasion, pair: Pair, ending: Ending) -> datetime | None:
    """End a pair without a word to anybody; gives the settled hour that is off by this."""
    off = drop(here, pair)
    here.records.pairs.keep(replace(pair, state=PairState.ENDED, ended_at=here.now, ending=ending))
    make_room(here, pair.programme_id, pair.mentor_id)
    return off


def _leave_programme(here: Occasion, person: Person, programme: Programme) -> None:
    held(here, programme.id)
    for proposal in open_proposals(here.records, programme):
        if person.id in (proposal.mentor_id, proposal.mentee_id):
            withdraw(here, proposal, person)
            if programme.kind is ProgrammeKind.GROUP:
                groups.decide(here, proposal)
    leave_requests(here, programme.id, person.id)
    here.records.wishes.keep(programme.id, person.id, (), here.now)
    enrolment = here.records.programmes.enrolment(programme.id, person.id)
    if enrolment and enrolment.state is EnrolmentState.ACTIVE:
        here.records.programmes.enrol(replace(enrolment, state=EnrolmentState.LEFT))


def open_requests(here: Occasion, person: Person, programme: Programme) -> Sequence[Request]:
    """What somebody has asked and is asked there, as far as it is not settled."""
    made = here.records.requests.of_mentee(person.id, programme.id)
    received = here.records.requests.to_mentor(person.id, programme.id)
    return [one for one in (*made, *received) if one.state in LIVE]


def confirmed(person: Person, offs: Sequence[Off]) -> Say:
    """The last word to whoever leaves, with the hours that are off."""
    hours: tuple[Fact, ...] = tuple(
        {"partner": partner, "off": hour(off, person)} for partner, off in offs if off
    )
    return Say("leave/left", {"to": person_facts(person), "hours": hours})
