"""What runs where mentor-match is installed, with nothing of ours: scores in, pairs and seconds out."""

import json
import sys
from importlib import import_module
from time import perf_counter, process_time
from typing import Any


def main() -> None:
    given = json.load(sys.stdin)
    scores, more = given["scores"], int(given["more"])
    process, mentor, mentee = (import_module(f"matching.{name}") for name in ("process", "mentor", "mentee"))
    rule = import_module("matching.rules.rule")
    mentees = [mentee.Mentee(grade=0, email=f"mentee {number}", role=number) for number in range(len(scores))]
    mentors = [
        mentor.Mentor(grade=1, email=f"mentor {number}", role=number) for number in range(given["mentors"])
    ]

    class Given(rule.Rule):  # type: ignore[misc, name-defined]
        """Our score, and more than all scores for being possible at all."""

        def apply(self, match: Any) -> int:  # noqa: ANN401 not there for us
            score: int = scores[match.mentee.role][match.mentor.role]
            return score + more

    barred = rule.Disqualify(lambda match: scores[match.mentee.role][match.mentor.role] < 0)
    wall, cpu = perf_counter(), process_time()
    process.process_data(mentors, mentees, [[Given(), barred]])
    took = {"wall": perf_counter() - wall, "cpu": process_time() - cpu}
    pairs = [(one.role, other.role) for one in mentors for other in one.mentees]
    json.dump({**took, "pairs": pairs}, sys.stdout)


if __name__ == "__main__":
    main()
