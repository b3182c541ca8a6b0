"""Reflections: a question for each role and month, and answers that only their writer reads."""

from bot.enrolment import role_in
from bot.model import Meeting, Pair, Reflection
from bot.people import Person
from bot.ports import Occasion, Visit
from bot.records import NotYours

THEMES = ("connection", "clarity", "competency")


def prompt_of(here: Occasion, pair: Pair, meeting: Meeting, person: Person) -> str:
    """The template of the question somebody gets after this meeting: by role, in turn through the themes.

    Peers come to learn, both of them.
    """
    theme = THEMES[(meeting.round - 1) % len(THEMES)]
    return f"prompts/{role_in(here, pair, person.id).replace('peer', 'mentee')}_{theme}"


def latest_meeting(visit: Visit) -> Meeting | None:
    """The last hour this person has had, over all their pairs."""
    meetings = [
        meeting
        for pair in visit.records.pairs.pairs_of(visit.person.id)
        for meeting in visit.records.meetings.of_pair(pair.id)
        if meeting.at is not None and meeting.at <= visit.now
    ]
    return max(meetings, key=lambda meeting: (meeting.at, meeting.id), default=None)


def keep(visit: Visit, meeting_id: int, text: str) -> None:
    """Write it down, for its writer alone; writing again on the same meeting replaces it."""
    meeting = visit.records.meetings.of(visit.person.id, meeting_id)
    if meeting.at is None or meeting.at > visit.now:
        raise NotYours(str(meeting_id))
    pair = visit.records.pairs.of(visit.person.id, meeting.pair_id)
    prompt = prompt_of(visit, pair, meeting, visit.person)
    visit.records.meetings.reflect(Reflection(0, visit.person.id, meeting_id, prompt, text, visit.now))
