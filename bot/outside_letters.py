"""What a leader sends to a mentor from outside by their own e-mail: times to choose from, or a word."""

from urllib.parse import quote

from bot import times
from bot.message import Bold, Bullets, Divider, Fact, Link, Message, Moment, Paragraph, Say, Span, Text
from bot.people import Person
from bot.ports import Visit
from bot.post import Nudge
from bot.records import id_in


def invited(visit: Visit, nudge: Nudge) -> Say | None:
    """This month's times, as `times.invited` has them; with a letter that proposes them by e-mail."""
    pair = visit.records.pairs.of(visit.person.id, id_in(nudge.about))
    said = times.invited(visit, nudge)
    if said is None or not pair.external or "slots" not in said.facts:
        return said
    outsider = visit.records.people.get(pair.mentor_id)
    letter = Say(
        "outsiders/letter", {"writer": visit.person.name, "zone": visit.person.zone or "UTC", **said.facts}
    )
    facts: dict[str, Fact] = {"letter": mail_to(outsider, visit.say(letter))}
    return Say("outsiders/invitation", {**said.facts, **facts}, said.files, said.also)


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
