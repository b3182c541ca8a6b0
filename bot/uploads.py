"""People files that coordinators send in chat: read, told what they would change, taken in once they say so.

Both are errands, since a large file takes longer than a chat waits for an answer.
"""

from dataclasses import asdict

from bot.acts import Uploaded
from bot.message import Fact, Say
from bot.people_file import PeopleFile
from bot.people_intake import Stored, consider, take_in
from bot.ports import Errand, Visit
from bot.post import Nudge
from bot.records import NotYours, id_in
from bot.trust import AuditEntry, Upload

READ, TAKE_IN = "people.read", "people.take_in"
SHOWN = 10


def take(visit: Visit, uploaded: Uploaded) -> Say:
    """Keep a file and have it read."""
    if not visit.coordinates:
        return Say("help/coordinators")
    kept = visit.records.uploads.add(Upload(0, visit.person.id, uploaded.name, uploaded.content, visit.now))
    _owe(visit, READ, kept)
    return Say("people/reading", {"file": uploaded.name})


def import_it(visit: Visit, subject: str) -> Say:
    """Have it taken in. Whoever presses twice, or another button of the same file, has it done once."""
    upload = _mine(visit, subject)
    _owe(visit, TAKE_IN, upload)
    return Say("people/importing", {"file": upload.name})


def discard(visit: Visit, subject: str) -> Say:
    """Let the file go without a trace."""
    upload = _mine(visit, subject)
    visit.records.uploads.drop(upload.id)
    return Say("people/discarded", {"file": upload.name})


def read(errand: Errand) -> None:
    """Tell whoever sent the file what it would change, or what is wrong with it."""
    upload = _sent(errand)
    file, intake = consider(errand.records, upload.content)
    if intake is None:
        errand.records.uploads.drop(upload.id)
        _tell(errand, upload, "people/problems", _problems(file))
    else:
        _tell(errand, upload, "people/summary", {**_counts(intake.counts), "ignored": file.ignored_columns})


def carry_out(errand: Errand) -> None:
    """Take the file in, as the company is now: somebody may have joined since it was read."""
    upload = _sent(errand)
    errand.records.uploads.drop(upload.id)
    file, intake = consider(errand.records, upload.content)
    if intake is None:
        _tell(errand, upload, "people/problems", _problems(file))
        return
    counts = take_in(errand.records, intake)
    act = f"{counts.added} added, {counts.updated} updated"
    errand.records.audit.note(AuditEntry(0, errand.nudge.to, "import people", act, errand.now))
    _tell(errand, upload, "people/imported", _counts(counts))


def _owe(visit: Visit, act: str, upload: Upload) -> None:
    about = f"upload:{upload.id}"
    visit.records.outbox.owe([Nudge(f"{act}:{upload.id}", act, visit.person.id, visit.now, about)])


def _mine(visit: Visit, subject: str) -> Upload:
    if not visit.coordinates:
        raise NotYours(subject)
    return visit.records.uploads.of(visit.person.id, id_in(subject))


def _sent(errand: Errand) -> Upload:
    """Raises NotYours when it is gone, or its sender no longer coordinates."""
    if not errand.house.lets_coordinate(errand.records.people.get(errand.nudge.to)):
        raise NotYours(errand.nudge.about)
    return errand.records.uploads.of(errand.nudge.to, id_in(errand.nudge.about))


def _tell(errand: Errand, upload: Upload, template: str, facts: dict[str, Fact]) -> None:
    told = {"file": upload.name, "upload": str(upload.id), **facts}
    key = f"{errand.nudge.key}:told"
    errand.records.outbox.owe([Nudge(key, template, errand.nudge.to, errand.now, facts=told)])


def _counts(counts: Stored) -> dict[str, Fact]:
    return {**asdict(counts), "lines": counts.added + counts.updated + counts.unchanged + counts.forgotten}


def _problems(file: PeopleFile) -> dict[str, Fact]:
    named: list[Fact] = [
        {"line": one.line, "column": one.column, "code": one.why.code, "given": one.why.values}
        for one in file.problems[:SHOWN]
    ]
    return {"problems": tuple(named), "more": max(0, len(file.problems) - SHOWN)}
