"""Agendas: what each month's hour is for, how long each part takes, and ten minutes at its end to reflect."""

from enum import StrEnum

from bot.message import Fact, Say
from bot.model import Pair, ProgrammeKind
from bot.ports import Occasion

# So long the two look back at the end; of a short meeting no more than a third.
REFLECTION = 10
# Nobody looks at the clock for less.
_STEP = 5


class Stage(StrEnum):
    """What an hour is for. Each is a text (`templates/agendas/`) with three parts before the last."""

    FIRST = "first"
    GOALS = "goals"
    FEEDBACK = "feedback"
    PEOPLE = "people"
    OBSTACLES = "obstacles"
    HORIZON = "horizon"
    STOCKTAKE = "stocktake"
    PREPARE = "prepare"
    LAST = "last"


_BETWEEN = (Stage.FEEDBACK, Stage.PEOPLE, Stage.OBSTACLES, Stage.HORIZON)
# How the time before the last minutes is shared out.
_SHARES = {Stage.FIRST: (1, 2, 2), Stage.GOALS: (1, 3, 1), Stage.STOCKTAKE: (2, 2, 1), Stage.LAST: (2, 2, 1)}
_USUAL = (1, 3, 1)


def agenda(here: Occasion, pair: Pair, number: int, minutes: int) -> Say:
    """What that hour of a pair is for, part by part."""
    stage = stage_of(number, pair.rounds)
    facts: dict[str, Fact] = {"kind": kind_of(here, pair), "parts": parts(stage, minutes)}
    return Say(f"agendas/{stage}", facts)


def kind_of(here: Occasion, pair: Pair) -> str:
    """What kind of meeting it is: a pair with several mentees is a group in every programme."""
    kind = here.records.programmes.get(pair.programme_id).kind
    return (ProgrammeKind.GROUP if len(pair.mentee_ids) > 1 else kind).value


def stage_of(number: int, months: int) -> Stage:
    """What the hour of that number is for, of so many. No two in a row are for the same."""
    known = _known(months)
    if number in known:
        return known[number]
    # those that are for nothing in particular are counted through, also beyond the end of what was planned
    between = [one for one in range(1, number + 1) if one not in known]
    return _BETWEEN[(len(between) - 1) % len(_BETWEEN)]


def parts(stage: Stage, minutes: int) -> tuple[int, ...]:
    """How many minutes each part takes: together exactly so many, the last of them for looking back."""
    last = min(REFLECTION, minutes // 3)
    rest, shares = minutes - last, _SHARES.get(stage, _USUAL)
    step = _STEP if rest >= 2 * _STEP * len(shares) else 1
    lengths = [max(1, rest * share // sum(shares) // step) * step for share in shares]
    longest = lengths.index(max(lengths))
    lengths[longest] += rest - sum(lengths)
    return (*lengths, last)


def _known(months: int) -> dict[int, Stage]:
    """The hours that are for something in particular; where there are few, the earlier ones make room."""
    known = {2: Stage.GOALS} if months > 2 else {}  # noqa: PLR2004  between the first and the last
    if months > 4:  # noqa: PLR2004  with fewer, it would stand beside the beginning or the end
        known[months // 2 + 1] = Stage.STOCKTAKE
    if months > 3:  # noqa: PLR2004  the third of three is the last
        known[months - 1] = Stage.PREPARE
    return {**known, months: Stage.LAST, 1: Stage.FIRST}
