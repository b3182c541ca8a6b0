"""What a run of matching depends on besides the people."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.matching.candidates import LEVELS_OF_LINE
from bot.matching.problem import nothing_told
from bot.matching.rules import LEAST_OVERLAP, Met, Rulebook
from bot.matching.semantic import Semantic
from bot.message import Facts
from bot.model import ProgrammeKind

Weights = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Aim:
    """What is asked for besides the most people, then leaders, then the best fit.

    Pairs below `floor` are as few as can be, or with `quality_first` are not made at all. `protect_worst`:
    the lowest score of all is as high as it can be. Between `bands` (scores, rising) the lower ones are kept
    as empty as can be, the lowest first.
    """

    floor: int = 0
    quality_first: bool = False
    protect_worst: bool = False
    bands: tuple[int, ...] = ()


class Refused(ValueError):
    """The run cannot be: `code` says why, about the pair (mentor, mentee) if it is about one."""

    def __init__(self, code: str, pair: tuple[int, int] | None = None, facts: Facts | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.pair = pair
        self.facts = facts or {}


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of matching depends on besides the people.

    `on` is the day whose clocks count, `earlier` (mentor, mentee) pairs that shall not come again, `taken`
    the places already taken, by mentor. Of a coordinator: what they `aim` for, the `weights` of parts of the
    score where they are not the usual ones, and pairs `forbidden` or `locked`, (mentor, mentee). `kept` are
    pairs of an earlier proposal, which move only where somebody would be left out otherwise. `one_way`:
    nobody guides the one who guides them. `per_department`: no mentor has more mentees than that of one
    department. With `semantic` goals are read by meaning. `told` hears how far a long run has come.
    """

    kind: ProgrammeKind
    on: date
    earlier: Met = frozenset()
    taken: Mapping[int, int] = field(default_factory=dict)
    seed: int = 0
    aim: Aim = field(default_factory=Aim)
    weights: Weights = field(default_factory=dict)
    forbidden: Met = frozenset()
    locked: Met = frozenset()
    kept: Met = frozenset()
    one_way: bool = True
    per_department: int | None = None
    reporting_levels: int = LEVELS_OF_LINE
    least_overlap: int = LEAST_OVERLAP
    semantic: Semantic | None = None
    told: Callable[[str], None] = nothing_told

    @property
    def rulebook(self) -> Rulebook:
        """The rules of this run."""
        return Rulebook(
            self.kind, self.on, self.earlier, self.forbidden, self.reporting_levels, self.least_overlap
        )
