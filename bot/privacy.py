"""Everything somebody gave us or did here, for themselves: as a file for machines, and as a page to read."""

import json
from collections.abc import Mapping

from bot.belongings import PARTS
from bot.facts import moment
from bot.message import Attachment, Fact, FileOf, Moment, Say
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in
from bot.working_time import zone

JSON, HTML = "export.json", "export.html"
SHEET, FILES = "privacy/export", "privacy/files"


def ask_for(visit: Visit) -> Say:
    """Have the files made by whoever sends what is due: it may take longer than a chat waits."""
    key = f"export:{visit.person.id}:{visit.now.isoformat()}"
    visit.records.outbox.owe([Nudge(key, FILES, visit.person.id, visit.now)])
    return Say("privacy/on_its_way")


def files(visit: Visit, nudge: Nudge) -> Say:
    """Both of them, made when they are sent."""
    del nudge
    whose = str(visit.person.id)
    return Say(FILES, files=(FileOf(HTML, whose), FileOf(JSON, whose)))


def json_file(visit: Visit, subject: str) -> Attachment:
    """All of it, for machines and for whoever reads JSON."""
    written = json.dumps(_plain(everything(visit, subject)), indent=2, ensure_ascii=False) + "\n"
    return Attachment("onehour-export.json", visit.words(FILES)["file"], "application/json", written.encode())


def html_file(visit: Visit, subject: str) -> Attachment:
    """All of it, as a page to be read or printed."""
    page = visit.house.wording.sheet(SHEET, {"data": everything(visit, subject)}, visit.language)
    return Attachment("onehour-export.html", visit.words(FILES)["page"], "text/html", page.encode())


def everything(visit: Visit, subject: str) -> Mapping[str, Fact]:
    """The parts, in a fixed order. The gate: raises NotYours unless it is about whoever asks."""
    if id_in(subject) != visit.person.id:
        raise NotYours(subject)
    made: dict[str, Fact] = {"made_at": moment(visit.now, visit.person)}
    return made | {name: part(visit) for name, part in PARTS.items()}


def _plain(fact: Fact) -> object:
    """As JSON has it; a moment is ISO 8601 with the offset of the person's own zone."""
    match fact:
        case Moment():
            return fact.at.astimezone(zone(fact.zone)).isoformat(timespec="seconds")
        case tuple():
            return [_plain(one) for one in fact]
        case Mapping():
            return {key: _plain(one) for key, one in fact.items()}
        case _:
            return fact
