"""A form as an Adaptive Card with inputs, and what comes back from one."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from bot.message import Form, Input, Kind, Option, Raw, Text
from handlers.teams.card import TooMuch, blocks, execute, framed, label
from handlers.teams.words import bare, line

Json = dict[str, Any]

VERB = "form.answer"
GO_BACK = "form.back"
TICKET, MANY, SEARCHED = "ticket", "many", "searched"
# Inputs come back beside these, in one object.
OURS = frozenset({TICKET, MANY, SEARCHED, "verb", "subject", "msteams"})
MOST_SHOWN = 10


def form_card(form: Form, lang: str = "") -> Json:
    named = {one.name for one in form.inputs}
    if len(named) < len(form.inputs) or named & OURS or not all(named):
        raise TooMuch(f"the form {form.ticket} has inputs without a name of their own")
    body = [*blocks(form.intro), *_general(form, named)]
    for one in form.inputs:
        body += _field(one, form.problems.get(one.name, ""))
    many, searched = _of_kind(form, Kind.CHOICES), _of_kind(form, Kind.SEARCH)
    several = {MANY: many} | ({SEARCHED: searched} if searched else {})
    submit = execute(label(form.submit), VERB, {TICKET: form.ticket, **several})
    return framed(form.title, body, [submit, *_way_back(form)], lang)


def _of_kind(form: Form, kind: Kind) -> list[str]:
    return [one.name for one in form.inputs if one.kind is kind]


def _way_back(form: Form) -> list[Json]:
    """It sends nothing of what was typed: an empty required field must not stand in the way."""
    if not form.back:
        return []
    return [execute(label(form.back), GO_BACK, {"subject": form.ticket}) | {"associatedInputs": "none"}]


def answers_in(data: Mapping[str, Any]) -> dict[str, Raw]:
    """Several choices come joined by commas, and only the form knows which inputs those are."""
    many, searched = _named(data, MANY), _named(data, SEARCHED)
    answers: dict[str, Raw] = dict.fromkeys(many | searched, ())
    for name, value in data.items():
        if name in OURS or not isinstance(value, str | int | float):
            continue
        words = _words(value)
        chosen = tuple(one for one in words.split(",") if one)
        if name in searched:
            answers[name] = tuple(map(unquote, chosen))
        else:
            answers[name] = chosen if name in many else words
    return answers


def _named(data: Mapping[str, Any], key: str) -> set[str]:
    names = data.get(key)
    return {str(name) for name in names} if isinstance(names, list) else set()


def _words(value: str | float) -> str:
    """Some clients send a number as a number, and a whole one as 2.0."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return bare(str(value))


def _general(form: Form, named: set[str]) -> Iterator[Json]:
    """Problems of the page as a whole: nothing that was wrong may go unsaid."""
    for name, words in form.problems.items():
        if name not in named:
            yield _problem(words)


def _field(one: Input, problem: str) -> Iterator[Json]:
    yield _input(one) | _shared(one)
    if one.hint:
        yield line((Text(one.hint),), isSubtle=True, size="Small", spacing="Small")
    if problem:
        yield _problem(problem)


def _problem(words: str) -> Json:
    return line((Text(words),), color="attention", spacing="Small")


def _shared(one: Input) -> Json:
    shared = {"id": one.name, "label": bare(one.label), "isRequired": _insisted(one), "spacing": "Medium"}
    # without it a client that will not send a form says nothing at all
    return shared | ({"errorMessage": bare(one.amiss)} if one.amiss else {})


def _insisted(one: Input) -> bool:
    """A client without type-ahead could never fill in a search: whether it may be empty, we say."""
    return one.required and one.kind is not Kind.SEARCH


def _input(one: Input) -> Json:
    match one.kind:
        case Kind.LINE | Kind.LINES:
            text = {"type": "Input.Text", "isMultiline": one.kind is Kind.LINES}
            return text | _given(one) | _bounds(maxLength=one.most)
        case Kind.CHOICE | Kind.CHOICES:
            return _choices(one)
        case Kind.SEARCH:
            return _search(one)
        case Kind.NUMBER:
            typed = _given(one).get("value", "")
            value = {"value": int(typed)} if typed.lstrip("-").isdecimal() else {}
            return {"type": "Input.Number"} | value | _bounds(min=one.least, max=one.most)
        case Kind.DATE:
            return {"type": "Input.Date"} | _given(one)


def _bounds(**bounds: int | None) -> Json:
    return {name: bound for name, bound in bounds.items() if bound is not None}


def _given(one: Input) -> Json:
    value = one.initial if isinstance(one.initial, str) else ",".join(one.initial)
    return {"value": value} if value else {}


def _choices(one: Input) -> Json:
    several = one.kind is Kind.CHOICES
    if not one.options:
        raise TooMuch(f"the input {one.name!r} offers nothing to choose")
    if several and any("," in option.value for option in one.options):
        raise TooMuch(f"a value of {one.name!r} holds a comma, by which Teams joins several")
    # the shared model of the phones' clients knows no search among several
    style = "expanded" if len(one.options) <= MOST_SHOWN else "compact" if several else "filtered"
    choices = [{"title": _title(option), "value": option.value} for option in one.options]
    drawn: Json = {
        "type": "Input.ChoiceSet",
        "style": style,
        "isMultiSelect": several,
        "wrap": True,
        "choices": choices,
    }
    return drawn | _given(one)


def _search(one: Input) -> Json:
    """Choices that are asked of us while somebody types; those chosen before are there from the beginning."""
    chosen = [one.initial] if isinstance(one.initial, str) and one.initial else list(one.initial)
    labels = {option.value: option for option in one.options}
    there = {**labels, **{value: labels.get(value, Option(value)) for value in chosen}}
    drawn: Json = {
        "type": "Input.ChoiceSet",
        "style": "filtered",
        "isMultiSelect": one.most != 1,
        "choices": [choice(option) for option in there.values()],
        "choices.data": {"type": "Data.Query", "dataset": one.source},
    }
    return drawn | ({"value": ",".join(map(_joinable, chosen))} if chosen else {})


def choice(option: Option) -> Json:
    """One choice of a search, as it stands on the card and as it is suggested."""
    return {"title": _title(option), "value": _joinable(option.value)}


def _joinable(value: str) -> str:
    """Teams joins several by commas, so none may stand in a value; `unquote` is the way back."""
    return value.replace("%", "%25").replace(",", "%2C")


def _title(option: Option) -> str:
    """Some clients read Markdown beside a tick box: a joiner keeps typed words from becoming a link."""
    return bare(option.label or option.value).replace("](", "]\u2060(")
