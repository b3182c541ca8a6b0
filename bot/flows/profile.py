"""Look at what you wrote when you joined, and change it."""

from bot.conversation import Flow
from bot.enrolment import MENTEES, MENTORS, enrolment_of, is_of_peers
from bot.facts import person_facts
from bot.flows import Instead
from bot.message import Field, Kind, Option, Page, Say
from bot.model import Role
from bot.ports import Visit
from bot.records import NotYours
from bot.wish_pages import asked
from bot.wishes import Before, Wishes, keep, known

FRESH = True


def gather(visit: Visit, about: str) -> Before:
    """What they wrote; whoever does not take part is led to joining."""
    if enrolment_of(visit) is None:
        raise Instead(Say("profile/first", {"to": person_facts(visit.person)}))
    return known(visit, about)


def profile(here: Before) -> Flow[Wishes]:
    """The same pages as on joining, without being asked for consent again."""
    if here.peers:
        return (yield from asked(here, Role.BOTH, joins=False))
    roles = tuple(Option(role.value) for role in Role)
    chosen = yield Page("profile/role", (Field("role", Kind.CHOICE, roles, initial=here.role),))
    return (yield from asked(here, Role(str(chosen["role"])), joins=False))


def finish(visit: Visit, about: str, wishes: Wishes) -> Say:
    """Keep it; what they agreed to, they agreed to when they joined."""
    enrolment = enrolment_of(visit)
    if enrolment is None:
        raise NotYours(about)
    keep(visit, wishes, enrolment.consented_at)
    skills, language = visit.house.wording.skills, visit.language
    return Say(
        "profile/saved",
        {
            "peers": is_of_peers(visit),
            "mentors": wishes.role in MENTORS,
            "mentees": wishes.role in MENTEES,
            "capacity": wishes.capacity,
            "offers": tuple(skills.called(one, language) for one in wishes.offers),
            "wants": tuple(skills.called(one, language) for one in wishes.wants),
        },
    )
