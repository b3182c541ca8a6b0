"""Enrolling: the programme that is open, and people who take part by their own consent."""

from collections.abc import Sequence

from bot.model import Enrolment, EnrolmentState, Programme, Role
from bot.people import ENGLISH
from bot.ports import House, Visit
from bot.records import Records

FIRST_PROGRAMME = "One hour a month"
MENTORS = frozenset({Role.MENTOR, Role.BOTH})
MENTEES = frozenset({Role.MENTEE, Role.BOTH})


def open_programme(records: Records) -> Programme:
    """The programme people join. The first one is made when somebody first needs it."""
    programmes = records.programmes.all()
    if programmes:
        return programmes[0]
    organisation = records.people.organisation()
    return records.programmes.add(Programme(0, organisation.id, FIRST_PROGRAMME))


def active(records: Records, programme: Programme) -> Sequence[Enrolment]:
    """Everybody who takes part just now."""
    enrolments = records.programmes.enrolments(programme.id)
    return [one for one in enrolments if one.state is EnrolmentState.ACTIVE]


def enrolment_of(visit: Visit) -> Enrolment | None:
    """How this person takes part, or None if they do not."""
    return enrolment_in(visit.records, visit.person.id)


def enrolment_in(records: Records, person_id: int) -> Enrolment | None:
    """The same of somebody else."""
    enrolment = records.programmes.enrolment(open_programme(records).id, person_id)
    return None if enrolment is None or enrolment.state is EnrolmentState.LEFT else enrolment


def contact(records: Records, house: House, language: str = ENGLISH) -> str:
    """Whom to ask about one's data: the first coordinator by e-mail address, or words for them."""
    named = {person.email for person in records.people.coordinators(house.admins) if person.email}
    return min(named | house.admins, default=house.wording.words("help/notes", language)["contact"])
