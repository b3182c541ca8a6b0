"""What is found each week for those who joined after a run: told to a coordinator, or offered at once."""

from datetime import timedelta

from bot.cohort import Cohort, Two, best, cohort, pairs_of
from bot.coordinators import whom_to_tell
from bot.facts import mark
from bot.late_joiners import plan
from bot.matching.proposal import Outcome
from bot.matching_desk import at_the_desk, desk
from bot.message import Fact, Say
from bot.ports import Errand, Visit
from bot.post import Nudge
from bot.publishing import held, offer_all, published
from bot.records import id_in

FOUND = "admin_match/late"
NAMED = 5
# By then the next week's look is nearer.
KEEPS = timedelta(days=6)


def weekly(errand: Errand) -> None:
    """Look for matches for those who joined since the last run, and again next week while somebody waits.

    Once nobody waits it ends; the next who joins begins it anew.
    """
    here = cohort(errand, errand.records.programmes.hold(id_in(errand.nudge.about)))
    if not here.method.runs or not here.mentees:
        return
    plan(errand, here.method)
    outcome = best(here)
    pairs = late_pairs(here, outcome)
    coordinator = whom_to_tell(errand, here.method.published_by)
    if not pairs or coordinator is None:
        return
    key, about = f"{errand.nudge.key}:said", f"programme:{here.programme.id}"
    if not here.method.late:
        found = Nudge(key, FOUND, coordinator.id, errand.now, about, expires=errand.now + KEEPS, unasked=True)
        errand.records.outbox.owe([found])
        return
    facts: dict[str, Fact] = {"people": len(_late(here, pairs)), "pairs": len(pairs)}
    offer_all(errand, (here, outcome), pairs, coordinator.id, "match late")
    errand.records.outbox.owe(
        [
            Nudge(
                key=key,
                template="admin_match/late_offered",
                to=coordinator.id,
                due=errand.now,
                about=about,
                facts=facts,
                unasked=True,
            )
        ]
    )


def worded(visit: Visit, nudge: Nudge) -> Say | None:
    """What could be offered as things stand when it is read; None if that is nothing any more."""
    del nudge
    here = at_the_desk(visit)
    outcome = best(here)
    return _told(here, outcome) if late_pairs(here, outcome) else None


def publish(visit: Visit, subject: str) -> Say:
    """Offer what was read; if it is something else by now, show that, and nobody is asked."""
    here, outcome = held(visit, subject)
    pairs = late_pairs(here, outcome)
    if not pairs:
        return desk(here, "changed")
    if mark(pairs) != subject:
        return _told(here, outcome, changed=True)
    told = offer_all(visit, (here, outcome), pairs, visit.person.id)
    return published(here, len(pairs), told)


def late_pairs(here: Cohort, outcome: Outcome) -> tuple[Two, ...]:
    """The matches in which at least one of the two has joined since matches were last published.

    Of a group all of it, since none comes together in parts.
    """
    late = [two for two in pairs_of(outcome) if _late(here, (two,))]
    mentors = {mentor for mentor, _ in late}
    return tuple(two for two in pairs_of(outcome) if two in late or (here.groups and two[0] in mentors))


def _late(here: Cohort, pairs: tuple[Two, ...]) -> frozenset[int]:
    since = here.method.published_at
    return frozenset(one for two in pairs for one in two if since and here.joined[one] > since)


def _told(here: Cohort, outcome: Outcome, *, changed: bool = False) -> Say:
    pairs = late_pairs(here, outcome)
    names: tuple[Fact, ...] = tuple(
        {"mentor": here.mentors[mentor].person.name, "mentee": here.mentees[mentee].person.name}
        for mentor, mentee in pairs[:NAMED]
    )
    return Say(
        FOUND,
        {
            "people": len(_late(here, pairs)),
            "pairs": names,
            "more": max(0, len(pairs) - NAMED),
            "changed": changed,
            "seen": mark(pairs),
        },
    )
