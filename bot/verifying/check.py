"""The two things that can be verified: a cohort from its people file, and an assignment from its edges."""

from collections.abc import Callable, Mapping
from hashlib import sha256

from bot.matching.semantic import Semantic, Unavailable, load
from bot.people_file import read_people
from bot.people_lines import PersonLine
from bot.skills import Skills
from bot.verifying.assignment import Assignment
from bot.verifying.certificate import Certificate, Vectors, read_certificate
from bot.verifying.cohorts import Cohort
from bot.verifying.findings import Findings, Unusable, Verdict, concluded, count, number
from bot.verifying.given import read_given
from bot.verifying.places import Seating
from bot.verifying.proof import Proof
from bot.verifying.run import Run, run_of
from bot.verifying.tables import read_pairs
from bot.verifying.words import Vocabulary


def verify_cohort(
    people: bytes,
    pairs: bytes,
    certificate: bytes,
    skills: Skills,
    load: Callable[[], Semantic] = load,
) -> Verdict:
    """`load` brings what reads goals by meaning, where the certificate says that they were read so."""
    try:
        told = read_certificate(certificate)
        return _cohort((people, pairs), told, skills, _semantic(told, load))
    except Unusable as why:
        return _unusable(why)


def verify_assignment(edges: bytes, capacities: bytes, pairs: bytes, certificate: bytes) -> Verdict:
    try:
        return _assignment(edges, capacities, pairs, read_certificate(certificate))
    except Unusable as why:
        return _unusable(why)


def _unusable(why: Unusable) -> Verdict:
    return Verdict(failures=(str(why),), failed=1)


def _semantic(certificate: Certificate, load: Callable[[], Semantic]) -> Semantic | None:
    wanted = certificate.options.semantic if certificate.options else None
    if wanted is None:
        return None
    try:
        found = load()
    except Unavailable as why:
        raise Unusable(str(why)) from None
    if found.digest != wanted:
        raise Unusable(
            "The certificate read goals by meaning with other weights: its 'semantic' is not known here."
        )
    return found


def _cohort(
    files: tuple[bytes, bytes], certificate: Certificate, skills: Skills, semantic: Semantic | None
) -> Verdict:
    people, pairs = files
    if certificate.options is None:
        raise Unusable("This certificate is one of `assign`: name the capacities, with --capacities.")
    findings = Findings()
    _are_inputs(certificate, {"The people file": people}, findings)
    lines = _people(people, findings)
    if lines is None:
        return concluded(findings)
    vocabulary = Vocabulary(skills)
    run = run_of(lines, certificate.kind, certificate.options)
    places = [run.capacity(mentor) for mentor in range(len(run.mentors))]
    seating = Seating(run.mentees.place, run.mentors.place, places, findings, are_peers=run.is_peer)
    seating.take(read_pairs(pairs, findings))
    proof = Proof(run, certificate, seating, findings)
    proof.take(Cohort(run, vocabulary, semantic))
    proof.conclude()
    return concluded(findings, *_told(run, certificate, proof.edges, len(seating.chosen)))


def _assignment(edges: bytes, capacities: bytes, pairs: bytes, certificate: Certificate) -> Verdict:
    if not isinstance(certificate.main, Vectors) or certificate.options:
        raise Unusable("This certificate is not one of `assign`: verify it without --capacities.")
    findings = Findings()
    files = {"The edges file": edges, "The capacities file": capacities}
    _are_inputs(certificate, files, findings)
    given = read_given(edges, capacities, findings)
    seating = Seating(given.mentees, given.mentors, given.capacities, findings, str.strip)
    seating.take(read_pairs(pairs, findings))
    return Assignment(given, certificate.main, seating, findings).check(certificate.totals)


def _are_inputs(certificate: Certificate, files: Mapping[str, bytes], findings: Findings) -> None:
    for name, data in files.items():
        if sha256(data).hexdigest() not in certificate.inputs:
            findings.add(f"{name} is not the one that the certificate was made for: its SHA-256 differs.")


def _people(data: bytes, findings: Findings) -> list[PersonLine] | None:
    """Managers may be people who are not in the file; anything else that is wrong with it is told."""
    file = read_people(data, frozenset())
    problems = [problem for problem in file.problems if problem.why.code != "manager"]
    for problem in problems:
        where = f"line {problem.line}, {problem.column or 'whole line'}"
        findings.add(f"people, {where}: {problem.reason}.")
    return None if problems else list(file.lines)


def _told(run: Run, certificate: Certificate, edges: int, pairs: int) -> tuple[str, str]:
    totals = certificate.totals
    placed = count(pairs, "pair") if run.is_peer else f"{count(pairs, 'mentee')} placed"
    lowest = f", lowest score {number(totals['worst'])}" if "worst" in totals else ""
    leaders = f"{count(totals['leaders'], 'leader')} among them"
    reached = f"{placed}, {leaders}{lowest}, score {number(totals['score'])}"
    people = count(len(run.taking_part), "person", "people")
    seen = f"{people}, {count(edges, 'edge')}, {count(pairs, 'pair')}"
    return (
        f"Proven: {reached}. No other choice is better by: {', '.join(certificate.levels)}.",
        f"Checked: {seen}; every rule, capacity, score and total, and the prices of every edge.",
    )
