"""Whole runs from a file: what is matched there, written down, and looked at by whoever did not match it."""

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from bot.cohort_file import read_cohort
from bot.matching.answer import Answer, answer
from bot.matching.cohort import Cohort, cohort
from bot.matching.documents import certificate
from bot.matching.run import Aim, Run
from bot.model import ProgrammeKind
from bot.skills import Skill, Skills
from bot.verifying import Verdict, verify_cohort
from handlers.shell.match_tables import pair_rows
from handlers.shell.tables import csv_of

SKILLS = Skills([Skill("Public speaking", {"de": "Reden"}, ("presenting",)), Skill("Strategy")])
NO_AIM = Aim()


@dataclass(frozen=True)
class Matched:
    """A file, and what came of it."""

    data: bytes
    among: Cohort
    found: Answer

    @property
    def totals(self) -> dict[str, int]:
        told = self.found.best or self.found.peers
        assert told is not None
        return dict(told.totals)

    def verified(self) -> Verdict:
        header = ("mentee", "mentor", "score", "reasons")
        pairs = b"".join(csv_of(header, pair_rows(self.among, self.found)))
        told = certificate(self.among, self.found, {"people.csv": sha256(self.data).hexdigest()})
        return verify_cohort(self.data, pairs, json.dumps(told).encode(), SKILLS)


def matched(text: str, kind: str = "traditional", aim: Aim = NO_AIM, seed: int = 0) -> Matched:
    data = text.encode()
    file = read_cohort(data, SKILLS, ProgrammeKind(kind), 2)
    assert not file.problems, file.problems
    run = Run(ProgrammeKind(kind), date(2026, 11, 25), aim=aim, seed=seed, one_way=False)
    among = cohort(file.mentors, file.mentees, run)
    return Matched(data, among, answer(among))
