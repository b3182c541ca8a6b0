"""Reflections: what somebody is asked after an hour, and the answers that only they read."""

from collections.abc import Sequence
from dataclasses import replace

from bot.message import Say
from bot.model import Meeting, MeetingState, Pair
from bot.ports import Visit
from bot.questions import choose, family, names_of, words_of
from bot.records import NotYours
from bot.thoughts import Question, Reflection


def question_after(visit: Visit, pair: Pair, meeting: Meeting) -> tuple[Say, ...]:
    """The question this person gets after this meeting; none if they have written or skipped it already."""
    question = asked(visit, pair, meeting)
    if question.skipped_at or visit.records.reflections.on(visit.person.id, meeting.id):
        return ()
    return (Say("prompts/question", {"question": words_of(visit, question.prompt)}),)


def asked(visit: Visit, pair: Pair, meeting: Meeting) -> Question:
    """What this person is asked after this meeting: chosen when it is first asked, the same ever after."""
    ours = asked_in(visit, pair)
    known = next((one for one in ours if one.meeting_id == meeting.id), None)
    if known:
        return known
    prompt = _next(visit, pair, meeting, used(ours))
    return visit.records.reflections.ask(Question(0, visit.person.id, meeting.id, prompt, visit.now))


def another(visit: Visit, pair: Pair, meeting: Meeting, question: Question) -> str:
    """The one that they can ask for instead."""
    return question.other or _next(visit, pair, meeting, used(asked_in(visit, pair)))


def asked_in(visit: Visit, pair: Pair) -> Sequence[Question]:
    """Whatever this person was asked in the course of a pair."""
    meetings = {one.id for one in visit.records.meetings.of_pair(pair.id)}
    mine = visit.records.reflections.questions(visit.person.id)
    return [one for one in mine if one.meeting_id in meetings]


def used(questions: Sequence[Question]) -> list[str]:
    """The names of all that they have seen."""
    return [name for one in questions for name in (one.prompt, one.other) if name]


def latest_meeting(visit: Visit) -> Meeting | None:
    """The last hour this person has had, over all their pairs."""
    meetings = [
        meeting
        for pair in visit.records.pairs.pairs_of(visit.person.id)
        for meeting in visit.records.meetings.of_pair(pair.id)
        if is_over(visit, meeting) and meeting.state is not MeetingState.MISSED
    ]
    return max(meetings, key=lambda meeting: (meeting.at, meeting.id), default=None)


def is_over(visit: Visit, meeting: Meeting) -> bool:
    """Whether there can be anything to think about yet."""
    return meeting.at is not None and meeting.at <= visit.now


def skipped(visit: Visit, meeting_id: int) -> bool:
    """Whether they would rather not be asked about this one."""
    mine = visit.records.reflections.questions(visit.person.id)
    return any(one.meeting_id == meeting_id and one.skipped_at for one in mine)


def keep(visit: Visit, meeting_id: int, prompt: str, text: str) -> Reflection:
    """Write it down, for its writer alone; writing again on the same meeting changes what was written."""
    written = visit.records.reflections.on(visit.person.id, meeting_id)
    if written:
        return visit.records.reflections.keep(replace(written, text=text))
    question = _question(visit, meeting_id, prompt)
    visit.records.reflections.keep_question(replace(question, skipped_at=None))
    return visit.records.reflections.keep(Reflection(0, visit.person.id, meeting_id, prompt, text, visit.now))


def skip(visit: Visit, meeting_id: int, prompt: str) -> None:
    """Ask nothing more about this meeting."""
    question = _question(visit, meeting_id, prompt)
    visit.records.reflections.keep_question(replace(question, skipped_at=visit.now))


def _question(visit: Visit, meeting_id: int, prompt: str) -> Question:
    """What they were asked, with the one that they saw last."""
    meeting = visit.records.meetings.of(visit.person.id, meeting_id)
    if not is_over(visit, meeting):
        raise NotYours(str(meeting_id))
    question = asked(visit, visit.records.pairs.of(visit.person.id, meeting.pair_id), meeting)
    return question if prompt == question.prompt else replace(question, other=prompt)


def _next(visit: Visit, pair: Pair, meeting: Meeting, seen: Sequence[str]) -> str:
    programme = visit.records.programmes.get(pair.programme_id)
    names = names_of(visit.house, family(programme, pair, visit.person.id))
    return choose(names, seen, pair, visit.person.id, meeting.round)
