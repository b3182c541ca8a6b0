"""Why a possible pair fits: a few capped parts, each of which can be told, and their sum."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.message import Facts

MOST = 1000
# What each part is worth at most. A programme may weigh them otherwise; together they make up 1000.
WEIGHTS: Mapping[str, int] = {
    "skills": 400,
    "wished": 75,
    "wished_for": 75,
    "hours": 100,
    "department": 80,
    "level": 80,
    "interests": 60,
    "site": 50,
    "languages": 40,
    "goals": 40,
}
# The parts whose sentence is not called like them.
_PART_OF = {"other_department": "department", "other_site": "site", "same_site": "site"}


@dataclass(frozen=True, slots=True)
class Part:
    """One reason for a pair: `code` names its sentence in the templates, `facts` go into it."""

    code: str
    points: int
    facts: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Which of the weights it is a part of."""
        return _PART_OF.get(self.code, self.code)

    @property
    def told(self) -> Facts:
        """The same as facts, to be kept and put into words."""
        return {"code": self.code, **self.facts}


@dataclass(frozen=True, slots=True)
class Fit:
    """The reasons for a pair, weightiest first. The score, 0 to 1000, is their sum and nothing else.

    Only where there is no reason to name it may be `unsaid`.
    """

    parts: tuple[Part, ...]
    unsaid: int = 0

    @property
    def score(self) -> int:
        return sum(part.points for part in self.parts) + self.unsaid


def fit(parts: Iterable[Part], faint: str = "") -> Fit:
    """What these parts make up. The one named `faint` comes last, and is no reason by itself."""
    ordered = sorted(parts, key=lambda part: (part.name == faint, -part.points))
    if ordered and ordered[0].name == faint:
        return Fit((), ordered[0].points)
    return Fit(tuple(ordered))


def weights(changed: Mapping[str, int]) -> Mapping[str, int]:
    """The weights with a programme's changes.

    Raises ValueError unless each is a known part's, none is below 0, and all add up to 1000.
    """
    found = {**WEIGHTS, **changed}
    if found.keys() != WEIGHTS.keys() or min(found.values()) < 0 or sum(found.values()) != MOST:
        raise ValueError(f"the weights are {', '.join(WEIGHTS)}, none below 0, and add up to {MOST}")
    return found
