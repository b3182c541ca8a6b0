"""The stocktake half-way: each looks at their goals, and at what to keep, change or let go.

It costs no message. It is a part of the first invitation after the middle hour (of six, the fourth), where it
becomes what that hour is for; and where that hour is settled already, so that there is nothing to invite to,
it stands in the invitation's place. So it comes once, in each reader's own morning, and not to a pair that
pauses or has ended; and whoever extends a pair moves its middle.
"""

from bot.enrolment import met_in
from bot.first_goals import own
from bot.goal_lists import goal_facts
from bot.message import Fact, Say
from bot.model import Pair
from bot.ports import Visit
from bot.progress import GoalState

TEMPLATE = "stocktake/halfway"
# A shorter one is over before there is a middle.
LEAST_ROUNDS = 4


def halfway(visit: Visit, pair: Pair, number: int) -> Say | None:
    """What the invitation to that hour has to say of it; None unless it is the first after the middle."""
    middle = (pair.rounds + 1) // 2
    if pair.rounds < LEAST_ROUNDS or number <= middle or _was_told(visit, pair, range(middle + 1, number)):
        return None
    working = [goal for goal in own(visit, pair) if goal.state is GoalState.OPEN]
    done = sum(goal.state is GoalState.DONE for goal in own(visit, pair))
    facts: dict[str, Fact] = {
        "pair": str(pair.id),
        "with": tuple(one.first_name for one in met_in(visit, pair, visit.person.id)),
        "goals": tuple(goal_facts(visit, goal) for goal in working),
        "done": done,
        "months": pair.months,
    }
    return Say(TEMPLATE, facts)


def _was_told(visit: Visit, pair: Pair, numbers: range) -> bool:
    """Whether an invitation to one of these hours has reached them, whenever it was planned."""
    rounds = {f"pair:{number}:{pair.id}" for number in numbers}
    # asked by the person: what is about something, among all that was ever owed, no index finds
    owed = visit.records.outbox.owed_to(visit.person.id) if rounds else ()
    return any(nudge.about in rounds and nudge.platform_id for nudge in owed)
