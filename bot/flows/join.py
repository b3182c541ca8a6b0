"""Take part, as mentor, mentee or both."""

import re
from dataclasses import dataclass

from bot.advocacy import joined
from bot.conversation import Flow
from bot.enrolment import MENTEES, MENTORS, contact, open_programme
from bot.facts import person_facts, the_ask
from bot.flows import Instead
from bot.message import Fact, Field, Kind, Option, Page, Say
from bot.model import Programme, ProgrammeKind, Role
from bot.ports import Visit
from bot.preparation import NOTES, prepare
from bot.wish_pages import asked
from bot.wishes import Before, Wishes, already, keep, known

_ROLE = re.compile(r"(?P<mentor>mentor(?:in|:in)?)|(?P<mentee>mentee)|(?P<both>both|beides)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Joining:
    """What the conversation needs to know before it begins."""

    before: Before
    programme: Programme
    contact: str


def subject(visit: Visit, about: str) -> str:
    """The role that was asked for, where there was one: "join as a mentor"."""
    del visit
    named = [role for word in about.split() if (role := _ROLE.fullmatch(word.strip(".,!?")))]
    return (named[0].lastgroup or "") if len(named) == 1 else ""


def gather(visit: Visit, about: str) -> Joining:
    """Begin with what is known, and with the role that was asked for. Nobody joins twice."""
    programme = open_programme(visit)
    if programme.closed_at:
        raise Instead(closed(visit, programme))
    if said := already(visit):
        raise Instead(said)
    before = known(visit, about)
    return Joining(before, programme, contact(visit.records, visit.house, visit.language))


def closed(visit: Visit, programme: Programme) -> Say:
    """That nobody joins it any more."""
    return Say("join/closed", {"programme": programme.name, "several": visit.knows_several})


def join(here: Joining) -> Flow[Wishes]:
    """The ask first, then how to take part, then only what that role needs."""
    facts: dict[str, Fact] = {
        "to": person_facts(here.before.person),
        **the_ask(here.programme),
        "contact": here.contact,
        "reverse": here.programme.kind is ProgrammeKind.REVERSE,
        "groups": here.before.groups,
    }
    if here.before.peers:
        yield Page("join/peers", (), facts)
        return (yield from asked(here.before, Role.BOTH, joins=True))
    roles = tuple(Option(role.value) for role in Role)
    chosen = yield Page("join/role", (Field("role", Kind.CHOICE, roles, initial=here.before.role),), facts)
    return (yield from asked(here.before, Role(str(chosen["role"])), joins=True))


def finish(visit: Visit, about: str, wishes: Wishes) -> Say:
    """Enrol them, by their own consent given now; from now on they look at what they have joined."""
    del about
    programme = visit.records.programmes.hold(open_programme(visit).id)
    if programme.closed_at:
        return closed(visit, programme)
    keep(visit, wishes, visit.now)
    joined(visit)
    if visit.within:
        visit.records.programmes.look_at(visit.person.id, programme.id)
    return Say(
        "peers/welcome" if programme.kind is ProgrammeKind.PEER else "join/welcome",
        {
            "to": person_facts(visit.person),
            "mentors": wishes.role in MENTORS,
            "mentees": wishes.role in MENTEES,
            "groups": programme.kind is ProgrammeKind.GROUP,
            "capacity": wishes.capacity,
            "notes": len(NOTES) if prepare(visit) else 0,
            "contact": contact(visit.records, visit.house, visit.language),
        },
    )
