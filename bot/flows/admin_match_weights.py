"""Say how much each part of the score counts in this programme."""

from collections.abc import Mapping

from bot.conversation import Flow
from bot.facts import mark
from bot.matching.fit import MOST, WEIGHTS
from bot.matching_desk import DESK, at_the_desk
from bot.message import Fact, Field, Kind, Page, Say
from bot.methods import Trial, compared, keep, weighed, weights
from bot.ports import Visit

COORDINATORS = True
FRESH = True

Weights = Mapping[str, int]


def gather(visit: Visit, about: str) -> Trial:
    """Everybody who is free, read once: what other weights would change is only reckoned."""
    return Trial(at_the_desk(visit, about))


def admin_match_weights(here: Trial) -> Flow[Weights]:
    """A number for each part, then what they would change."""
    now = weights(here.method)
    told = yield Page("admin_match_weights/parts", _fields(now), {"whole": MOST}, amiss=_amiss)
    chosen = {part: _number(told[f"for_{part}"]) for part in WEIGHTS}
    different: tuple[Fact, ...] = tuple(
        {"part": part, "points": chosen[part], "usual": WEIGHTS[part]}
        for part in WEIGHTS
        if chosen[part] != now[part]
    )
    facts: dict[str, Fact] = {"different": different, **compared(here, weighed(here.method, chosen))}
    yield Page("admin_match_weights/review", (), facts, seen=mark(facts))
    return chosen


def finish(visit: Visit, about: str, chosen: Weights) -> Say:
    """Keep them, and back to the desk."""
    del about
    keep(visit, "weights", lambda now: weighed(now, chosen))
    return Say(DESK, {"note": "weights"})


def _fields(now: Weights) -> tuple[Field, ...]:
    initial = {part: str(points) for part, points in now.items()}
    return (
        Field("for_skills", Kind.NUMBER, initial=initial["skills"], least=0, most=MOST),
        Field("for_wished", Kind.NUMBER, initial=initial["wished"], least=0, most=MOST),
        Field("for_wished_for", Kind.NUMBER, initial=initial["wished_for"], least=0, most=MOST),
        Field("for_hours", Kind.NUMBER, initial=initial["hours"], least=0, most=MOST),
        Field("for_department", Kind.NUMBER, initial=initial["department"], least=0, most=MOST),
        Field("for_level", Kind.NUMBER, initial=initial["level"], least=0, most=MOST),
        Field("for_interests", Kind.NUMBER, initial=initial["interests"], least=0, most=MOST),
        Field("for_site", Kind.NUMBER, initial=initial["site"], least=0, most=MOST),
        Field("for_languages", Kind.NUMBER, initial=initial["languages"], least=0, most=MOST),
        Field("for_goals", Kind.NUMBER, initial=initial["goals"], least=0, most=MOST),
    )


def _amiss(told: Mapping[str, object]) -> Mapping[str, str]:
    """All together they are the whole, else no two scores could be compared."""
    total = sum(_number(points) for points in told.values())
    return {} if total == MOST else {"for_skills": "more" if total < MOST else "less"}


def _number(points: object) -> int:
    return points if isinstance(points, int) else 0
