"""What coordinators write in chat. It is data: held against a list of what it may do, then framed.

The frame is a template of ours. Whatever its `[sample]` names, and nothing else, may be named by those
who write; a number may be compared, and nothing can be called, set, looped over or reached into.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.message import Amiss, Bullets, Divider, Fact, Facts, Problems, Written
from templates import markup
from templates.files import BadTemplate, Source
from templates.rendering import Words, compiled, sample_facts

FRAME = "own_texts/frame"
# Where a frame has the words that somebody has written, and what else in it is its own affair.
TITLE, TEXT = "{{ title }}", "{{ text }}"
FRAMES_OWN = frozenset({"title", "text", "line", "ask", "kind", "buttons"})

# Both platforms show so much of it, whatever the variables come to.
MOST_PARTS = 30
MOST_MARKS = 40
DEEPEST = 3
TAGS = ("if", "elif", "else", "endif")
FILTERS: Mapping[str, tuple[str, ...]] = {
    "number": ("minutes", "months", "leaders"),
    "spelled": ("minutes", "months", "leaders"),
    "spent": ("minutes",),
    "often": ("rhythm",),
}
_TAG = re.compile(r"\{%[-+]?\s*(\w*)")
_LINK = re.compile(r"\]\((\{\{[^)]*|[^)\s]*)\)")
_MARKED = re.compile(r"\{\{|\*\*[^*]+\*\*|\]\(")
# Not on any key: controls, what turns the direction of reading, and our own tokens for values.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ue000-\uf8ff\ufeff]"
)
_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.And, nodes.Or, nodes.Not)
_ORDERED = frozenset({"eq", "ne", "gt", "gteq", "lt", "lteq"})

# Only reads; what is read is rendered where all templates are.
_READING = ImmutableSandboxedEnvironment()


class NotAllowed(Exception):
    """Such a text cannot be announced; says why, for whoever wrote it."""

    def __init__(self, code: str, line: int = 1, **facts: Fact) -> None:
        super().__init__(code)
        self.amiss = Amiss(code, {"line": line, **facts})


def objections(written: Written, frame: Source) -> Problems:
    """What stands in the way of these words, by field; nothing for those that can be announced."""
    found: dict[str, str | Amiss] = {}
    for field, text in (("title", written.title), ("text", written.text)):
        try:
            _look_over(text, frame, in_title=field == "title")
        except NotAllowed as wrong:
            found[field] = wrong.amiss
    if found:
        return found
    try:
        _placed(written, frame)
    except (BadTemplate, RecursionError, SyntaxError):
        return {"text": Amiss("syntax", {"line": 1})}
    return {}


def framed(written: Written, frame: Source) -> Words:
    """The text as it is sent. Raises BadTemplate for one that was not looked over before it was kept."""
    if wrong := objections(written, frame):
        raise BadTemplate(FRAME, f"what was written cannot be announced: {wrong}")
    return _placed(written, frame)


def names(frame: Source) -> Mapping[str, Fact]:
    """Everything that may be named, with an example."""
    return dict(_named(sample_facts(frame)))


def _placed(written: Written, frame: Source) -> Words:
    head = {**frame.head, "title": written.title}
    return compiled(replace(frame, head=head, body=frame.body.replace(TEXT, written.text)))


def _named(facts: Facts) -> Iterator[tuple[str, Fact]]:
    for name, value in facts.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{part}", one) for part, one in value.items())
        elif name not in FRAMES_OWN:
            yield name, value


def _look_over(text: str, frame: Source, *, in_title: bool) -> None:
    _read_characters(text)
    tags = list(_TAG.finditer(text))
    for tag in tags:
        if in_title or tag[1] not in TAGS:
            raise NotAllowed("tag", _line(text, tag.start()), tag=tag[1])
    if len(_MARKED.findall(text)) > MOST_MARKS:
        raise NotAllowed("busy", most=MOST_MARKS)
    if sum(len(one.items) if isinstance(one, Bullets) else 1 for one in markup.blocks(text)) > MOST_PARTS:
        raise NotAllowed("parts", most=MOST_PARTS)
    parsed, known = _parsed(text), names(frame)
    for node in parsed.body:
        _visit(node, known)
    ruled = all(isinstance(one, Divider) for one in markup.blocks(text))
    if ruled or not any(one.data.strip() for one in parsed.find_all(nodes.TemplateData)):
        raise NotAllowed("empty")


def _read_characters(text: str) -> None:
    if unseen := _UNSEEN.search(text):
        raise NotAllowed("characters", _line(text, unseen.start()))
    for link in _LINK.finditer(text):
        # where it leads stands in the text, and in no name
        if "{" in link[1] or not link[1].startswith(("https://", "http://", "mailto:")):
            raise NotAllowed("link", _line(text, link.start()), address=link[1])


def _parsed(text: str) -> nodes.Template:
    try:
        return _READING.parse(text)
    except TemplateSyntaxError as wrong:
        raise NotAllowed("syntax", wrong.lineno) from None
    except RecursionError:
        raise NotAllowed("syntax") from None


def _visit(node: nodes.Node, known: Mapping[str, Fact], depth: int = 0) -> None:
    """Everything that is not known to be harmless is refused."""
    match node:
        case nodes.Name() | nodes.Getattr():
            _name(node, known)
        case nodes.Filter():
            _filter(node, known)
        case nodes.Compare():
            _compare(node, known)
        case nodes.If() if depth == DEEPEST:
            raise NotAllowed("deep", node.lineno, most=DEEPEST)
        case _ if type(node) in _PLAIN:
            deeper = depth + isinstance(node, nodes.If)
            for child in node.iter_child_nodes():
                _visit(child, known, deeper)
        case _:
            raise NotAllowed("more", node.lineno)


def _name(node: nodes.Node, known: Mapping[str, Fact]) -> str:
    """The name of something that there is."""
    match node:
        case nodes.Name(name=name):
            called = str(name)
        case nodes.Getattr(node=nodes.Name(name=name), attr=attr):
            called = f"{name}.{attr}"
        case _:
            raise NotAllowed("more", node.lineno)
    if called not in known:
        raise NotAllowed("name", node.lineno, name=called, near=_near(called, known))
    return called


def _near(called: str, known: Mapping[str, Fact]) -> str:
    """What somebody may have meant: a name that is like it, or whose last part is."""
    tails = {name.rpartition(".")[2]: name for name in reversed(list(known))}
    [near] = get_close_matches(called, known, 1, 0.7) or [""]
    [tail] = get_close_matches(called.rpartition(".")[2], tails, 1, 0.7) or [""]
    return near or tails.get(tail, "")


def _filter(node: nodes.Filter, known: Mapping[str, Fact]) -> None:
    if node.name not in FILTERS:
        [near] = get_close_matches(node.name, FILTERS, 1) or [""]
        raise NotAllowed("filter", node.lineno, name=node.name, near=near)
    given = node.args or node.kwargs or node.dyn_args or node.dyn_kwargs
    if given or node.node is None:
        raise NotAllowed("more", node.lineno)
    if _name(node.node, known) not in FILTERS[node.name]:
        raise NotAllowed("suits", node.lineno, name=node.name, near=", ".join(FILTERS[node.name]))


def _compare(node: nodes.Compare, known: Mapping[str, Fact]) -> None:
    """A number with a number, or whether words are the same."""
    example = known[_name(node.expr, known)]
    match node.ops:
        case [nodes.Operand(op=op, expr=nodes.Const(value=value))] if type(value) is type(example):
            if op in (_ORDERED if isinstance(example, int) else ("eq", "ne")):
                return
        case _:
            pass
    raise NotAllowed("more", node.lineno)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
