"""What runs where mentor-match is installed, with nothing of ours: people in, pairs and seconds out.

Each part of the score is a rule of its own, as the package wants it: a function of one pair. With `scores`
given it is spared that, and looks our score up instead. A mentor gets one mentee in each of the `rounds`.
"""

import json
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from time import perf_counter, process_time
from typing import Any

Facts = Mapping[str, Any]
Part = Callable[[Facts, Facts], int]
FULL_DAY = 480


def shared(mentee: Mapping[str, int], mentor: Mapping[str, int]) -> int:
    """What the terms of both weigh."""
    return sum(weight for term, weight in mentee.items() if term in mentor)


def skills(one: Facts, other: Facts) -> int:
    whole = one["wanted"]
    return 400 * shared(one["skills"], other["skills"]) // whole if whole else 0


def goals(one: Facts, other: Facts) -> int:
    whole = one["said"] + other["said"]
    return 80 * shared(one["goals"], other["goals"]) // whole if whole else 0


def interests(one: Facts, other: Facts) -> int:
    return 60 * min(3, shared(one["interests"], other["interests"])) // 3


def languages(one: Facts, other: Facts) -> int:
    return 40 * min(2, max(0, shared(one["languages"], other["languages"]) - 1)) // 2


def hours(one: Facts, other: Facts) -> int:
    return 100 * int(one["minutes"][other["hours"]]) // FULL_DAY


def department(one: Facts, other: Facts) -> int:
    differ = one["department"] and other["department"] and one["department"] != other["department"]
    return 80 * int(6 + one["elsewhere"] + other["elsewhere"]) // 8 if differ else 0


def site(one: Facts, other: Facts) -> int:
    if not (one["site"] and other["site"]):
        return 0
    away = one["away"] + other["away"]
    if one["site"] == other["site"]:
        return 0 if away else 50
    return 25 * int(away)


def level(one: Facts, other: Facts) -> int:
    known = one["level"] and other["level"]
    near = max(0, 5 - max(0, abs(one["level"] - other["level"]) - 3)) if known else 0
    return 80 * (5 * int(one["leader"] or other["leader"]) + near) // 10


def wishes(one: Facts, other: Facts) -> int:
    return int(one["wishes"].get(other["number"], 0))


PARTS: tuple[Part, ...] = (skills, goals, interests, languages, hours, department, site, level, wishes)


def main() -> None:
    given = json.load(sys.stdin)
    process, rule = import_module("matching.process"), import_module("matching.rules.rule")
    more, barred = int(given["more"]), [set(row) for row in given["barred"]]

    class Points(rule.Rule):  # type: ignore[misc, name-defined]
        """One part of the score."""

        def __init__(self, part: Part) -> None:
            self.part = part

        def apply(self, match: Any) -> int:  # noqa: ANN401 not there for us
            return self.part(match.mentee.role, match.mentor.role)

    scores = given.get("scores")
    found = (lambda one, other: scores[one["number"]][int(other["number"])],) if scores else None
    points = found or PARTS

    def is_out(match: Any) -> bool:  # noqa: ANN401 not there for us
        placed = bool(match.mentee.connections)
        return placed or int(match.mentor.role["number"]) in barred[match.mentee.role["number"]]

    rules = [
        *map(Points, points),
        # more than all points, so that people come before them
        Points(lambda _one, _other: more),
        # it asks the last rule first, and no other of those who are out
        rule.Disqualify(is_out),
    ]
    mentors = _people("Mentor", given["mentors"], 1)
    mentees = _people("Mentee", given["mentees"], 0)
    wall, cpu = perf_counter(), process_time()
    process.process_data(mentors, mentees, [rules] * given["rounds"])
    took = {"wall": perf_counter() - wall, "cpu": process_time() - cpu}
    pairs = [(int(one.role["number"]), other.role["number"]) for one in mentors for other in one.mentees]
    json.dump({**took, "pairs": pairs}, sys.stdout)


def _people(kind: str, facts: list[Facts], grade: int) -> list[Any]:
    made = getattr(import_module(f"matching.{kind.lower()}"), kind)
    return [made(grade=grade, email=f"{kind} {number}", role=one) for number, one in enumerate(facts)]


if __name__ == "__main__":
    main()
