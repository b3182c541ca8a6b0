"""Goals: what is different for somebody by a day, how far they have come, and letting go without guilt.

Whoever meets them in that pair reads it too; nobody else does, and no text of it stands in what we owe.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot import first_goals
from bot.enrolment import partners
from bot.facts import told
from bot.first_goals import has_room
from bot.goal_lists import card, overview, within
from bot.introductions import introduced
from bot.message import Fact, Say
from bot.model import Pair, PairState
from bot.ports import Occasion, Visit
from bot.post import Nudge
from bot.progress import Counted, Goal, GoalState
from bot.records import NotYours, id_in

# What one tap says, in per cent.
STEPS = (25, 50, 75)
LIST = "goals/list"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be different, by when, and how they will notice."""

    text: str
    by: date
    sign: str


def add(visit: Visit, pair_id: int, wanted: Wanted) -> Say:
    """A new one, if they do not have enough of them already. The words follow when it is read."""
    visit.records.goals.hold(visit.person.id, pair_id)
    pair = going_on(visit, pair_id)
    if not has_room(visit, pair):
        return Say(LIST, {"pair": str(pair.id), "note": "enough"})
    goal = Goal(0, pair.id, visit.person.id, wanted.text, wanted.sign, wanted.by, visit.now, visit.now)
    visit.records.goals.add(goal)
    return Say(LIST, {"pair": str(pair.id), "note": "kept"})


def change(visit: Visit, goal_id: int, wanted: Wanted) -> Say:
    """Other words, or another day."""
    goal = visit.records.goals.of(visit.person.id, goal_id)
    if goal.state is not GoalState.OPEN:
        raise NotYours(str(goal_id))
    changed = replace(goal, text=wanted.text, sign=wanted.sign, by=wanted.by, changed_at=visit.now)
    visit.records.goals.keep(changed)
    return Say(LIST, {"pair": str(goal.pair_id), "note": "changed"})


def worded(visit: Visit, nudge: Nudge) -> Say:
    """The goals of that pair, as they stand when it is read."""
    pair = visit.records.pairs.of(visit.person.id, id_in(str(nudge.facts["pair"])))
    return within(visit, pair, str(nudge.facts["note"]))


def look(visit: Visit, subject: str) -> Say:
    """The goals of one pair, or which pairs there are."""
    if not subject:
        return overview(visit)
    return within(visit, visit.records.pairs.of(visit.person.id, id_in(subject)))


def open_one(visit: Visit, subject: str) -> Say:
    """One's own goal, with what can be done."""
    return card(visit, visit.records.goals.of(visit.person.id, id_in(subject)))


def progress(visit: Visit, subject: str) -> Say:
    """How far it has come. It may be less than before."""
    said = subject.partition(":")[0]
    if said not in map(str, STEPS):
        raise NotYours(subject)
    goal = _mine(visit, subject)
    moved = replace(goal, progress=int(said), changed_at=visit.now)
    visit.records.goals.keep(moved)
    return card(visit, moved, "moved")


def finish(visit: Visit, subject: str) -> Say:
    """It is done."""
    return _settle(visit, subject, GoalState.DONE)


def let_go(visit: Visit, subject: str) -> Say:
    """It is wanted no longer, and nobody asks why."""
    return _settle(visit, subject, GoalState.LET_GO)


def take_up(visit: Visit, subject: str) -> Say:
    """It is wanted again, if they do not have enough of them already."""
    goal = visit.records.goals.of(visit.person.id, id_in(subject))
    visit.records.goals.hold(visit.person.id, goal.pair_id)
    pair = visit.records.pairs.of(visit.person.id, goal.pair_id)
    if goal.state is GoalState.OPEN:
        return card(visit, goal)
    if not has_room(visit, pair):
        return within(visit, pair, "enough")
    # what was done was at its end; how far it is now, they say
    back = min(goal.progress, STEPS[-1])
    again = replace(goal, state=GoalState.OPEN, progress=back, changed_at=visit.now, settled_at=None)
    visit.records.goals.keep(again)
    return card(visit, again, "again")


def take_over(visit: Visit, subject: str) -> Say:
    """What they said when they joined becomes a goal, in one tap in their list."""
    pair = first_goals.make(visit, subject)
    return within(visit, pair, "" if has_room(visit, pair) else "enough")


def begin_with(visit: Visit, subject: str) -> Say:
    """The same in the introduction, which stays as it is but for that."""
    pair = first_goals.make(visit, subject)
    introduction = introduced(visit, Nudge("", "pairs/begun", visit.person.id, visit.now, f"pair:{pair.id}"))
    if introduction is None:
        raise NotYours(subject)
    return introduction


def everything(visit: Visit) -> Fact:
    """All of their own, for themselves; those that a partner shares with them are the partner's."""
    return tuple(
        {
            "with": partners(visit, one.pair_id),
            **told(visit.person, one, "made_at", "text", "sign"),
            "by": one.by.isoformat(),
            **told(visit.person, one, "progress", "state", "changed_at", "settled_at"),
        }
        for one in visit.records.goals.by(visit.person.id)
    )


def counted(here: Occasion, programme_id: int) -> Mapping[GoalState, Counted]:
    """What coordinators read of a programme: how many, in nobody's name."""
    return here.records.goals.counted(programme_id)


def going_on(visit: Visit, pair_id: int) -> Pair:
    """The gate to a pair in which goals are set: raises NotYours where it is not theirs, or has ended."""
    pair = visit.records.pairs.of(visit.person.id, pair_id)
    if pair.state is not PairState.ACTIVE or pair.informal:
        raise NotYours(str(pair_id))
    return pair


def _mine(visit: Visit, subject: str) -> Goal:
    goal = visit.records.goals.of(visit.person.id, id_in(subject))
    if goal.state is not GoalState.OPEN:
        raise NotYours(subject)
    return goal


def _settle(visit: Visit, subject: str, state: GoalState) -> Say:
    goal = visit.records.goals.of(visit.person.id, id_in(subject))
    if goal.state is not state:
        reached = 100 if state is GoalState.DONE else goal.progress
        goal = replace(goal, state=state, progress=reached, changed_at=visit.now, settled_at=visit.now)
        visit.records.goals.keep(goal)
    return card(visit, goal, state.value)


# What its buttons do.
CLICKS: Mapping[str, Callable[[Visit, str], Say]] = {
    "goals.look": look,
    "goals.open": open_one,
    "goals.progress": progress,
    "goals.done": finish,
    "goals.let_go": let_go,
    "goals.take_up": take_up,
    "goals.take_over": take_over,
    "goals.begin_with": begin_with,
}
