"""Why two people are not a pair in the run, what it would cost if they were, and whether to lock them."""

from bot.cohort import Cohort, Two, cohort, why
from bot.enrolment import open_programme
from bot.matching_desk import address
from bot.message import Fact, Facts, Say
from bot.model import Verdict
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours

ANSWER = "admin_match/why"
# What a coordinator may change by locking the two.
OPEN = frozenset({"together", "as_good", "costs", "other", "elsewhere"})


# What a ruling on others does to these two.
_OURS = {"locked": "elsewhere", "full": "no_room"}


def worded(visit: Visit, nudge: Nudge) -> Say:
    """The answer as things stand when it is read; raises NotYours for whoever does not coordinate."""
    if not visit.coordinates:
        raise NotYours(nudge.key)
    two = int(str(nudge.facts["mentor"])), int(str(nudge.facts["mentee"]))
    people = visit.records.people.some(two)
    if not {*two} <= people.keys():
        raise NotYours(nudge.key)
    here = cohort(visit, open_programme(visit))
    two = two if two in here.rulings else here.ordered(two)
    code, facts = _why(here, two)
    told: dict[str, Fact] = {
        "mentor": people[two[0]].name,
        "mentee": people[two[1]].name,
        "code": code,
        "lock": address(two) if code in OPEN and not here.groups else "",
        # of groups there is no page with a button for each two
        "forbid": address(two) if code == "together" and here.groups else "",
        "release": address(two) if code in (Verdict.LOCKED, Verdict.FORBIDDEN) else "",
    }
    return Say(ANSWER, {"people": 0, "leaders": 0, "points": 0, **facts, **told})


def _why(here: Cohort, two: Two) -> tuple[str, Facts]:
    if two in here.rulings and (here.has(two) or here.rulings[two].verdict is Verdict.FORBIDDEN):
        return here.rulings[two].verdict.value, {}
    if not here.has(two):
        return ("no_mentor" if two[0] not in here.mentors else "no_mentee"), {}
    if not here.room(two[0]):
        return "no_room", {}
    answer = why(here, two)
    # a lock of these two would have been told above
    return _OURS.get(answer.code, answer.code), answer.facts
