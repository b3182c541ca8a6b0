"""Find the best matches, look at them, publish them."""

from dataclasses import dataclass

from bot.cohort import dry_run, publish
from bot.conversation import Flow
from bot.enrolment import MENTEES, MENTORS, active, open_programme
from bot.facts import mark, reason_facts
from bot.flows import Instead
from bot.matching.proposal import Left, Offer, Outcome
from bot.message import Fact, Page, Say
from bot.model import Programme
from bot.ports import Visit

COORDINATORS = True
FRESH = True
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Matching:
    """A programme and its best matches just now."""

    programme: Programme
    outcome: Outcome
    told: tuple[Fact, ...]


def gather(visit: Visit, about: str) -> Matching:
    """Match everybody who is free, without writing anything."""
    del about
    programme = open_programme(visit.records)
    outcome = dry_run(visit, programme)
    if not outcome.pairs:
        enrolled = active(visit.records, programme)
        raise Instead(
            Say(
                "admin_match/nobody",
                {
                    "mentors": sum(one.role in MENTORS for one in enrolled),
                    "mentees": sum(one.role in MENTEES for one in enrolled),
                },
            )
        )
    return Matching(programme, outcome, tuple(_pair(visit, one) for one in outcome.pairs[:SHOWN]))


def admin_match(here: Matching) -> Flow[tuple[tuple[int, int], ...]]:
    """Look before anybody is asked."""
    pairs, left = here.outcome.pairs, here.outcome.unmatched
    facts: dict[str, Fact] = {
        "programme": here.programme.name,
        "pairs": here.told,
        "more": max(0, len(pairs) - SHOWN),
        "left": tuple(_left(one) for one in left[:SHOWN]),
        "left_more": max(0, len(left) - SHOWN),
    }
    chosen = tuple((one.mentor.person.id, one.mentee.person.id) for one in pairs)
    yield Page("admin_match/review", (), facts, seen=mark(chosen))
    return chosen


def finish(visit: Visit, about: str, pairs: tuple[tuple[int, int], ...]) -> Say:
    """Ask both sides of every match."""
    del about
    return Say("admin_match/published", {"count": publish(visit, open_programme(visit.records), pairs)})


def _pair(visit: Visit, offer: Offer) -> Fact:
    return {
        "mentee": offer.mentee.person.name,
        "mentor": offer.mentor.person.name,
        "score": offer.fit.score,
        "reasons": tuple(reason_facts(visit, {"code": part.code, **part.facts}) for part in offer.fit.parts),
    }


def _left(left: Left) -> Fact:
    rule = left.facts.get("rule")
    return {"name": left.person.name, "role": left.role.value, "code": rule or left.reason.value}
