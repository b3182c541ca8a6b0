"""Enrolling: the programme that is open, and people who take part by their own consent."""

from collections.abc import Collection, Sequence

from bot.model import Enrolment, EnrolmentState, Pair, Programme, ProgrammeKind, Proposal, Role
from bot.people import ENGLISH, Person
from bot.ports import House, Occasion, Visit
from bot.records import Records
from bot.scope import viewed_by

FIRST_PROGRAMME = "One hour a month"
MENTORS = frozenset({Role.MENTOR, Role.BOTH})
MENTEES = frozenset({Role.MENTEE, Role.BOTH})


def open_programme(visit: Visit) -> Programme:
    """The programme that whoever acts is about."""
    return visit.within.programme if visit.within else first_programme(visit.records)


def programme_seen_by(records: Records, person: Person) -> Programme:
    """The one that somebody looks at, in whose name something is done."""
    first_programme(records)
    return viewed_by(records, person.id, records.programmes.all())


def first_programme(records: Records) -> Programme:
    """The oldest one. It is made when somebody first needs it; of two at the same moment, by one of them."""
    if programmes := records.programmes.all():
        return programmes[0]
    organisation = records.people.hold_organisation()
    if programmes := records.programmes.all():
        return programmes[0]
    return records.programmes.add(Programme(0, organisation.id, FIRST_PROGRAMME))


def active(records: Records, programme: Programme) -> Sequence[Enrolment]:
    """Everybody who takes part just now."""
    enrolments = records.programmes.enrolments(programme.id)
    return [one for one in enrolments if one.state is EnrolmentState.ACTIVE]


def active_among(records: Records, programme: Programme, people: Collection[int]) -> Sequence[Enrolment]:
    """Those of these people who take part just now, without reading everybody's."""
    found = records.programmes.enrolled_among(programme.id, people)
    return [one for one in found if one.state is EnrolmentState.ACTIVE]


def enrolment_of(visit: Visit, person_id: int | None = None) -> Enrolment | None:
    """How this person, or that one, takes part, or None if they do not."""
    whose = visit.person.id if person_id is None else person_id
    return enrolment_in(visit.records, open_programme(visit).id, whose)


def enrolment_in(records: Records, programme_id: int, person_id: int) -> Enrolment | None:
    """How somebody takes part in that programme, or None if they do not."""
    enrolment = records.programmes.enrolment(programme_id, person_id)
    return None if enrolment is None or enrolment.state is EnrolmentState.LEFT else enrolment


def is_of_peers(visit: Visit) -> bool:
    """Whether two meet as equals there, so that nobody is asked for a role."""
    return open_programme(visit).kind is ProgrammeKind.PEER


def is_of_groups(visit: Visit) -> bool:
    """Whether one mentor meets several mentees at once there."""
    return open_programme(visit).kind is ProgrammeKind.GROUP


def only_matched(programme: Programme) -> bool:
    """Whether nobody is asked one by one there: a group, or two equals, come together by matching alone."""
    return programme.kind in (ProgrammeKind.PEER, ProgrammeKind.GROUP)


def is_reverse(visit: Visit) -> bool:
    """Whether the junior guides the senior there."""
    return open_programme(visit).kind is ProgrammeKind.REVERSE


def role_in(here: Occasion, shared: Pair | Proposal, person_id: int) -> str:
    """As what somebody is in it, for a text to say: `mentor`, `mentee` or `peer`."""
    kind = here.records.programmes.get(shared.programme_id).kind
    return "peer" if kind is ProgrammeKind.PEER else shared.role_of(person_id).value


def met_in(here: Occasion, pair: Pair, person_id: int) -> Sequence[Person]:
    """Whom somebody meets in it: their mentor, or for a mentor every mentee."""
    return [here.records.people.get(one) for one in pair.met_by(person_id)]


def partners(visit: Visit, pair_id: int) -> str:
    """The names of whom this person meets or met in it."""
    pair = visit.records.pairs.of(visit.person.id, pair_id)
    return ", ".join(one.name for one in met_in(visit, pair, visit.person.id))


def contact(records: Records, house: House, language: str = ENGLISH) -> str:
    """Whom to ask about one's data: the first coordinator by e-mail address, or words for them."""
    named = {person.email for person in records.people.coordinators(house.admins) if person.email}
    return min(named | house.admins, default=house.wording.words("help/notes", language)["contact"])
