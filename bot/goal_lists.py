"""Goals as they are read: one with what can be done, those of a pair, and in which pairs there are some."""

from collections.abc import Sequence
from datetime import time

from bot.enrolment import met_in
from bot.facts import moment, short
from bot.first_goals import address, has_room, own, today, wishes
from bot.message import Fact, Facts, Say
from bot.model import Pair, PairState
from bot.plans import lasting
from bot.ports import Visit
from bot.progress import Goal, GoalState
from bot.working_time import at_hour

# Of what is settled, the newest; and of a group's goals as many as one message holds.
SETTLED_SHOWN = 3
OTHERS_SHOWN = 24
# How much of each goal is read where many people's stand together.
IN_A_GROUP = 80


def goal_facts(visit: Visit, goal: Goal) -> dict[str, Fact]:
    """One goal as this reader has it."""
    noon = at_hour(goal.by, time(12), visit.person.zone)
    return {
        "id": str(goal.id),
        "text": goal.text,
        "called": short(goal.text),
        "sign": goal.sign,
        "by": moment(noon, visit.person),
        "over": goal.state is GoalState.OPEN and goal.by < today(visit),
        "progress": str(goal.progress),
        "state": goal.state.value,
    }


def card(visit: Visit, goal: Goal, note: str = "") -> Say:
    """One's own goal; `note` names what has just happened to it."""
    pair = visit.records.pairs.of(visit.person.id, goal.pair_id)
    facts: dict[str, Fact] = {"pair": str(pair.id), "with": _readers(visit, pair), "note": note}
    return Say("goals/goal", {**facts, "goal": goal_facts(visit, goal)})


def within(visit: Visit, pair: Pair, note: str = "") -> Say:
    """The goals of one pair: one's own, and those one may read; `note` names what has just happened."""
    mine = own(visit, pair)
    working = [goal for goal in mine if goal.state is GoalState.OPEN]
    settled = [goal for goal in mine if goal.state is not GoalState.OPEN][-SETTLED_SHOWN:]
    others = [goal for goal in visit.records.goals.in_pair(visit.person.id, pair.id) if goal not in mine]
    shared = [goal for goal in others if goal.state is not GoalState.LET_GO]
    facts: dict[str, Fact] = {
        "note": note,
        "pair": str(pair.id),
        "with": tuple(one.first_name for one in met_in(visit, pair, visit.person.id)),
        "active": pair.state is PairState.ACTIVE,
        "own": tuple(
            {**goal_facts(visit, goal), "number": place} for place, goal in enumerate(working, start=1)
        ),
        "settled": tuple(goal_facts(visit, goal) for goal in reversed(settled)),
        "others": _others(visit, pair, shared[:OTHERS_SHOWN]),
        "more": max(0, len(shared) - OTHERS_SHOWN),
        "wishes": offered(visit, pair),
        "room": has_room(visit, pair),
        **_elsewhere(visit, pair),
    }
    return Say("goals/list", facts)


def overview(visit: Visit) -> Say:
    """The goals of the only pair; of several, in which there are how many."""
    pairs = lasting(visit.records, visit.person.id)
    if len(pairs) == 1:
        return within(visit, pairs[0])
    earlier = tuple(_named(visit, pair) for pair in _ended(visit))
    if not pairs:
        return Say("goals/nobody", {"earlier": earlier})
    return Say("goals/pairs", {"pairs": tuple(_named(visit, pair) for pair in pairs), "earlier": earlier})


def offered(visit: Visit, pair: Pair) -> tuple[Fact, ...]:
    """What they said when they joined, each to be made a goal by one tap."""
    found = wishes(visit, pair) if has_room(visit, pair) else ()
    return tuple({"text": one, "called": short(one), "subject": address(one, pair)} for one in found)


def _others(visit: Visit, pair: Pair, goals: Sequence[Goal]) -> tuple[Fact, ...]:
    """Those of each other person, in the order of the pair."""
    several = len(pair.people) > 2  # noqa: PLR2004  more than the two of a pair
    most = IN_A_GROUP if several else None
    people = (visit.records.people.get(one) for one in pair.people if one != visit.person.id)
    return tuple(
        {
            "name": person.first_name,
            "goals": tuple(
                _briefly(goal_facts(visit, goal), most) for goal in goals if goal.person_id == person.id
            ),
        }
        for person in people
        if any(goal.person_id == person.id for goal in goals)
    )


def _briefly(goal: Facts, most: int | None) -> Facts:
    return {**goal, "text": short(str(goal["text"]), most), "sign": ""} if most else goal


def _elsewhere(visit: Visit, pair: Pair) -> dict[str, Fact]:
    """The way to what they set out to reach with others."""
    going_on = [one for one in lasting(visit.records, visit.person.id) if one.id != pair.id]
    earlier = tuple(_named(visit, one) for one in _ended(visit) if one.id != pair.id)
    return {"several": bool(going_on), "earlier": () if going_on else earlier}


def _ended(visit: Visit) -> Sequence[Pair]:
    """The newest pairs that have ended and in which they have goals."""
    having = {goal.pair_id for goal in visit.records.goals.by(visit.person.id)}
    pairs = visit.records.pairs.pairs_of(visit.person.id)
    return [one for one in pairs if one.state is PairState.ENDED and one.id in having][-SETTLED_SHOWN:]


def _named(visit: Visit, pair: Pair) -> Fact:
    mine = own(visit, pair)
    return {
        "pair": str(pair.id),
        "with": tuple(one.first_name for one in met_in(visit, pair, visit.person.id)),
        "called": short(", ".join(one.first_name for one in met_in(visit, pair, visit.person.id))),
        "programme": visit.records.programmes.get(pair.programme_id).name if visit.knows_several else "",
        "open": sum(goal.state is GoalState.OPEN for goal in mine),
        "done": sum(goal.state is GoalState.DONE for goal in mine),
    }


def _readers(visit: Visit, pair: Pair) -> tuple[str, ...]:
    """Who else reads one's own goals there: nobody any more, once it has ended."""
    if pair.state is not PairState.ACTIVE:
        return ()
    return tuple(one.first_name for one in met_in(visit, pair, visit.person.id))
