"""What a coordinator sees of groups before anybody is asked: each mentor with those who would be in it."""

from collections import defaultdict

from bot.facts import told_reasons
from bot.matching.proposal import Offer, Outcome
from bot.message import Fact, Facts, Say
from bot.ports import Visit

# A group is up to nine people, each with reasons.
A_PAGE = 2
MOST_REASONS = 3


def page(visit: Visit, outcome: Outcome, number: int, ruled: Facts | None = None) -> Say:
    """Some groups, by their mentors' names; `ruled` is what was just decided and what came of it."""
    groups = _by_mentor(outcome)
    number = min(number, max(0, len(groups) - 1) // A_PAGE)
    first = number * A_PAGE
    shown = groups[first:][:A_PAGE]
    facts: dict[str, Fact] = {
        "found": len(groups),
        "groups": tuple(
            {"number": n, "mentor": name, "members": tuple(_member(visit, one) for one in members)}
            for n, (name, members) in enumerate(shown, first + 1)
        ),
        "ruled": ruled,
        "again": str(ruled["two"]) if ruled and ruled["act"] == "forbid" else "",
    }
    return Say("admin_match/groups", facts | turns(number, len(groups), A_PAGE))


def page_of(outcome: Outcome, mentor_id: int) -> int:
    """On which page the group of a mentor stands; the first if there is none."""
    mentors = [members[0].mentor.person.id for _, members in _by_mentor(outcome)]
    return mentors.index(mentor_id) // A_PAGE if mentor_id in mentors else 0


def turns(page: int, found: int, size: int) -> dict[str, Fact]:
    """The pages before and after this one, where there are any."""
    return {
        "before": str(page - 1) if page else "",
        "after": str(page + 1) if (page + 1) * size < found else "",
    }


def _by_mentor(outcome: Outcome) -> list[tuple[str, list[Offer]]]:
    """Each mentor's matches, in the order of the pages."""
    groups: dict[tuple[str, int], list[Offer]] = defaultdict(list)
    for one in outcome.pairs:
        groups[one.mentor.person.name, one.mentor.person.id].append(one)
    return [(name, members) for (name, _), members in sorted(groups.items())]


def _member(visit: Visit, offer: Offer) -> Fact:
    reasons = (part.told for part in offer.fit.parts)
    return {
        "name": offer.mentee.person.name,
        "score": offer.score,
        "reasons": told_reasons(visit, reasons, MOST_REASONS),
    }
