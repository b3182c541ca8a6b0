"""Publishing matches: both sides of each are asked, and nobody who is left hears nothing."""

from collections.abc import Collection
from dataclasses import replace

from bot import groups
from bot.cohort import Cohort, Two, best, cohort, pairs_of
from bot.enrolment import open_programme
from bot.facts import WISHES
from bot.late_joiners import plan
from bot.matching.proposal import Outcome
from bot.matching_desk import at_the_desk, desk, seen
from bot.message import Say
from bot.model import Proposal
from bot.ports import Occasion, Visit
from bot.records import NotYours
from bot.trust import AuditEntry
from bot.unmatched import tell, to_tell


def ask(visit: Visit, subject: str) -> Say:
    """Once more before anybody is asked: how many it will be."""
    here = at_the_desk(visit, subject)
    outcome = best(here)
    if not outcome.pairs or seen(outcome) != subject:
        return desk(here, "changed")
    people = {person for two in pairs_of(outcome) for person in two}
    left = len(to_tell(visit, here, outcome.unmatched))
    return Say(
        "admin_match/groups_sure" if here.groups else "admin_match/sure",
        {"pairs": len(outcome.pairs), "people": len(people), "left": left, "seen": subject},
    )


def publish(visit: Visit, subject: str) -> Say:
    """Offer the matches that were looked at; if they are others by now, show those, and nobody is asked."""
    here, outcome = held(visit, subject)
    if not outcome.pairs or seen(outcome) != subject:
        return desk(here, "changed")
    told = offer_all(visit, (here, outcome), pairs_of(outcome), visit.person.id)
    return published(here, len(outcome.pairs), told)


def published(here: Cohort, count: int, told: int) -> Say:
    """How many matches are on their way, and how many of those who are left are told."""
    template = "admin_match/groups_published" if here.groups else "admin_match/published"
    return Say(template, {"count": count, "told": told})


def held(visit: Visit, subject: str) -> tuple[Cohort, Outcome]:
    """The gate; and nobody else publishes or rules in this programme before this transaction ends."""
    if not visit.coordinates:
        raise NotYours(subject)
    here = cohort(visit, visit.records.programmes.hold(open_programme(visit).id))
    return here, best(here)


def offer_all(
    here: Occasion, run: tuple[Cohort, Outcome], pairs: Collection[Two], by: int, act: str = "match"
) -> int:
    """Offer these matches of the run to both sides, and say how many of those left are told."""
    cohort_, outcome = run
    programme_id = cohort_.programme.id
    made = []
    for one in outcome.pairs:
        mentor, mentee = one.mentor.person.id, one.mentee.person.id
        if (mentor, mentee) in pairs:
            # kept with the offer, which both of them may take along in full
            reasons = tuple(part.told for part in one.fit.parts if part.code not in WISHES)
            made.append(Proposal(0, programme_id, mentor, mentee, one.score, reasons, here.now))
    groups.offer_each(here, cohort_.programme, made)
    return tell(here, note_run(here, cohort_, by, act), outcome.unmatched)


def note_run(here: Occasion, cohort_: Cohort, by: int, act: str = "match") -> Cohort:
    """Remember that matches were published, and look after those who join from now on."""
    method = replace(cohort_.method, runs=cohort_.method.runs + 1, published_at=here.now, published_by=by)
    here.records.matching.keep_method(method)
    here.records.audit.note(AuditEntry(0, by, act, f"programme:{cohort_.programme.id}", here.now))
    plan(here, method)
    return replace(cohort_, method=method)
