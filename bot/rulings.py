"""Rulings: a coordinator locks or forbids one pair, and sees at once what that costs the others."""

from bot.audit import note
from bot.candidacy import barred
from bot.cohort import Cohort, Two, best, cohort
from bot.enrolment import open_programme
from bot.matching.proposal import Outcome, Refused
from bot.matching_desk import address, page_of, pairs_page
from bot.message import Fact, Facts, Say
from bot.model import Ruling, Verdict
from bot.ports import Visit
from bot.records import NotYours, id_in

ACTS = {Verdict.LOCKED: "lock", Verdict.FORBIDDEN: "forbid"}


def lock(visit: Visit, subject: str) -> Say:
    """These two shall be a pair in every run. It undoes a lock of the same mentee with somebody else."""
    before, two = _held(visit, subject)
    if why := _cannot(visit, before, two):
        return Say("admin_match/cannot_lock", {"code": why, **_names(before, two)})
    others = [one for other, one in before.rulings.items() if _rivals(other, two) and _locks(one)]
    made = _made(visit, before, two, Verdict.LOCKED)
    after = before.ruled(made, without=[(one.mentor_id, one.mentee_id) for one in others])
    try:
        outcome = best(after, insisting=two)
    except Refused as refused:
        code = str(refused.facts.get("rule", refused.code))
        return Say("admin_match/cannot_lock", {"code": code, **_names(before, two)})
    for other in others:
        _released(visit, other)
    return _kept(visit, before, (after, outcome), made)


def forbid(visit: Visit, subject: str) -> Say:
    """These two shall be a pair in no run."""
    before, two = _held(visit, subject)
    made = _made(visit, before, two, Verdict.FORBIDDEN)
    after = before.ruled(made)
    return _kept(visit, before, (after, best(after)), made)


def release(visit: Visit, subject: str) -> Say:
    """The matching is free to decide about these two again."""
    before, two = _held(visit, subject, ruled=True)
    _released(visit, before.rulings[two])
    after = before.ruled(without=[two])
    return _shown(visit, before, (after, best(after)), two, "release")


def change(before: Outcome, after: Outcome) -> dict[str, Fact]:
    """What is another way in the later run: who is `moved`, and by how much the totals differ."""
    was, now = (
        {one.mentee.person.id: one.mentor.person.id for one in outcome.pairs} for outcome in (before, after)
    )
    return {
        "moved": sum(now[mentee] != was[mentee] for mentee in was.keys() & now.keys()),
        "placed": len(now) - len(was),
        "points": after.totals[2] - before.totals[2],
    }


def _held(visit: Visit, subject: str, *, ruled: bool = False) -> tuple[Cohort, Two]:
    """The gate: whoever coordinates, about two who can be matched, or who are `ruled` on.

    Nobody else rules in this programme before this transaction ends.
    """
    if not visit.coordinates:
        raise NotYours(subject)
    mentor, _, mentee = subject.partition(":")
    two = id_in(mentor), id_in(mentee)
    here = cohort(visit, visit.records.programmes.hold(open_programme(visit).id))
    two = two if two in here.rulings else here.ordered(two)
    if not (two in here.rulings if ruled else here.has(two)):
        raise NotYours(subject)
    return here, two


def _cannot(visit: Visit, here: Cohort, two: Two) -> str:
    """Why these two cannot be locked, or nothing."""
    mentor, mentee = two
    if here.groups:
        return "groups"
    if why := barred(visit, here.programme, here.mentors[mentor], here.mentees[mentee]):
        return why.shown
    locked = [one for one in here.run.locked if one[0] == mentor and not _rivals(one, two) and one != two]
    return "" if len(locked) < here.room(mentor) else "full"


def _rivals(other: Two, two: Two) -> bool:
    """Whether it is another mentor for the same mentee."""
    return other[1] == two[1] and other[0] != two[0]


def _locks(ruling: Ruling) -> bool:
    return ruling.verdict is Verdict.LOCKED


def _made(visit: Visit, here: Cohort, two: Two, verdict: Verdict) -> Ruling:
    return Ruling(0, here.programme.id, *two, verdict, visit.person.id, visit.now)


def _kept(visit: Visit, before: Cohort, after: tuple[Cohort, Outcome], made: Ruling) -> Say:
    two = made.mentor_id, made.mentee_id
    known = before.rulings.get(two)
    if known is None or known.verdict is not made.verdict:
        visit.records.matching.rule(made)
        note(visit, ACTS[made.verdict], f"pair:{address(two)}")
    return _shown(visit, before, after, two, ACTS[made.verdict])


def _released(visit: Visit, ruling: Ruling) -> None:
    visit.records.matching.release(ruling)
    note(visit, "release", f"pair:{ruling.mentor_id}:{ruling.mentee_id}")


def _shown(visit: Visit, before: Cohort, after: tuple[Cohort, Outcome], two: Two, act: str) -> Say:
    """The page on which they stand, with what has changed."""
    here, outcome = after
    changed = change(best(before), outcome)
    ruled: Facts = {"act": act, "two": address(two), **_people(visit, two), **changed}
    return pairs_page(visit, here, outcome, page_of(here, outcome, two), ruled)


def _names(here: Cohort, two: Two) -> dict[str, Fact]:
    return {"mentor": here.mentors[two[0]].person.name, "mentee": here.mentees[two[1]].person.name}


def _people(visit: Visit, two: Two) -> dict[str, Fact]:
    # a ruling may be about somebody who has left since
    people = visit.records.people.some(two)
    return {"mentor": people[two[0]].name, "mentee": people[two[1]].name}
