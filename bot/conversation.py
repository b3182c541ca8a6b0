"""The engine of flows: generators of pages, replayed over the answers that were kept."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from bot.message import Amiss, Field, Kind, Page, Problems, Raw

Value = str | int | date | tuple[str, ...] | None
Answers = Mapping[str, Value]
Outcome = TypeVar("Outcome")
Flow = Generator[Page, Answers, Outcome]


# Beside the answers to a page: what its reader saw (`Page.seen`), what it was filled in with, and that it is
# to be asked again (`bot.typed`). No field is called that.
SEEN, OFFERED, ASIDE = "@seen", "@offered", "@aside"


class Unclear(ValueError):
    """An answer cannot be read. `problem` is the code of a sentence in the page's template."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Waiting:
    """The conversation waits at this page; `problems` say, by field, why its kept answers will not do."""

    page: Page
    problems: Problems = field(default_factory=dict)
    passed: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Done(Generic[Outcome]):
    """The conversation has come to its end."""

    outcome: Outcome


def resume(flow: Flow[Outcome], kept: Mapping[str, Mapping[str, Raw]]) -> Waiting | Done[Outcome]:
    """Replay what was answered, up to the first page without an answer that can be read.

    So a branch is an `if`, going back is asking for one page again, a restart loses nothing, and a page that
    a new release added or no longer understands is simply asked (again).
    """
    passed: list[Page] = []
    try:
        page = next(flow)
        while _is_answered(page, kept):
            answers, problems = read_page(page, kept[page.name])
            if problems:
                return Waiting(page, problems, tuple(passed))
            passed.append(page)
            page = flow.send(answers)
    except StopIteration as end:
        return Done(end.value)
    return Waiting(page, passed=tuple(passed))


def _is_answered(page: Page, kept: Mapping[str, Mapping[str, Raw]]) -> bool:
    told = kept.get(page.name)
    return told is not None and ASIDE not in told and told.get(SEEN, "") == page.seen


def read_page(page: Page, raw: Mapping[str, Raw]) -> tuple[Answers, Problems]:
    """Read every field; give the values and, by field, what was wrong with those that could not be read."""
    answers: dict[str, Value] = {}
    problems: dict[str, str | Amiss] = {}
    for asked in page.fields:
        try:
            answers[asked.name] = read(asked, raw.get(asked.name, ""))
        except Unclear as unclear:
            problems[asked.name] = unclear.problem
    if page.amiss and not problems:
        return answers, page.amiss(answers)
    return answers, problems


def read(asked: Field, raw: Raw) -> Value:
    """Turn what was typed or chosen into a value; an empty one is None, or () where several may be chosen.

    Raises Unclear with `required`, `long`, `choice`, `few`, `many`, `number`, `range` or `date`, `past`,
    `far`.
    """
    if asked.kind in (Kind.CHOICES, Kind.SEARCH):
        return _choices(asked, (raw,) if isinstance(raw, str) and raw else tuple(raw))
    typed = _bare(raw if isinstance(raw, str) else next(iter(raw), ""))
    if not typed:
        if asked.required:
            raise Unclear("required")
        return None
    return _READERS[asked.kind](asked, typed)


def several(value: object) -> tuple[str, ...]:
    """What was chosen where several may be; () when it is anything else."""
    return value if isinstance(value, tuple) else ()


def only(value: object) -> str:
    """What was chosen where one may be searched for, and "" when nothing was."""
    return str(value[0]) if isinstance(value, tuple) and value else ""


def _bare(typed: str) -> str:
    return typed.replace("\r\n", "\n").strip()


def _text(asked: Field, typed: str) -> Value:
    if asked.most is not None and len(typed) > asked.most:
        raise Unclear("long")
    return asked.reads(typed) if asked.reads else typed


def _choice(asked: Field, typed: str) -> Value:
    if typed not in {option.value for option in asked.options}:
        raise Unclear("choice")
    return typed


def _choices(asked: Field, chosen: tuple[str, ...]) -> Value:
    if asked.kind is Kind.CHOICES and not set(chosen) <= {option.value for option in asked.options}:
        raise Unclear("choice")
    if asked.required and not chosen:
        raise Unclear("required")
    if chosen and len(chosen) < (asked.least or 0):
        raise Unclear("few")
    if asked.most is not None and len(chosen) > asked.most:
        raise Unclear("many")
    return chosen


def _number(asked: Field, typed: str) -> Value:
    try:
        number = int(typed)
    except ValueError:
        raise Unclear("number") from None
    low, high = asked.least, asked.most
    if (low is not None and number < low) or (high is not None and number > high):
        raise Unclear("range")
    return number


def _date(asked: Field, typed: str) -> Value:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise Unclear("date") from None
    if asked.earliest and day < asked.earliest:
        raise Unclear("past")
    if asked.latest and day > asked.latest:
        raise Unclear("far")
    return day


_READERS: Mapping[Kind, Callable[[Field, str], Value]] = {
    Kind.LINE: _text,
    Kind.LINES: _text,
    Kind.CHOICE: _choice,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
}
