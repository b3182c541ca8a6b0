"""How a programme is matched: what comes first, how the score is weighed, and what each choice costs."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.audit import note
from bot.cohort import Cohort, aim, best, priorities
from bot.enrolment import open_programme
from bot.late_joiners import wake
from bot.matching.fit import WEIGHTS
from bot.matching.proposal import Outcome
from bot.matching_desk import at_the_desk
from bot.message import Fact, Say
from bot.model import Method, Priority
from bot.ports import Visit
from bot.rulings import change

# What is shown as the price of quality where nobody has asked for another floor.
A_FLOOR = 300


def how(visit: Visit, subject: str) -> Say:
    """How it is chosen, and what each other way would bring: a dry run of each."""
    here = at_the_desk(visit, subject)
    kept = weights(here.method)
    return Say(
        "admin_match/how",
        {
            "ways": ways(Trial(here)),
            "late": here.method.late,
            "weights": tuple({"part": part, "points": kept[part]} for part in WEIGHTS),
            "usual": kept == WEIGHTS,
        },
    )


class Trial:
    """A cohort that is matched in several ways, in each of them once."""

    def __init__(self, here: Cohort) -> None:
        self.method = here.method
        self.kind = here.programme.kind
        self._here = here
        self._found: dict[tuple[object, ...], Outcome] = {}

    def best(self, method: Method) -> Outcome:
        """The best matches if it were matched like that."""
        way = (aim(method, self.kind), *sorted(method.weights.items()))
        if way not in self._found:
            self._found[way] = best(replace(self._here, method=method))
        return self._found[way]


def ways(trial: Trial) -> tuple[Fact, ...]:
    """Each thing that may come first, with what it brings just now."""
    found = []
    for priority in priorities(trial.kind):
        floor = (trial.method.floor or A_FLOOR) if priority is Priority.QUALITY else 0
        sums = figures(trial.best(replace(trial.method, priority=priority, floor=floor)))
        mine = priority is trial.method.priority
        found.append({"way": priority.value, "floor": floor, "mine": mine, **sums})
    return tuple(found)


def figures(outcome: Outcome) -> dict[str, Fact]:
    """A run in five numbers."""
    placed, leaders, total = outcome.totals
    return {
        "placed": placed,
        "leaders": leaders,
        "total": total,
        "average": total // placed if placed else 0,
        "worst": min((one.score for one in outcome.pairs), default=0),
    }


def compared(trial: Trial, method: Method) -> dict[str, Fact]:
    """What would be different if it were matched like that."""
    before, after = trial.best(trial.method), trial.best(method)
    moved = change(before, after)["moved"]
    return {"before": figures(before), "after": figures(after), "moved": moved}


def weights(method: Method) -> Mapping[str, int]:
    """What every part of the score is worth."""
    return {**WEIGHTS, **method.weights}


def weighed(method: Method, chosen: Mapping[str, int]) -> Method:
    """The same with these weights; the usual ones are not written down, so that they may still improve."""
    return replace(method, weights={} if dict(chosen) == dict(WEIGHTS) else dict(chosen))


def keep(visit: Visit, act: str, choose: Callable[[Method], Method]) -> None:
    """Keep what was chosen, beside whatever else somebody has chosen meanwhile."""
    programme = visit.records.programmes.hold(open_programme(visit).id)
    now = visit.records.matching.method(programme.id)
    chosen = choose(now)
    if chosen != now:
        visit.records.matching.keep_method(chosen)
        note(visit, act, f"programme:{programme.id}")
        wake(visit, programme.id)
