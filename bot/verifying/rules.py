"""The hard rules (docs/matching.md, section 2), for some mentees and all mentors at once."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

import numpy as np
import numpy.typing as npt

from bot.people_lines import PersonLine
from bot.verifying.certificate import PEER
from bot.verifying.run import Run
from bot.verifying.words import Numbers

Truths = npt.NDArray[np.bool_]

_LEVELS = 11  # 1 to 10, and 0 for unknown
_MOST_MINUTES = 24 * 60


class Rules:
    """Says of each possible pair which rules it breaks, the first ones first."""

    def __init__(self, run: Run, minutes: Numbers) -> None:
        self._run = run
        self._too_little = (minutes >= 0) & (minutes < min(run.options.least_overlap, _MOST_MINUTES))
        self._unfit = _unfit_levels(run.kind)
        self._speaks = [
            _flags(side.people, lambda one: bool(one.languages)) for side in (run.mentees, run.mentors)
        ]
        self._below = _grouped({name: [one.manager] for name, one in run.everybody.items()})
        self._avoided_by = _grouped({name: one.avoid for name, one in run.everybody.items()})

    def broken(self, rows: range, languages: Numbers) -> Iterator[tuple[str, Truths]]:
        """Each rule, and where it is broken. `languages` is how many each two share."""
        run, part = self._run, slice(rows.start, rows.stop)
        speak, others_speak = self._speaks
        yield "self", self._marked(rows, lambda email: [email])
        yield "reporting_line", self._marked(rows, self._in_line)
        yield "language", (languages == 0) & speak[part, None] & others_speak
        yield "hours", self._too_little[run.mentees.zones[part]][:, run.mentors.zones]
        yield "seniority", self._unfit[run.mentees.levels[part]][:, run.mentors.levels]
        yield "not_possible", self._marked(rows, self._avoiding)

    def why(self, rule: str) -> str:
        """What a broken rule is called in words. Who avoids whom is nobody's business."""
        options = self._run.options
        seniority = {
            "reverse": "the mentor's level is not below the mentee's",
            PEER: "their levels are more than 1 apart",
        }
        return {
            "self": "both are the same person",
            "reporting_line": f"one reports to the other, within {options.reporting_levels} steps",
            "language": "they have no language in common",
            "hours": f"their working hours share less than {options.least_overlap} minutes a day",
            "seniority": seniority.get(self._run.kind, "the mentor's level is not above the mentee's"),
            "not_possible": "this is not possible in this programme",
        }[rule]

    def _marked(self, rows: range, others: Callable[[str], list[str]]) -> Truths:
        """True where the mentor is one of the mentee's `others`."""
        mentees, place = self._run.mentees, self._run.mentors.place
        found = np.zeros((len(rows), len(place)), np.bool_)
        for row, mentee in zip(found, rows, strict=True):
            row[[place[email] for email in others(mentees.people[mentee].email) if email in place]] = True
        return found

    def _in_line(self, email: str) -> list[str]:
        """Everybody above and below, as far as the rule goes and the file knows."""
        found: list[str] = []
        above, below = email, [email]
        for _ in range(self._run.options.reporting_levels):
            person = self._run.everybody.get(above)
            above = person.manager if person else ""
            below = [one for manager in below for one in self._below.get(manager, ())]
            if not above and not below:
                break
            found += [above, *below]
        return found

    def _avoiding(self, email: str) -> list[str]:
        return [*self._run.everybody[email].avoid, *self._avoided_by.get(email, ())]


def _unfit_levels(kind: str) -> Truths:
    """By the mentee's level and the mentor's."""
    mentee, mentor = np.indices((_LEVELS, _LEVELS))
    known = (mentee > 0) & (mentor > 0)
    if kind == PEER:
        fits = np.abs(mentor - mentee) <= 1
    else:
        fits = mentor < mentee if kind == "reverse" else mentor > mentee
    unfit: Truths = known & ~fits
    return unfit


def _flags(people: tuple[PersonLine, ...], read: Callable[[PersonLine], bool]) -> Truths:
    return np.array([read(person) for person in people], np.bool_)


def _grouped(named: Mapping[str, list[str] | tuple[str, ...]]) -> Mapping[str, list[str]]:
    """Who names somebody."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, others in named.items():
        for other in others:
            if other:
                found[other].append(name)
    return dict(found)
