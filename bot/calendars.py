"""The settled hour in calendars: a file that follows every change of it, and links to forms."""

from dataclasses import replace
from datetime import timedelta

from bot.agendas import agenda
from bot.booking import minutes_of
from bot.enrolment import met_in
from bot.invitation import Invitation, calendar_links, ics
from bot.message import Attachment, Block, Bullets, FileOf, Line, Link, Moment, Paragraph, Say
from bot.model import Meeting, Pair
from bot.pairs import listed, sends_the_invitation
from bot.people import Person
from bot.ports import Visit
from bot.records import NotYours
from bot.times import hour_of

CALENDAR = "meeting"
# The same hour as an invitation for somebody from outside, which the leader sends on.
HANDED_ON = "handed_on"
IN_CALENDARS = "meetings/calendar"


def calendar_file(visit: Visit, subject: str) -> Attachment:
    """The hour as it stands, for a calendar; where it was called off, what takes it out again."""
    meeting, pair = hour_of(visit, subject)
    words = visit.words(IN_CALENDARS)
    file = _file(visit, meeting, _told(visit, pair, meeting))
    return Attachment("mentoring.ics", words["file" if meeting.at else "off"], "text/calendar", file)


def handed_on(visit: Visit, subject: str) -> Attachment:
    """The same for somebody from outside, whom it names as invited: we send it to the leader alone."""
    meeting, pair = hour_of(visit, subject)
    if not pair.external:
        raise NotYours(subject)
    outsider = visit.records.people.get(pair.mentor_id)
    told = replace(_told(visit, pair, meeting), guest=outsider.name, guest_email=outsider.outside)
    label = visit.words(IN_CALENDARS)["send" if meeting.at else "send_off"]
    return Attachment("invitation.ics", label, "text/calendar", _file(visit, meeting, told))


def files(pair: Pair, meeting: Meeting) -> tuple[FileOf, ...]:
    """What comes with an hour that is settled, or off."""
    own = FileOf(CALENDAR, str(meeting.id))
    return (own, FileOf(HANDED_ON, str(meeting.id))) if pair.external else (own,)


def links(visit: Visit, pair: Pair, meeting: Meeting) -> dict[str, str]:
    """Forms that keep the hour; only those of the one who sends the invitation invite the others."""
    if meeting.at is None:
        raise NotYours(str(meeting.id))
    invites = sends_the_invitation(pair, visit.person)
    guests = [one.address for one in _everybody_else(visit, pair) if one.address] if invites else []
    return calendar_links(
        title=title(visit, pair),
        start=meeting.at,
        end=meeting.at + timedelta(minutes=minutes_of(visit, pair, meeting)),
        details=plain_agenda(visit, pair, meeting),
        attendees=guests,
    )


def title(visit: Visit, pair: Pair) -> str:
    """Who meets; of a group everybody."""
    others = _everybody_else(visit, pair)
    other = listed(visit, [one.name for one in others])
    return visit.say(Say(IN_CALENDARS, {"one": visit.person.name, "other": other})).title


def plain_agenda(visit: Visit, pair: Pair, meeting: Meeting) -> str:
    """What the hour is for, without marks. Others may see a calendar: nothing of the two is in it."""
    say = agenda(visit, pair, meeting.round, minutes_of(visit, pair, meeting))
    worded = visit.house.wording.say(say, visit.language)
    return "\n".join((*_lines(worded.body), visit.words(IN_CALENDARS)["from"]))


def _told(visit: Visit, pair: Pair, meeting: Meeting) -> Invitation:
    """What calendars are told: what was kept when it last changed, so that no `sequence` means two things."""
    at = meeting.at or meeting.before
    if at is None:
        raise NotYours(str(meeting.id))
    people = [visit.records.people.get(one) for one in pair.people]
    sender = next(one for one in people if sends_the_invitation(pair, one))
    return Invitation(
        meeting.id,
        title(visit, pair),
        plain_agenda(visit, pair, meeting),
        at,
        at + timedelta(minutes=minutes_of(visit, pair, meeting)),
        sender.name,
        sender.email,
    )


def _file(visit: Visit, meeting: Meeting, told: Invitation) -> bytes:
    return ics(told, meeting.changed_at or visit.now, meeting.sequence, off=meeting.at is None)


def _everybody_else(visit: Visit, pair: Pair) -> list[Person]:
    met = met_in(visit, pair, visit.person.id)
    known = {visit.person.id, *(one.id for one in met)}
    return [*met, *(visit.records.people.get(one) for one in pair.people if one not in known)]


def _lines(blocks: tuple[Block, ...]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(line):
                lines.append(_words(line))
            case Bullets(items):
                lines += [f"- {_words(line)}" for line in items]
            case _:
                pass  # a rule is no words
    return lines


def _words(line: Line) -> str:
    told = []
    for span in line:
        match span:
            case Link(label, _):
                told.append(label)
            case Moment(at):
                told.append(f"{at:%Y-%m-%d %H:%M}")
            case _:
                told.append(span.text)
    return "".join(told)
