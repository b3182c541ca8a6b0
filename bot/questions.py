"""Questions to think about: many for each role in each kind of programme, and whose turn it is among them.

Their words stand in `templates/prompts`, in one file for each family, by names like `start_clarity_2`: when
in the course of a pair it fits, which theme it has, and a number.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from bot.facts import mark
from bot.model import Pair, Programme, ProgrammeKind
from bot.people import ENGLISH
from bot.ports import House, Visit

STAGES = ("start", "middle", "end")
THEMES = ("connection", "clarity", "competency")
FAMILIES = (
    *("mentor", "mentee", "reverse_mentor", "reverse_mentee", "peer"),
    *("group_mentor", "group_mentee"),
)

_NAME = re.compile(rf"(?P<stage>{'|'.join(STAGES)})_(?P<theme>{'|'.join(THEMES)})_\w+")


def family(programme: Programme, pair: Pair, person_id: int) -> str:
    """Which questions somebody gets in this pair."""
    role = pair.role_of(person_id).value
    if programme.kind is ProgrammeKind.PEER:
        return "peer"
    if programme.kind is ProgrammeKind.REVERSE:
        return f"reverse_{role}"
    in_a_group = programme.kind is ProgrammeKind.GROUP or len(pair.mentee_ids) > 1
    return f"group_{role}" if in_a_group else role


def names_of(house: House, family: str) -> tuple[str, ...]:
    """The questions of a family, an organisation's own among them."""
    known = house.wording.words(f"prompts/{family}", ENGLISH)
    return tuple(f"{family}/{name}" for name in known if _NAME.fullmatch(name))


def words_of(visit: Visit, prompt: str) -> str:
    """A question as this person reads it; empty for one that is no more."""
    family, _, name = prompt.partition("/")
    if family not in FAMILIES:
        return ""
    file = f"prompts/{family}"
    # an organisation may have added one in English only
    return visit.words(file).get(name) or visit.house.wording.words(file, ENGLISH).get(name, "")


def choose(names: Collection[str], used: Sequence[str], pair: Pair, person_id: int, number: int) -> str:
    """The question whose turn it is after that hour, when those were used in this pair.

    First whichever was used least, so that none comes again before all have come; then one for this stage of
    the pair; then one of the theme that is next; then by a lot that is always the same.
    """
    times = Counter(used)
    stage = min((number - 1) * len(STAGES) // pair.rounds, len(STAGES) - 1)
    theme = len(used) % len(THEMES)

    def turn(name: str) -> tuple[int, int, int, str]:
        fits, about, _ = name.partition("/")[2].split("_", 2)
        away = abs(STAGES.index(fits) - stage)
        later = (THEMES.index(about) - theme) % len(THEMES)
        return times[name], away, later, mark(pair.id, person_id, name)

    return min(names, key=turn)
