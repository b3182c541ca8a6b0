"""What a person sees of their own programme at a glance."""

from collections.abc import Sequence

from bot.asks import OPEN
from bot.endings import Use
from bot.enrolment import (
    MENTEES,
    enrolment_of,
    is_of_groups,
    is_of_peers,
    only_matched,
    open_programme,
    role_in,
)
from bot.facts import moment, person_facts
from bot.guiding import named
from bot.introductions import partner_facts
from bot.leader_target import shown_to_all
from bot.message import Fact, Say
from bot.model import Answer, EnrolmentState, MeetingState, Pair, PairState, Proposal
from bot.naming import names
from bot.pairs import partner_in
from bot.pauses import until
from bot.plans import lasting
from bot.ports import Visit
from bot.proposals import current
from bot.reflections import latest_meeting
from bot.running_groups import needs
from bot.standing import where_requests_stand

# What those with rights shall look into is said by number; the names are in their menu.
DOUBTS = 100


def at_a_glance(visit: Visit) -> Say:
    """Where things stand, for this person alone."""
    enrolment, programme = enrolment_of(visit), open_programme(visit)
    everywhere = lasting(visit.records, visit.person.id)
    pairs = [pair for pair in everywhere if pair.programme_id == programme.id]
    peers, asks_itself = is_of_peers(visit), not only_matched(programme)
    has_mentor = any(visit.person.id in pair.mentee_ids for pair in pairs)
    paused = visit.person.is_paused(visit.now)
    return Say(
        "status/status",
        {
            "to": person_facts(visit.person),
            "programme": programme.name,
            "elsewhere": _elsewhere(visit),
            "several": visit.knows_several,
            "role": ("peer" if peers else enrolment.role.value) if enrolment else "",
            "seeks": asks_itself and enrolment is not None and enrolment.role in MENTEES and not has_mentor,
            "goals": tuple(enrolment.goals.splitlines()) if enrolment else (),
            "paused": paused,
            "until": until(visit.person, visit.person) if paused else None,
            "announcements": visit.person.announcements,
            "named": names(visit, Use.HOME),
            "pairs": tuple(_pair(visit, pair) for pair in pairs),
            "informal": _informal(visit),
            **_matches(visit),
            **where_requests_stand(visit),
            "would_guide": tuple(one.first_name for one in named(visit)),
            **_own(visit),
            **_duties(visit),
            **shown_to_all(visit),
        },
    )


def _elsewhere(visit: Visit) -> tuple[str, ...]:
    """The names of the other programmes in which this person takes part."""
    if visit.within is None:
        return ()
    mine = visit.records.programmes.enrolments_of(visit.person.id)
    inside = {one.programme_id for one in mine if one.state is EnrolmentState.ACTIVE}
    others = inside - {visit.within.programme.id}
    return tuple(one.name for one in visit.records.programmes.all() if one.id in others)


def _matches(visit: Visit) -> dict[str, Fact]:
    """Whom this person may meet: those they have yet to answer about, and those they said yes to."""
    me = visit.person.id
    mine = [
        one for one in current(visit.records, open_programme(visit)) if me in (one.mentor_id, one.mentee_id)
    ]
    return {
        "matches": _names(visit, [one for one in mine if one.said_by(me) is Answer.NONE]),
        "accepted": _names(visit, [one for one in mine if one.said_by(me) is Answer.YES]),
    }


def _names(visit: Visit, proposals: Sequence[Proposal]) -> tuple[str, ...]:
    """By name whom they were asked about; of a group, which is one question, all at once."""
    names = [visit.records.people.get(one.partner_of(visit.person.id)).first_name for one in proposals]
    return (", ".join(names),) if names and is_of_groups(visit) else tuple(names)


def _pair(visit: Visit, pair: Pair) -> Fact:
    partner, met = partner_in(visit, pair), partner_facts(visit, pair, visit.person)
    others = [one for one in pair.mentee_ids if visit.person.id not in (one, pair.mentor_id)]
    people = visit.records.people.some(others)
    meetings = visit.records.meetings.of_pair(pair.id)
    ahead = min((one.at for one in meetings if one.at and one.at > visit.now), default=None)
    proposed = any(
        one.state is MeetingState.PROPOSED and any(at > visit.now for at in one.slots) for one in meetings
    )
    return {
        "name": met["name"],
        "role": role_in(visit, pair, partner.id),
        "several": len(pair.partners_of(visit.person.id)) > 1,
        "others": tuple(people[one].first_name for one in others),
        "at": moment(ahead, visit.person) if ahead else None,
        "proposed": proposed,
        "away": needs(pair, partner.id) and partner.is_away(visit.now),
        "held": sum(one.state is MeetingState.HELD for one in meetings),
    }


def _informal(visit: Visit) -> tuple[Fact, ...]:
    counted = [
        pair
        for pair in visit.records.pairs.pairs_of(visit.person.id)
        if pair.state is PairState.ACTIVE and pair.informal and pair.programme_id == open_programme(visit).id
    ]
    return tuple(
        {"name": partner_in(visit, pair).name, "role": pair.role_of(visit.person.id).value}
        for pair in counted
    )


def _own(visit: Visit) -> dict[str, Fact]:
    """What is nobody else's: reflections, and what a leader was asked."""
    asks = [one for one in visit.records.campaigns.asks_of(visit.person.id) if one.state in OPEN]
    return {
        "reflections": visit.records.reflections.count(visit.person.id),
        "met": latest_meeting(visit) is not None,
        "asks": tuple(moment(one.asked_at, visit.person) for one in asks if one.asked_at),
    }


def _duties(visit: Visit) -> dict[str, Fact]:
    """What waits for a coordinator, in numbers."""
    if not visit.coordinates:
        return {"coordinates": False, "unreachable": 0, "gone": 0, "doubts": 0}
    return {
        "coordinates": True,
        "unreachable": len(visit.records.people.out_of_reach()),
        "gone": len(visit.records.people.gone()),
        "doubts": len(visit.records.outbox.doubts(DOUBTS)),
    }
