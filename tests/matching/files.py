"""Whole runs from a file: what is matched there, written down, and looked at by whoever did not match it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from bot.cohort_file import CohortFile, read_cohort
from bot.matching.answer import Answer, answer
from bot.matching.cohort import Cohort, cohort
from bot.matching.documents import certificate
from bot.matching.run import Aim, Run
from bot.model import ProgrammeKind
from bot.skills import Skill, Skills
from bot.verifying import Verdict, verify_cohort
from handlers.shell.match_tables import pair_rows, unmatched_rows
from handlers.shell.tables import csv_of

SKILLS = Skills([Skill("Public speaking", {"de": "Reden"}, ("presenting",)), Skill("Strategy")])
NO_AIM = Aim()


@dataclass(frozen=True)
class Matched:
    """A file, and what came of it."""

    data: bytes
    file: CohortFile
    among: Cohort
    found: Answer

    @property
    def totals(self) -> dict[str, int]:
        return dict(self.found.totals)

    @cached_property
    def pairs(self) -> bytes:
        header = ("mentee", "mentor", "score", "reasons")
        return b"".join(csv_of(header, pair_rows(self.among, self.found)))

    @cached_property
    def unmatched(self) -> bytes:
        header = ("email", "role", "reason", "next_step")
        return b"".join(csv_of(header, unmatched_rows(self.among, self.found, self.file)))

    @property
    def certificate(self) -> dict[str, Any]:
        return dict(certificate(self.among, self.found, {"people.csv": sha256(self.data).hexdigest()}))

    def verified(
        self, pairs: bytes | None = None, change: Callable[[dict[str, Any]], object] | None = None
    ) -> Verdict:
        """What `verify` says of it, or of it with other pairs or a changed certificate."""
        told = json.loads(json.dumps(self.certificate))
        if change:
            change(told)
        written = self.pairs if pairs is None else pairs
        return verify_cohort(self.data, written, json.dumps(told).encode(), SKILLS)


def matched(text: str, kind: str = "traditional", aim: Aim = NO_AIM, seed: int = 0) -> Matched:
    data = text.encode()
    file = read_cohort(data, SKILLS, ProgrammeKind(kind), 2)
    assert not file.problems, file.problems
    run = Run(ProgrammeKind(kind), date(2026, 11, 25), aim=aim, seed=seed, one_way=False)
    among = cohort(file.mentors, file.mentees, run)
    return Matched(data, file, among, answer(among))
