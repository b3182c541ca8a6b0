"""`match FILE.csv`: match a cohort from a spreadsheet, proven; no platform and no database needed."""

import argparse
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from handlers.shell.match_options import add_to, refuse_what_excludes
from handlers.shell.match_publish import publish
from handlers.shell.progress import Progress
from handlers.shell.reading import bytes_of, tell_ignored, tell_problems
from handlers.shell.settings import settings_from
from handlers.shell.tables import csv_of, json_of, keep_apart, write_all
from handlers.shell.toolbox import Refused, Toolbox

if TYPE_CHECKING:  # what matches brings numpy along, which no other command has to wait for
    from bot.cohort_file import CohortFile
    from bot.matching.answer import Answer
    from bot.matching.candidates import Candidate
    from bot.matching.cohort import Cohort
    from bot.matching.run import Run
    from bot.matching.semantic import Semantic


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    matching = commands.add_parser("match", help="match a cohort from a CSV file", allow_abbrev=False)
    add_to(matching)
    matching.set_defaults(run=match)


def match(wanted: argparse.Namespace, toolbox: Toolbox) -> int:
    from bot.cohort_file import read_cohort
    from bot.model import ProgrammeKind

    refuse_what_excludes(wanted)
    progress = Progress(5)
    keep_apart((wanted.out, wanted.unmatched, wanted.edges, wanted.certificate), (wanted.file,))
    data = bytes_of(wanted.file)
    progress.step("reading the file")
    skills = toolbox.house(settings_from(toolbox.environ)).wording.skills
    file = read_cohort(data, skills, ProgrammeKind(wanted.kind), wanted.reporting_levels)
    if refused := _told_problems(file):
        return refused
    among, found, asked = _matched(wanted, file, toolbox, progress)
    # before anything is written, since it may be refused
    published = publish(wanted.by, among, found, toolbox) if wanted.publish else ""
    progress.step("writing")
    write_all(_files(wanted, among, found, file, sha256(data).hexdigest()))
    progress.end()
    _tell(among, found, file, asked, shown=not wanted.out)
    if published:
        print(published)
    return 0


def _matched(
    wanted: argparse.Namespace, file: "CohortFile", toolbox: Toolbox, progress: Progress
) -> "tuple[Cohort, Answer, tuple[Candidate, Candidate] | None]":
    """The cohort, its best pairs, and the two who are asked about. Raises Refused without an answer."""
    from bot.matching.answer import answer
    from bot.matching.cohort import cohort
    from bot.matching.flow import TooLarge, Unsolved
    from bot.matching.run import Refused as Impossible
    from handlers.shell import match_words

    try:
        among = cohort(file.mentors, file.mentees, _run(wanted, toolbox, progress))
        asked = _asked(wanted, among)
        progress.step(f"scoring {len(among.mentees):,} by {len(among.mentors):,}")
        _ = among.scores
        progress.step("looking for the best choice")
        return among, answer(among), asked
    except Impossible as refused:
        raise Refused(match_words.refusal(refused)) from refused
    except (TooLarge, Unsolved) as unproven:
        raise Refused(match_words.UNPROVEN) from unproven


def _told_problems(file: "CohortFile") -> int:
    tell_ignored(file.ignored_columns)
    tell_problems(file.problems)
    if file.problems:
        count = len(file.problems)
        print(f"Nobody was matched: {count} problem{'s' * (count > 1)} in the file.", file=sys.stderr)
    elif not file.mentors and not file.mentees:
        print("Nobody was matched: nobody in the file has a role (mentor, mentee or both).", file=sys.stderr)
        return 1
    return int(bool(file.problems))


def _run(wanted: argparse.Namespace, toolbox: Toolbox, progress: Progress) -> "Run":
    from bot.matching.run import Aim, Run
    from bot.model import ProgrammeKind

    return Run(
        ProgrammeKind(wanted.kind),
        wanted.start or toolbox.clock.now().date(),
        seed=wanted.seed,
        aim=Aim(wanted.floor or 0, protect_worst=wanted.protect_worst, bands=wanted.bands),
        weights=wanted.weights,
        one_way=wanted.one_way,
        per_department=wanted.per_department,
        reporting_levels=wanted.reporting_levels,
        least_overlap=wanted.least_overlap,
        semantic=_semantic() if wanted.semantic else None,
        told=progress.tell,
    )


def _semantic() -> "Semantic":
    from bot.matching.semantic import Unavailable, load

    try:
        return load()
    except Unavailable as why:
        raise Refused(str(why)) from None


def _files(
    wanted: argparse.Namespace, among: "Cohort", found: "Answer", file: "CohortFile", digest: str
) -> Iterable[tuple[Path, Iterable[bytes]]]:
    """The files that were asked for, made as they are written."""
    from bot.matching.documents import certificate, edges
    from handlers.shell.match_tables import pair_rows, unmatched_rows

    if wanted.out:
        yield wanted.out, csv_of(("mentee", "mentor", "score", "reasons"), pair_rows(among, found))
    if wanted.unmatched:
        header = ("email", "role", "reason", "next_step")
        yield wanted.unmatched, csv_of(header, unmatched_rows(among, found, file))
    if wanted.edges:
        yield wanted.edges, csv_of(("mentee", "mentor", "score"), edges(among))
    if wanted.certificate:
        told = certificate(among, found, {wanted.file.name: digest})
        yield wanted.certificate, json_of(told)


def _asked(wanted: argparse.Namespace, among: "Cohort") -> "tuple[Candidate, Candidate] | None":
    """The mentee and the mentor of --why."""
    from bot.cohort_file import by_address

    if not wanted.why:
        return None
    mentee, mentor = wanted.why
    one, other = by_address(among.mentees, mentee), by_address(among.mentors, mentor)
    if one is None:
        raise Refused(f"{mentee!r} is no mentee in this file.")
    if other is None:
        raise Refused(f"{mentor!r} is no mentor in this file.")
    return one, other


def _tell(
    among: "Cohort",
    found: "Answer",
    file: "CohortFile",
    asked: "tuple[Candidate, Candidate] | None",
    *,
    shown: bool,
) -> None:
    from handlers.shell.match_tables import summary, told_why

    for line in summary(among, found, file, shown=shown):
        print(line)
    if asked:
        print()
        for line in told_why(among, found, asked):
            print(line)
