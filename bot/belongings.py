"""What belongs to somebody, part by part: what they gave us, did here, and heard from us.

Never in it: what others said of them in confidence, or what others wrote and answered.
"""

from collections.abc import Callable, Mapping

from bot import consents, extending, goals, interviews, pulses
from bot.check_ins import said_by
from bot.facts import fact_of, moment, told
from bot.journal import entries, questions
from bot.message import Fact
from bot.model import Pair, Proposal, ProposalState, Request, RequestState
from bot.ports import Visit
from bot.records import Shut

Part = Callable[[Visit], Fact]

PERSON = (
    *("name", "email", "title", "department", "location", "country", "timezone", "languages", "level"),
    *("leader", "manager", "coordinator", "opens", "closes", "announcements", "paused_at", "paused_until"),
    *("gone_at", "nudges_on"),
)
PREFILL = ("role", "capacity", "offers", "wants", "interests", "goals", "avoid")
ENROLMENT = (
    *("role", "state", "consented_at", "capacity", "offers", "wants", "interests", "goals", "languages"),
    *("other_department", "other_site", "listed"),
)


def _opened(part: Part) -> Part:
    """Where the key to what was sealed is lost, the rest is given all the same."""

    def read(visit: Visit) -> Fact:
        try:
            return part(visit)
        except Shut:
            return ({"unreadable": True},)

    return read


def _person(visit: Visit) -> Fact:
    return told(visit.person, visit.person, *PERSON)


def _prefill(visit: Visit) -> Fact:
    kept = visit.records.people.prefill(visit.person.id)
    return (told(visit.person, kept, *PREFILL),) if kept else ()


def _accounts(visit: Visit) -> Fact:
    accounts = visit.records.people.accounts(visit.person.id)
    return tuple(
        told(visit.person, one, "platform", "tenant", "user", "locale", "reachable") for one in accounts
    )


def _enrolments(visit: Visit) -> Fact:
    names = {one.id: one.name for one in visit.records.programmes.all()}
    mine = visit.records.programmes.enrolments_of(visit.person.id)
    return tuple(
        {"programme": names[one.programme_id], **told(visit.person, one, *ENROLMENT)} for one in mine
    )


def _view(visit: Visit) -> Fact:
    chosen = visit.records.programmes.view(visit.person.id)
    return ({"programme": visit.records.programmes.get(chosen).name},) if chosen else ()


def _avoids(visit: Visit) -> Fact:
    others = visit.records.people.some(visit.records.people.avoids(visit.person.id))
    return tuple({"name": one.name} for one in others.values())


def _proposals(visit: Visit) -> Fact:
    offered = visit.records.pairs.proposals_of(visit.person.id)
    return tuple(_proposal(visit, one) for one in offered)


def _proposal(visit: Visit, proposal: Proposal) -> Fact:
    mentors = proposal.mentor_id == visit.person.id
    other = proposal.mentee_id if mentors else proposal.mentor_id
    # who declined is the other's own; what this person said stands beside it
    ended = proposal.state is ProposalState.DECLINED
    return {
        "with": _name(visit, other),
        "my_role": "mentor" if mentors else "mentee",
        **told(visit.person, proposal, "offered_at", "reasons", "informal"),
        "state": "ended" if ended else proposal.state.value,
        "i_said": (proposal.mentor_said if mentors else proposal.mentee_said).value,
    }


def _requests_made(visit: Visit) -> Fact:
    return tuple(
        {
            "with": _name(visit, one.mentor_id),
            **told(visit.person, one, "made_at", "rank", "line", "asked_at", "settled_at"),
            "state": _as_the_mentee_knows(one),
        }
        for one in visit.records.requests.of_mentee(visit.person.id)
    )


def _as_the_mentee_knows(request: Request) -> str:
    ended = request.state in (RequestState.DECLINED, RequestState.CLOSED)
    waits = request.state in (RequestState.NOT_YET, RequestState.WAITING)
    return "ended" if ended else "open" if waits else request.state.value


def _requests_received(visit: Visit) -> Fact:
    """Without the line, which is the other's."""
    return tuple(
        {"with": _name(visit, one.mentee_id)}
        | told(visit.person, one, "asked_at", "settled_at", "again_at", "state", "why")
        for one in visit.records.requests.to_mentor(visit.person.id)
        if one.asked_at is not None
    )


def _would_guide(visit: Visit) -> Fact:
    me, wishes = visit.person.id, visit.records.wishes
    return tuple(
        {"programme": programme.name, "with": _name(visit, one), "rank": place}
        for programme in visit.records.programmes.all()
        for place, one in enumerate(wishes.of_mentors(programme.id, me).get(me, ()), start=1)
    )


def _pairs(visit: Visit) -> Fact:
    return tuple(
        {
            "with": _partners(visit, one),
            "my_role": one.role_of(visit.person.id).value,
            **told(
                visit.person,
                one,
                "started_at",
                "months",
                "state",
                "ended_at",
                "ending",
                "informal",
                "touched_at",
            ),
        }
        for one in visit.records.pairs.pairs_of(visit.person.id)
    )


def _meetings(visit: Visit) -> Fact:
    me = visit.person.id
    voices = visit.records.voices.by(me)
    return tuple(
        {
            "with": _partners(visit, pair),
            **told(visit.person, one, "round", "slots", "at"),
            "i_booked": one.booked_by == me,
            "i_said": said_by(visit, pair, one, visit.person).value,
            "i_voted_for": fact_of(visit.person, voices[one.id].slot if one.id in voices else None),
            "i_said_all_is_fine": one.id in voices and voices[one.id].fine,
        }
        for pair in visit.records.pairs.pairs_of(me)
        for one in visit.records.meetings.of_pair(pair.id)
    )


def _concerns(visit: Visit) -> Fact:
    return tuple(
        {"with": _name(visit, one.coordinator_id), **told(visit.person, one, "said_at", "text")}
        for one in visit.records.concerns.by(visit.person.id)
    )


def _asks(visit: Visit) -> Fact:
    campaigns = {one.id: one.template for one in visit.records.campaigns.campaigns()}
    return tuple(
        {"announcement": campaigns[one.campaign_id]}
        | told(visit.person, one, "asked_at", "state", "answered_at")
        for one in visit.records.campaigns.asks_of(visit.person.id)
    )


def _announcements_sent(visit: Visit) -> Fact:
    sent = [one for one in visit.records.campaigns.campaigns() if one.sent_by == visit.person.id]
    return tuple(told(visit.person, one, "template", "audience", "sent_at", "recipients") for one in sent)


def _drafts(visit: Visit) -> Fact:
    return tuple(
        told(visit.person, one, "flow", "about", "begun_at", "answers")
        for one in visit.records.drafts.by(visit.person.id)
    )


def _uploads(visit: Visit) -> Fact:
    sent = visit.records.uploads.names(visit.person.id)
    return tuple({"name": name, "sent_at": moment(at, visit.person)} for name, at in sent)


def _messages(visit: Visit) -> Fact:
    owed = visit.records.outbox.owed_to(visit.person.id)
    return tuple(told(visit.person, one, "template", "due", "state") for one in owed)


def _acts(visit: Visit) -> Fact:
    return tuple(
        told(visit.person, one, "act", "on", "at") for one in visit.records.audit.by(visit.person.id)
    )


def _partners(visit: Visit, pair: Pair) -> str:
    others = [pair.mentor_id] if visit.person.id != pair.mentor_id else pair.mentee_ids
    people = [visit.records.people.get(one) for one in others]
    # whoever is from outside is known by what this person gave
    return ", ".join(f"{one.name} ({one.outside})" if one.outside else one.name for one in people)


def _name(visit: Visit, person_id: int) -> str:
    return visit.records.people.get(person_id).name


PARTS: Mapping[str, Part] = {
    "person": _person,
    "accounts": _accounts,
    "prefill": _prefill,
    "enrolments": _enrolments,
    "view": _view,
    "avoids": _opened(_avoids),
    "proposals": _proposals,
    "requests_made": _opened(_requests_made),
    "requests_received": _opened(_requests_received),
    "would_guide": _would_guide,
    "pairs": _pairs,
    "meetings": _meetings,
    "questions": questions,
    "reflections": _opened(entries),
    "goals": _opened(goals.everything),
    "pulses": pulses.everything,
    "closing_interviews": _opened(interviews.belongings),
    "extensions": extending.belongings,
    "consents": consents.belongings,
    "concerns": _opened(_concerns),
    "asks": _asks,
    "announcements_sent": _announcements_sent,
    "drafts": _drafts,
    "uploads": _uploads,
    "messages": _messages,
    "acts": _acts,
}
