"""What a person sees of their own programme at a glance."""

from bot.enrolment import enrolment_of, open_programme
from bot.facts import moment, person_facts
from bot.message import Fact, Say
from bot.model import MeetingState, PairState
from bot.pairs import partner_in
from bot.ports import Visit
from bot.proposals import current
from bot.standing import where_requests_stand


def at_a_glance(visit: Visit) -> Say:
    """Where things stand, for this person alone."""
    enrolment = enrolment_of(visit)
    pairs = [pair for pair in visit.records.pairs.pairs_of(visit.person.id) if pair.state is PairState.ACTIVE]
    return Say(
        "status/status",
        {
            "to": person_facts(visit.person),
            "role": enrolment.role.value if enrolment else "",
            "waiting": _waiting(visit),
            "pairs": tuple(_pair(visit, pair.id) for pair in pairs),
        },
        also=where_requests_stand(visit),
    )


def _waiting(visit: Visit) -> tuple[str, ...]:
    mine = [
        one
        for one in current(visit.records, open_programme(visit.records))
        if visit.person.id in (one.mentor_id, one.mentee_id)
    ]
    others = [one.mentee_id if visit.person.id == one.mentor_id else one.mentor_id for one in mine]
    return tuple(visit.records.people.get(other).first_name for other in others)


def _pair(visit: Visit, pair_id: int) -> Fact:
    pair = visit.records.pairs.of(visit.person.id, pair_id)
    partner = partner_in(visit, pair)
    meetings = visit.records.meetings.of_pair(pair_id)
    ahead = min((one.at for one in meetings if one.at and one.at > visit.now), default=None)
    return {
        "name": partner.name,
        "role": pair.role_of(partner.id).value,
        "at": moment(ahead, visit.person) if ahead else None,
        "held": sum(one.state is MeetingState.HELD for one in meetings),
    }
