"""What a leader writes to a mentor from outside: times, that an hour is settled, or that it is off.

We write to the leader alone. Each letter is a link that opens it in their own e-mail, ready to be sent, and
nothing of it is kept.
"""

from datetime import datetime
from urllib.parse import quote

from bot.facts import moment, person_facts
from bot.message import Bold, Bullets, Divider, Fact, Facts, Link, Message, Moment, Paragraph, Say, Span, Text
from bot.model import Meeting, Pair
from bot.people import Person
from bot.ports import Visit


def with_times(visit: Visit, pair: Pair, meeting: Meeting, told: Facts) -> str:
    """Proposes these times, for an hour that is settled in its place; empty in a pair without an outsider."""
    if not told["slots"]:
        return ""
    settled = meeting.at if meeting.at and meeting.at > visit.now else None
    return _letter(visit, pair, "outsiders/letter", {**told, "settled": _at(visit, settled)})


def of_the_hour(visit: Visit, pair: Pair, meeting: Meeting, minutes: int) -> str:
    """Says when it is, and when it was until then."""
    facts = {"at": _at(visit, meeting.at), "before": _at(visit, meeting.before), "minutes": minutes}
    return _letter(visit, pair, "outsiders/letter_settled", facts)


def of_its_end(visit: Visit, pair: Pair, meeting: Meeting) -> str:
    """Says that it is off."""
    return _letter(visit, pair, "outsiders/letter_off", {"at": _at(visit, meeting.before)})


def _letter(visit: Visit, pair: Pair, template: str, facts: Facts) -> str:
    outsider = visit.records.people.get(pair.mentor_id) if pair.external else None
    if outsider is None or not outsider.outside:
        return ""
    writer: dict[str, Fact] = {"writer": visit.person.name, "zone": visit.person.zone or "UTC"}
    return mail_to(outsider, visit.say(Say(template, {**facts, **writer, "partner": person_facts(outsider)})))


def mail_to(person: Person, letter: Message) -> str:
    """A link that opens a letter to them in the reader's own e-mail, ready to be sent."""
    subject, body = quote(letter.title, safe=""), quote(_plain(letter), safe="")
    return f"mailto:{quote(person.address, safe='@')}?subject={subject}&body={body}"


def _plain(letter: Message) -> str:
    """Its words alone: an e-mail knows no marks of ours. Its moments are words already."""
    parts = []
    for block in letter.body:
        match block:
            case Paragraph(line):
                parts.append("".join(map(_words, line)))
            case Bullets(items):
                parts.append("\n".join(f"- {''.join(map(_words, item))}" for item in items))
            case Divider():
                parts.append("")
    return "\n\n".join(parts)


def _words(span: Span) -> str:
    match span:
        case Text(text) | Bold(text):
            return text
        case Link(label, url):
            return f"{label} ({url})"
        case Moment(at=at):
            return f"{at:%Y-%m-%d %H:%M} UTC"


def _at(visit: Visit, at: datetime | None) -> Moment | None:
    return moment(at, visit.person) if at else None
