"""`assign EDGES.csv`: the best choice for those who bring their own scores: most people, then the total."""

import argparse
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from handlers.shell.progress import Progress
from handlers.shell.reading import LARGEST_EDGES, bytes_of
from handlers.shell.tables import csv_of, json_of, keep_apart, write_all
from handlers.shell.toolbox import Refused, Toolbox

if TYPE_CHECKING:
    from bot.matching.assignment import Scored
    from bot.verifying.given import Given


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    assigning = commands.add_parser("assign", help="match by your own scores", allow_abbrev=False)
    assigning.add_argument("edges", metavar="EDGES.csv", type=Path, help="mentee,mentor,score")
    assigning.add_argument(
        "--capacities", metavar="CAPACITIES.csv", type=Path, required=True, help="mentor,capacity"
    )
    assigning.add_argument("--out", metavar="pairs.csv", type=Path, required=True)
    assigning.add_argument("--certificate", metavar="FILE", type=Path, help="the proof, for `verify`")
    assigning.set_defaults(run=assign)


def assign(wanted: argparse.Namespace, toolbox: Toolbox) -> int:
    from bot.matching.assignment import assign as assigned
    from bot.matching.documents import of_assignment
    from bot.matching.flow import TooLarge, Unsolved
    from handlers.shell.match_words import UNPROVEN

    del toolbox
    progress = Progress(3)
    progress.step("reading")
    keep_apart((wanted.out, wanted.certificate), (wanted.edges, wanted.capacities))
    edges, capacities = (bytes_of(path, LARGEST_EDGES) for path in (wanted.edges, wanted.capacities))
    given = _given(edges, capacities)
    scored, mentees, mentors, places = _in_order(given)
    progress.step(f"choosing among {len(scored.scores):,} edges")
    try:
        found = assigned(scored, len(mentees), places)
    except (TooLarge, Unsolved) as unproven:
        raise Refused(UNPROVEN) from unproven
    progress.step("writing")
    rows = ((mentees[one], mentors[other], score, "as given") for one, other, score in found.pairs)
    files = [(wanted.out, csv_of(("mentee", "mentor", "score", "reasons"), rows))]
    if wanted.certificate:
        again = " (capacities)" if wanted.edges.name == wanted.capacities.name else ""
        inputs = {
            wanted.edges.name: sha256(edges).hexdigest(),
            f"{wanted.capacities.name}{again}": sha256(capacities).hexdigest(),
        }
        files.append((wanted.certificate, json_of(of_assignment(found, mentees, mentors, inputs))))
    write_all(files)
    progress.end()
    print(f"{len(found.pairs):,} of {len(mentees):,} mentees placed, total score {found.total:,}.")
    print("No other choice places more, nor as many with a higher total; proven over every edge.")
    return 0


def _given(edges: bytes, capacities: bytes) -> "Given":
    """Raises Refused where a file cannot be read; single lines that will not do are told, then refused."""
    from bot.verifying.findings import Findings, Unusable
    from bot.verifying.given import read_given

    findings = Findings()
    try:
        given = read_given(edges, capacities, findings)
    except Unusable as unusable:
        raise Refused(f"{unusable} Nobody was assigned.") from unusable
    if findings.count:
        for sentence in findings.sentences:
            print(sentence, file=sys.stderr)
        more = findings.count - len(findings.sentences)
        unsaid = f" {more:,} more are not shown." if more else ""
        raise Refused(f"Nobody was assigned: {findings.count:,} problem(s) in the files.{unsaid}")
    return given


def _in_order(given: "Given") -> "tuple[Scored, list[str], list[str], list[int]]":
    """Everybody by name, so that the order of the lines decides nothing."""
    import numpy as np

    from bot.matching.assignment import Scored

    mentees, mentors = sorted(given.mentees), sorted(given.mentors)
    ones, others = np.empty(len(mentees), np.int64), np.empty(len(mentors), np.int64)
    ones[[given.mentees[name] for name in mentees]] = np.arange(len(mentees))
    others[[given.mentors[name] for name in mentors]] = np.arange(len(mentors))
    rows, columns = ones[given.ones], others[given.others]
    order = np.lexsort((columns, rows))
    scored = Scored(rows[order], columns[order], [given.scores[at] for at in order.tolist()])
    return scored, mentees, mentors, [given.capacities[given.mentors[name]] for name in mentors]
