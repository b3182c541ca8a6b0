"""Write an announcement of your own, or another version of one."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from bot.audiences import KINDS
from bot.conversation import Flow, several
from bot.facts import mark
from bot.message import Fact, Field, Kind, Option, Page, Problems, Say, Written
from bot.own_text_desk import Draft, preview, taken, write
from bot.own_texts import (
    BUTTONS,
    LANGUAGES,
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_BUTTONS,
    OwnText,
    Version,
)
from bot.ports import Visit
from bot.records import is_id

COORDINATORS = True
REREAD = True
ASK, TELL = "ask", "tell"
# Ticked beforehand.
USUAL = BUTTONS[:2]


@dataclass(frozen=True, slots=True)
class Desk:
    """What it was before, where it is changed; the names that are taken; and what our words make of it."""

    text: OwnText | None
    before: Version | None
    taken: Collection[str]
    language: str
    objections: Callable[[Written], Problems]
    preview: Callable[[Draft], Say]

    @property
    def seen(self) -> str:
        """The mark of what is changed."""
        return mark(self.before) if self.before else ""

    def words(self, language: str) -> tuple[str, str]:
        """Title and text as they are in that language."""
        return self.before.words.get(language, ("", "")) if self.before else ("", "")


def subject(visit: Visit, about: str) -> str:
    """The version that is there now, so that two who change it do not write over each other."""
    if not is_id(about):
        return ""
    *_, last = visit.records.own_texts.versions(visit.records.own_texts.get(int(about)).id)
    return str(last.id)


def gather(visit: Visit, about: str) -> Desk:
    """How it stands."""
    before = visit.records.own_texts.version(int(about)) if about else None
    return Desk(
        text=visit.records.own_texts.get(before.own_text_id) if before else None,
        before=before,
        taken=taken(visit, before.own_text_id if before else 0),
        language=visit.language if visit.language in LANGUAGES else LANGUAGES[0],
        objections=visit.house.wording.objections,
        preview=lambda draft: preview(visit, draft.following(None, 0, visit.person.id, visit.now)),
    )


def admin_announce_write(here: Desk) -> Flow[Draft]:
    """In which language, its words, how it is called, for whom and with which buttons; then look."""
    told = yield Page("admin_announce_write/language", (_language(here),), seen=here.seen)
    language = str(told["language"])
    words = yield Page(
        "admin_announce_write/text",
        _words(*here.words(language)),
        {"language": language},
        amiss=lambda told: _objections(here, _written(language, told)),
    )
    whom = yield Page("admin_announce_write/whom", _whom(here), amiss=lambda told: _wrong(here, told))
    draft = Draft(
        name=_called(whom),
        base=here.before,
        written=_written(language, words),
        audience=str(whom["for_whom"]),
        asks=whom["answer"] == ASK,
        buttons=_buttons(whom),
    )
    shown = here.preview(draft)
    facts: dict[str, Fact] = {
        "name": draft.name,
        "audience": draft.audience,
        "language": language,
        "offers": shown.facts["buttons"],
    }
    yield Page("admin_announce_write/review", (), facts, (shown,), mark(draft))
    return draft


def finish(visit: Visit, about: str, draft: Draft) -> Say:
    """Keep it as a version; nobody hears of it yet."""
    del about
    return write(visit, draft)


def _objections(here: Desk, written: Written) -> Problems:
    at = {"title": "headline", "text": "words"}
    return {at[field]: wrong for field, wrong in here.objections(written).items()}


def _language(here: Desk) -> Field:
    spoken = next(iter(here.before.words)) if here.before else here.language
    return Field("language", Kind.CHOICE, tuple(map(Option, LANGUAGES)), initial=spoken)


def _words(title: str, text: str) -> tuple[Field, ...]:
    return (
        Field("headline", Kind.LINE, initial=title, most=LONGEST_TITLE),
        Field("words", Kind.LINES, initial=text, most=LONGEST_TEXT),
    )


def _whom(here: Desk) -> tuple[Field, ...]:
    """The name is asked last: if somebody else takes it meanwhile, whatever was written stays."""
    before, name = here.before, here.text.name if here.text else ""
    buttons = before.buttons if before else USUAL
    audience = before.audience if before else next(iter(KINDS))
    choices = tuple(map(Option, BUTTONS))
    return (
        Field("called", Kind.LINE, initial=name, most=LONGEST_NAME),
        Field("for_whom", Kind.CHOICE, tuple(map(Option, KINDS)), initial=audience),
        Field(
            "answer",
            Kind.CHOICE,
            (Option(TELL), Option(ASK)),
            initial=ASK if before and before.asks else TELL,
        ),
        Field("buttons", Kind.CHOICES, choices, required=False, initial=buttons, most=MOST_BUTTONS),
    )


def _wrong(here: Desk, told: Mapping[str, object]) -> Problems:
    """What asks goes to those who can be asked, and brings the five answers along."""
    asks, for_leaders = told["answer"] == ASK, str(told["for_whom"]).startswith("leaders")
    return {
        **({"called": "taken"} if _called(told).casefold() in here.taken else {}),
        **({"answer": "leaders"} if asks and not for_leaders else {}),
        **({"buttons": "five"} if asks and _buttons(told) else {}),
    }


def _buttons(told: Mapping[str, object]) -> tuple[str, ...]:
    """Those that were chosen; what was ticked beforehand is no choice of theirs where it cannot be."""
    chosen = tuple(one for one in BUTTONS if one in several(told["buttons"]))
    return () if told["answer"] == ASK and chosen == USUAL else chosen


def _called(told: Mapping[str, object]) -> str:
    return " ".join(str(told["called"]).split())


def _written(language: str, told: Mapping[str, object]) -> Written:
    return Written(language, " ".join(str(told["headline"]).split()), str(told["words"]))
