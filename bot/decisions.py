"""Decisions: what waits for a coordinator today, counted, and nothing of what anybody said or decided.

Who waits for a match and who does not meet they see by name elsewhere; here it is enough how many they are.
"""

from datetime import timedelta

from bot.candidacy import placed
from bot.cohort import cohort
from bot.departures import GRACE
from bot.enrolment import MENTEES, active
from bot.facts import short
from bot.leaders import waiting_for_us
from bot.matching_desk import desk
from bot.message import Fact
from bot.model import Programme, ProgrammeKind, RequestState
from bot.ports import Visit
from bot.post import NudgeState
from bot.post_desk import to_see_to
from bot.silence import silent_pairs
from bot.waiting_list import NEXT_CHOICE, REMIND
from bot.waves import overview

# What could not be sent longer ago than this needs no decision any more.
RECENT = timedelta(days=7)
# With more who take part, the best matches are looked for at the desk alone: it may take a while.
MOST_TRIED = 2000


def decisions(visit: Visit) -> dict[str, Fact]:
    """Everything that waits, and how many matters that makes (`matters`)."""
    programmes = [one for one in visit.records.programmes.all() if one.closed_at is None]
    waiting = [_waiting(visit, one) for one in programmes]
    counts, closed = visit.records.outbox.counts(), visit.records.people.gone()
    found: dict[str, Fact] = {
        "waiting": tuple(one for one in waiting if one["mentees"]),
        "silent": silent_pairs(visit),
        "silent_count": len(visit.records.pairs.silent()),
        **_requests(visit),
        "leaders": len({one.person_id for one in waiting_for_us(overview(visit))}),
        "unsure": counts[NudgeState.UNSURE],
        "undelivered": _undelivered(visit),
        "posts": len(to_see_to(visit)),
        "concerns": visit.records.reports.confided(visit.person.id),
        "unreachable": len(visit.records.people.out_of_reach()),
        "gone": sum(one.gone_at is not None and one.gone_at + GRACE > visit.now for one in closed),
    }
    # of one pair and of one request it is told twice, from two sides
    told = {name: fact for name, fact in found.items() if name not in ("silent_count", "overdue")}
    return {**found, "matters": sum(bool(fact) for fact in told.values())}


def _waiting(visit: Visit, programme: Programme) -> dict[str, Fact]:
    """Who is left without anybody there and why, and for how many of them there would be somebody."""
    several = len(visit.records.programmes.all()) > 1
    name, to = programme.name if several else "", f"{programme.id}@admin match"
    told: dict[str, Fact] = {"programme": name, "called": short(name), "to": to}
    enrolments = active(visit.records, programme)
    if len(enrolments) > MOST_TRIED:
        seeking = {one.person_id for one in enrolments if one.role in MENTEES}
        waiting = len(seeking - placed(visit.records, programme))
        peers = programme.kind is ProgrammeKind.PEER
        return {**told, "mentees": waiting, "placed": 0, "left": (), "peers": peers}
    facts = desk(cohort(visit, programme)).facts
    return {
        **told,
        "mentees": facts["mentees"],
        "placed": facts.get("placed", 0),
        "left": facts["left"],
        "peers": facts["peers"],
    }


def _requests(visit: Visit) -> dict[str, Fact]:
    """How many requests had no answer when they were reminded of, and of those, when the next was due."""
    asked = [
        visit.now - one.asked_at
        for programme in visit.records.programmes.all()
        for one in visit.records.requests.in_programme(programme.id, RequestState.OPEN)
        if one.asked_at
    ]
    return {
        "late": sum(since >= REMIND for since in asked),
        "overdue": sum(since >= NEXT_CHOICE for since in asked),
    }


def _undelivered(visit: Visit) -> tuple[Fact, ...]:
    """What could not be sent lately, by why in our own words."""
    counts = {"unreachable": 0, "unworded": 0, "refused": 0}
    for reason, count in visit.records.reports.undelivered(visit.now - RECENT).items():
        if reason.startswith("not reachable"):
            counts["unreachable"] += count
        elif reason != "they asked to be forgotten":
            counts["unworded" if reason.startswith("cannot be worded") else "refused"] += count
    return tuple({"why": why, "count": count} for why, count in counts.items() if count)
