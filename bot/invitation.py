"""One meeting for somebody's calendar: as a file, and as links that fill in a form they send themselves."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from icalendar import Calendar, Event, vCalAddress

LONGEST_LINK = 2000  # mail programs and chats cut or refuse longer ones
_TURNING = frozenset({"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"})
_LONGEST_TITLE = 80
_LONGEST_ADDRESSES = 700

# Microsoft documents the third; the other two are widely used, and described by neither maker.
_GOOGLE = "https://calendar.google.com/calendar/render?"
_OUTLOOK = (
    "https://outlook.office.com/calendar/0/deeplink/compose?path=/calendar/action/compose&rru=addevent&"
)
_TEAMS = "https://teams.microsoft.com/l/meeting/new?"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a calendar is told of a meeting. `agenda` may have several lines; an empty e-mail is unknown.

    With a `guest` it is made for them, to be sent on to them by the organiser.
    `kind` keeps the numbers of different things apart.
    """

    meeting_id: int
    title: str
    agenda: str
    start: datetime
    end: datetime
    organiser: str = ""
    organiser_email: str = ""
    guest: str = ""
    guest_email: str = ""
    kind: str = "meeting"

    @property
    def invites(self) -> bool:
        """Whether it comes from somebody to somebody, as an invitation by mail does."""
        return _is_address(self.organiser_email) and _is_address(self.guest_email)


def ics(invitation: Invitation, stamp: datetime, sequence: int = 0, *, off: bool = False) -> bytes:
    """The meeting as an iCalendar file. Its UID stays: raise `sequence` and it replaces, or is `off`."""
    event = Event()
    event.add("uid", f"{invitation.kind}-{invitation.meeting_id}@onehour")
    event.add("sequence", sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", invitation.start.astimezone(UTC))
    event.add("dtend", invitation.end.astimezone(UTC))
    event.add("summary", _one_line(invitation.title))
    event.add("description", _clean(invitation.agenda))
    if off:
        event.add("status", "CANCELLED")
    if _is_address(invitation.organiser_email):
        event.add("organizer", _named(invitation.organiser, invitation.organiser_email))
    if invitation.invites:
        guest = _named(invitation.guest, invitation.guest_email)
        guest.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
        event.add("attendee", guest)
    file = Calendar()
    file.add("prodid", "-//onehour//mentoring//EN")
    file.add("version", "2.0")
    # PUBLISH, not REQUEST: this file is opened from a chat, not received by mail. A REQUEST wants an answer
    # that goes to somebody who never invited, and is refused where the reader is its organiser. PUBLISH is
    # simply put into the calendar. It must not name attendees (RFC 5546, 3.2.1): the links below do. Only the
    # file that a leader sends on to a guest by mail is what it says: an invitation, which they answer.
    file.add("method", "CANCEL" if off else "REQUEST" if invitation.invites else "PUBLISH")
    file.add_component(event)
    content: bytes = file.to_ical()
    return content


def calendar_links(
    title: str, start: datetime, end: datetime, details: str, attendees: Sequence[str]
) -> dict[str, str]:
    """Addresses of filled-in forms at `google`, `outlook` and `teams`: whoever opens one invites the others.

    Too long an agenda is shortened, and e-mail addresses beyond what a link holds are left out.
    """
    invited = ",".join(_that_fit([address for address in attendees if _is_address(address)]))
    words = (_shortened(_one_line(title), _LONGEST_TITLE), _clean(details), invited)
    begins, ends = start.astimezone(UTC), end.astimezone(UTC)
    dates = {"action": "TEMPLATE", "dates": f"{begins:%Y%m%dT%H%M%SZ}/{ends:%Y%m%dT%H%M%SZ}"}
    zulu = {"startdt": f"{begins:%Y-%m-%dT%H:%M:%SZ}", "enddt": f"{ends:%Y-%m-%dT%H:%M:%SZ}"}
    offset = {"startTime": begins.isoformat("T", "seconds"), "endTime": ends.isoformat("T", "seconds")}
    return {
        "google": _short_link(_GOOGLE, dates, ("text", "details", "add"), words),
        "outlook": _short_link(_OUTLOOK, zulu, ("subject", "body", "to"), words),
        "teams": _short_link(_TEAMS, offset, ("subject", "content", "attendees"), words),
    }


def _named(name: str, email: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = _one_line(name)
    return address


_Words = tuple[str, str, str]


def _short_link(base: str, times: Mapping[str, str], names: _Words, words: _Words) -> str:
    """The link with as much of the second text, the agenda, as it may hold."""
    title, agenda, invited = words

    def link(length: int) -> str:
        texts = zip(names, (title, _shortened(agenda, length), invited), strict=True)
        # %20 for a blank: Teams and Outlook show a "+" as it is
        return f"{base}{urlencode({**times, **dict(texts)}, safe='/:@,', quote_via=quote)}"

    least, most = 0, len(agenda)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if len(link(middle)) < LONGEST_LINK else (least, middle - 1)
    return link(least)


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…" if length else ""


def _that_fit(addresses: Sequence[str]) -> list[str]:
    fitting: list[str] = []
    for address in addresses:
        if len(quote(",".join([*fitting, address]))) <= _LONGEST_ADDRESSES:
            fitting.append(address)
    return fitting


def _is_address(email: str) -> bool:
    """Whether it can stand in a list of addresses without becoming two, or something else."""
    return email.count("@") == 1 and email.isprintable() and not set(email) & set(' ,;:<>"\\?%')


def _clean(text: str) -> str:
    """Without what no calendar reads, and without what would turn the words that follow; lines stay lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char == "\n" or not _is_unseen(char))


def _is_unseen(char: str) -> bool:
    """Control characters, half characters; embeddings, overrides and isolates of the writing direction."""
    return unicodedata.category(char) in {"Cc", "Cs"} or unicodedata.bidirectional(char) in _TURNING


def _one_line(text: str) -> str:
    return " ".join(_clean(text.replace("\t", " ")).split())
