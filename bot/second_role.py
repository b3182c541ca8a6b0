"""The other side of it: whoever has been a mentor may want one too, and whoever had one may become one.

In the programme they are in, whose terms they have agreed to, it takes one tap under a sentence that says
what they agree to. Where another programme is the right one, the form of joining it is opened instead.
"""

from dataclasses import replace

from bot.enrolment import MENTEES, MENTORS, enrolment_in, only_matched
from bot.late_joiners import wake
from bot.matching.groups import SMALLEST
from bot.message import Fact, Say
from bot.model import Enrolment, Pair, Programme, ProgrammeKind, Role
from bot.ports import Visit
from bot.records import NotYours, id_in

# Where the one who knows more guides the one who wants to learn, so that either role may follow on the other.
BOTH_WAYS = frozenset({ProgrammeKind.TRADITIONAL, ProgrammeKind.GROUP})


def second_role(visit: Visit, pair: Pair) -> dict[str, Fact]:
    """What a template needs to offer it: the `second` role, and what is `pressed` or which form `joins`."""
    nothing: dict[str, Fact] = {"second": "", "pressed": "", "joins": "", "second_in": "", "capacity": 1}
    programme = _where(visit, pair)
    if programme is None:
        return nothing
    guided = visit.person.id == pair.mentor_id and programme.kind is not ProgrammeKind.PEER
    # of peers, and of a reverse pair, nobody has had what they may want now
    role = Role.MENTEE if guided or _are_peers(visit, pair) else Role.MENTOR
    mine = enrolment_in(visit.records, programme.id, visit.person.id)
    if mine and _covers(mine, role):
        return nothing
    told = {**nothing, "second": role.value, "second_in": programme.name, "capacity": _fewest(programme)}
    if mine:
        return {**told, "pressed": f"{role.value}:{programme.id}"}
    return {**told, "joins": f"{programme.id}@join:{role.value}"}


def enrol(visit: Visit, subject: str) -> Say:
    """Take part in that role as well, by one's own act just now. Safe to repeat."""
    name, _, _ = subject.partition(":")
    if name not in (Role.MENTOR, Role.MENTEE):
        raise NotYours(subject)
    role = Role(name)
    programme = visit.records.programmes.hold(id_in(subject))
    mine = enrolment_in(visit.records, programme.id, visit.person.id)
    if mine is None or programme.closed_at or programme.kind not in BOTH_WAYS:
        raise NotYours(subject)
    if not _covers(mine, role):
        capacity = max(_fewest(programme), mine.capacity) if role is Role.MENTOR else mine.capacity
        both = replace(mine, role=Role.BOTH, capacity=capacity, consented_at=visit.now)
        visit.records.programmes.enrol(both)
        wake(visit, programme.id)
    facts: dict[str, Fact] = {"role": role.value, "programme": programme.name}
    return Say(
        "closing/enrolled", {**facts, "capacity": _fewest(programme), "seeks": not only_matched(programme)}
    )


def _where(visit: Visit, pair: Pair) -> Programme | None:
    """The pair's own programme, where either role may follow on the other; else one in which that is so."""
    own = visit.records.programmes.get(pair.programme_id)
    if own.kind in BOTH_WAYS:
        return None if own.closed_at else own
    others = (one for one in visit.records.programmes.all() if one.kind is ProgrammeKind.TRADITIONAL)
    return next((one for one in others if one.closed_at is None), None)


def _fewest(programme: Programme) -> int:
    """How many mentees a mentor has there at least."""
    return SMALLEST if programme.kind is ProgrammeKind.GROUP else 1


def _are_peers(visit: Visit, pair: Pair) -> bool:
    return visit.records.programmes.get(pair.programme_id).kind is ProgrammeKind.PEER


def _covers(mine: Enrolment, role: Role) -> bool:
    return mine.role in (MENTORS if role is Role.MENTOR else MENTEES)
