"""The matching desk: what a coordinator sees of the best matches before anybody is asked, a few at a time."""

from collections import Counter
from collections.abc import Sequence

from bot import group_desk
from bot.cohort import Cohort, Two, best, cohort, pairs_of
from bot.enrolment import open_programme
from bot.facts import mark, told_reasons
from bot.group_desk import turns
from bot.matching.proposal import Left, Offer, Outcome
from bot.message import Fact, Facts, Say
from bot.model import Verdict
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in

DESK = "admin_match/desk"
A_PAGE = 5
MOST_HELPFUL = 3
# Where two meet as equals nobody is told of mentors.
_OF_PEERS = {"no_mentors": "self", "all_placed": "peers_placed"}


def at_the_desk(visit: Visit, subject: object = "") -> Cohort:
    """The gate: raises NotYours for whoever does not coordinate."""
    if not visit.coordinates:
        raise NotYours(subject)
    return cohort(visit, open_programme(visit))


def look(visit: Visit, subject: str = "") -> Say:
    """A dry run in numbers. Nothing is sent to anybody."""
    return desk(at_the_desk(visit, subject))


def worded(visit: Visit, nudge: Nudge) -> Say:
    """The same as things stand when it is read."""
    return desk(at_the_desk(visit), str(nudge.facts.get("note", "")))


def desk(here: Cohort, note: str = "") -> Say:
    """The numbers of the best matches. `note` names what has just happened."""
    outcome = best(here)
    rulings = Counter(one.verdict for one in here.rulings.values())
    common: dict[str, Fact] = {
        "programme": here.programme.name,
        "note": note,
        "mentees": len(here.mentees),
        "peers": here.peers,
        "groups": len({mentor for mentor, _ in pairs_of(outcome)}) if here.groups else 0,
        "left": _counted(here, outcome.unmatched),
        "locked": rulings[Verdict.LOCKED],
        "forbidden": rulings[Verdict.FORBIDDEN],
        "loose": len(here.run.locked - set(pairs_of(outcome))),
        "priority": here.method.priority.value,
        "floor": here.method.floor,
    }
    if not outcome.pairs:
        free = sum(here.room(one) > 0 for one in here.mentors)
        return Say("admin_match/nobody", {**common, "mentors": free})
    return Say(DESK, {**common, **_numbers(here, outcome)})


def seen(outcome: Outcome) -> str:
    """The mark of these matches, so that nothing else is published than what was looked at."""
    return mark(pairs_of(outcome))


def page_through(visit: Visit, subject: str) -> Say:
    """The matches from that page on."""
    here = at_the_desk(visit, subject)
    return pairs_page(visit, here, best(here), id_in(subject))


def pairs_page(visit: Visit, here: Cohort, outcome: Outcome, page: int, ruled: Facts | None = None) -> Say:
    """Some matches with their reasons; `ruled` is what was just decided and what came of it."""
    if here.groups:
        return group_desk.page(visit, outcome, page, ruled)
    offers = _by_name(outcome)
    page = min(page, max(0, len(offers) - 1) // A_PAGE)
    shown = offers[page * A_PAGE :][:A_PAGE]
    facts: dict[str, Fact] = {
        "found": len(offers),
        "page": str(page),
        "pairs": tuple(_pair(visit, here, one, n) for n, one in enumerate(shown, page * A_PAGE + 1)),
        "ruled": ruled,
        "again": str(ruled["two"]) if ruled and ruled["act"] == "forbid" else "",
    }
    return Say("admin_match/pairs", facts | turns(page, len(offers), A_PAGE))


def page_of(here: Cohort, outcome: Outcome, two: Two) -> int:
    """On which page a match stands; the first if it is none."""
    if here.groups:
        return group_desk.page_of(outcome, two[0])
    mentees = [one.mentee.person.id for one in _by_name(outcome)]
    return mentees.index(two[1]) // A_PAGE if two[1] in mentees else 0


def _by_name(outcome: Outcome) -> Sequence[Offer]:
    """The matches in the order of the pages."""
    return sorted(outcome.pairs, key=lambda one: (one.mentee.person.name, one.mentee.person.id))


def who_is_left(visit: Visit, subject: str) -> Say:
    """Everybody without a match, with the reason."""
    here, page = at_the_desk(visit, subject), id_in(subject)
    left = sorted(best(here).unmatched, key=lambda one: (one.role, one.person.name, one.person.id))
    shown: tuple[Fact, ...] = tuple(
        {"name": one.person.name, "role": side_of(here, one), "code": code_of(here, one)}
        for one in left[page * 2 * A_PAGE :][: 2 * A_PAGE]
    )
    return Say("admin_match/left", {"left": shown, "found": len(left), **turns(page, len(left), 2 * A_PAGE)})


def rulings(visit: Visit, subject: str) -> Say:
    """Every pair that is locked or forbidden."""
    here, page = at_the_desk(visit, subject), id_in(subject)
    matched = set(pairs_of(best(here)))
    made = list(here.rulings.items())
    people = visit.records.people.some({person for two in here.rulings for person in two})
    shown: tuple[Fact, ...] = tuple(
        {
            "number": number,
            "two": address(two),
            "mentor": people[two[0]].name,
            "mentee": people[two[1]].name,
            "verdict": one.verdict.value,
            "loose": one.verdict is Verdict.LOCKED and here.has(two) and two not in matched,
        }
        for number, (two, one) in enumerate(made[page * A_PAGE :][:A_PAGE], page * A_PAGE + 1)
    )
    pages = turns(page, len(made), A_PAGE)
    return Say("admin_match/rulings", {"rulings": shown, "found": len(made), **pages})


def code_of(here: Cohort, left: Left) -> str:
    """The reason for which somebody is left, as any reader may know it."""
    code = str(left.facts.get("rule") or left.reason.value)
    return _OF_PEERS.get(code, code) if here.peers else code


def side_of(here: Cohort, left: Left) -> str:
    """As what somebody is left."""
    return "peer" if here.peers else left.role.value


def address(two: Two) -> str:
    """How the buttons of two people name them."""
    return f"{two[0]}:{two[1]}"


def _numbers(here: Cohort, outcome: Outcome) -> dict[str, Fact]:
    placed, leaders, points = outcome.totals
    helpful: tuple[Fact, ...] = tuple(
        {"name": one.mentor.person.name, "people": one.people, "points": one.points}
        for one in outcome.helpful[:MOST_HELPFUL]
    )
    return {
        "placed": placed * 2 if here.peers else placed,
        "leaders": leaders,
        "average": points // len(outcome.pairs),
        "worst": min(one.score for one in outcome.pairs),
        "swaps": 0 if here.peers or here.groups else outcome.swaps,
        "helpful": helpful,
        "seen": seen(outcome),
    }


def _counted(here: Cohort, left: Sequence[Left]) -> tuple[Fact, ...]:
    """How many are left for which reason, the most frequent first."""
    counts = Counter((side_of(here, one), code_of(here, one)) for one in left)
    return tuple({"role": role, "code": code, "count": n} for (role, code), n in counts.most_common())


def _pair(visit: Visit, here: Cohort, offer: Offer, number: int) -> Fact:
    two = (offer.mentor.person.id, offer.mentee.person.id)
    ruling = here.rulings.get(two)
    return {
        "number": number,
        "two": address(two),
        "mentee": offer.mentee.person.name,
        "mentor": offer.mentor.person.name,
        "score": offer.score,
        "locked": ruling is not None and ruling.verdict is Verdict.LOCKED,
        "reasons": told_reasons(visit, (part.told for part in offer.fit.parts)),
    }
