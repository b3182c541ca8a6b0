"""Whoever is left when matches are published hears it once, kindly, with a reason and a next step."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.candidacy import mentor_of
from bot.cohort import Cohort
from bot.enrolment import MENTEES, MENTORS
from bot.facts import person_facts
from bot.matching.proposal import Left
from bot.matching_desk import code_of
from bot.message import Facts, Say
from bot.model import EnrolmentState, PairState, ProgrammeKind, ProposalState, Role
from bot.ports import Occasion, Visit
from bot.post import Nudge, NudgeState
from bot.records import id_in

TEMPLATE = "matching/unmatched"
# For the same reason nobody is written to again before that.
AGAIN = timedelta(days=30)
# Old news helps nobody, and the next run is not far by then.
KEEPS = timedelta(days=7)
_UNHEARD = frozenset({NudgeState.SKIPPED, NudgeState.DEAD})


def tell(here: Occasion, cohort: Cohort, left: Sequence[Left]) -> int:
    """Owe the word to everybody left in a published run, and say how many they are."""
    recent = _recent(here, cohort)
    told = _untold(cohort, left, recent)
    for one in recent:
        if one.to in told and one.state is NudgeState.READY:
            # not read yet, and no longer true
            here.records.outbox.cancel(_about(cohort), one.to, "told anew")
    here.records.outbox.owe(
        Nudge(
            key=f"{_about(cohort)}:{person_id}:{cohort.method.runs}",
            template=TEMPLATE,
            to=person_id,
            due=here.now,
            about=_about(cohort),
            facts=reasons,
            expires=here.now + KEEPS,
            unasked=True,
        )
        for person_id, reasons in told.items()
    )
    return len(told)


def to_tell(here: Occasion, cohort: Cohort, left: Sequence[Left]) -> Mapping[int, Facts]:
    """Who would be told, and the reason in each role; one message even for both.

    Not whoever is away: they know why, and are in the next run once they are back. Nor whoever was told
    the same not long ago.
    """
    return _untold(cohort, left, _recent(here, cohort))


def _recent(here: Occasion, cohort: Cohort) -> Sequence[Nudge]:
    return here.records.matching.told(_about(cohort), here.now - AGAIN)


def _untold(cohort: Cohort, left: Sequence[Left], recent: Sequence[Nudge]) -> Mapping[int, Facts]:
    away = {one.id for one in (*cohort.mentors.values(), *cohort.mentees.values()) if one.paused}
    reasons: dict[int, dict[str, str]] = {}
    for one in left:
        if one.person.id not in away:
            mine = reasons.setdefault(one.person.id, {"mentee": "", "mentor": ""})
            mine[one.role.value] = code_of(cohort, one)
    known = [(one.to, dict(one.facts)) for one in recent if one.state not in _UNHEARD]
    return {person: mine for person, mine in reasons.items() if (person, mine) not in known}


def worded(visit: Visit, nudge: Nudge) -> Say | None:
    """The word as things stand when it is read; None for whoever has somebody by now, or has left."""
    programme = visit.records.programmes.get(id_in(nudge.about))
    enrolment = visit.records.programmes.enrolment(programme.id, visit.person.id)
    if enrolment is None or enrolment.state is not EnrolmentState.ACTIVE:
        return None
    left = {
        role.value: str(nudge.facts[role.value])
        for role, others in ((Role.MENTEE, MENTEES), (Role.MENTOR, MENTORS))
        if enrolment.role in others and not _has_somebody(visit, programme.id, role)
    }
    reasons = {"mentee": "", "mentor": ""} | left
    if not any(reasons.values()):
        return None
    if programme.kind is ProgrammeKind.PEER:
        facts: Facts = {"programme": programme.name, "reason": left.get("mentee", "")}
        return Say("peers/unmatched", {"to": person_facts(visit.person), **facts})
    template = "groups/unmatched" if programme.kind is ProgrammeKind.GROUP else TEMPLATE
    return Say(template, {"to": person_facts(visit.person), "programme": programme.name, **reasons})


def _has_somebody(visit: Visit, programme_id: int, role: Role) -> bool:
    """Whether they have, or are offered, a partner in this role by now."""
    me, pairs = visit.person.id, visit.records.pairs
    peers = visit.records.programmes.get(programme_id).kind is ProgrammeKind.PEER
    mine = (one for one in pairs.proposals_of(me) if one.programme_id == programme_id)
    offered = [one for one in mine if one.state is ProposalState.OFFERED]
    if any((peers or one.role_of(me) is role) and not one.informal for one in offered):
        return True
    if role is Role.MENTEE:
        return mentor_of(visit.records, programme_id, me) is not None
    here = (one for one in pairs.pairs_of(me) if one.programme_id == programme_id and not one.informal)
    return any(one.mentor_id == me and one.state is PairState.ACTIVE for one in here)


def _about(cohort: Cohort) -> str:
    return f"unmatched:{cohort.programme.id}"
