"""Write down, for yourself, what you took from your last hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation import Flow
from bot.enrolment import met_in
from bot.flows import Instead
from bot.journal import KEPT, newest
from bot.message import Facts, Field, Kind, Option, Page, Say
from bot.ports import Visit
from bot.questions import words_of
from bot.records import id_in, named
from bot.reflections import another, asked, is_over, keep, latest_meeting, skip, skipped
from bot.thoughts import Reflection

LONGEST = 3000
JOURNAL = "journal"


class Then(StrEnum):
    """What becomes of a page."""

    KEEP = "keep"
    OTHER = "other"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Reflecting:
    """Whom this person met, the two questions there are, and what they have written already."""

    partners: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    written: Reflection | None = None


@dataclass(frozen=True, slots=True)
class Thought:
    """What came of it: the question they saw last, and their words, if there are any."""

    prompt: str
    text: str = ""


def subject(visit: Visit, about: str) -> str:
    """The meeting that was named, else the last one unless it was skipped: settled as it begins."""
    if about.strip().casefold() == JOURNAL:
        return JOURNAL
    if number := named(about):
        return number
    last = latest_meeting(visit)
    return "" if last is None or skipped(visit, last.id) else str(last.id)


def gather(visit: Visit, about: str) -> Reflecting:
    """Who was met, and what is asked of that meeting."""
    if about == JOURNAL:
        raise Instead(newest(visit))
    if not about:
        last = latest_meeting(visit)
        raise Instead(Say("reflect/rest", {"meeting": str(last.id)}) if last else Say("reflect/nothing"))
    if written := visit.records.reflections.on(visit.person.id, id_in(about)):
        return Reflecting((), (written.prompt,), (words_of(visit, written.prompt),), written)
    meeting = visit.records.meetings.of(visit.person.id, id_in(about))
    if not is_over(visit, meeting):
        raise Instead(Say("reflect/nothing"))
    pair = visit.records.pairs.of(visit.person.id, meeting.pair_id)
    question = asked(visit, pair, meeting)
    prompts = (question.prompt, another(visit, pair, meeting, question))
    partners = tuple(one.first_name for one in met_in(visit, pair, visit.person.id))
    return Reflecting(partners, prompts, tuple(words_of(visit, one) for one in prompts))


def reflect(here: Reflecting) -> Flow[Thought]:
    """One question, or another one instead, and one text; or neither."""
    if here.written:
        now = Field("text", Kind.LINES, initial=here.written.text, most=LONGEST)
        facts: Facts = {"question": here.questions[0], "shared": here.written.shared_at is not None}
        told = yield Page("reflect/edit", (now,), facts)
        return Thought(here.prompts[0], str(told["text"]))
    told = yield _page("reflect/write", here, 0, "", Then.KEEP, Then.OTHER, Then.SKIP)
    if told["then"] != Then.OTHER:
        return Thought(here.prompts[0], str(told["text"] or ""))
    told = yield _page("reflect/other", here, 1, str(told["text"] or ""), Then.KEEP, Then.SKIP)
    return Thought(here.prompts[1], str(told["text"] or ""))


def finish(visit: Visit, about: str, thought: Thought) -> Say:
    """Keep it for its writer alone, or ask no more about that meeting."""
    if not thought.text:
        skip(visit, id_in(about), thought.prompt)
        return Say("reflect/skipped")
    return Say(KEPT, {"id": str(keep(visit, id_in(about), thought.prompt, thought.text).id)})


def _page(name: str, here: Reflecting, number: int, begun: str, *then: Then) -> Page:
    return Page(
        name,
        (
            Field("text", Kind.LINES, required=False, initial=begun, most=LONGEST),
            Field("then", Kind.CHOICE, tuple(Option(one) for one in then), initial=Then.KEEP),
        ),
        {"partners": here.partners, "question": here.questions[number]},
        amiss=_amiss,
    )


def _amiss(answers: Mapping[str, object]) -> Mapping[str, str]:
    """There is something to keep, or nothing that a skip would lose."""
    if answers["then"] == Then.KEEP and not answers["text"]:
        return {"text": "required"}
    if answers["then"] == Then.SKIP and answers["text"]:
        return {"then": "written"}
    return {}
