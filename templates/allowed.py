"""What the texts of an organisation may do: name what they are given, choose, and go through a list.

Everything else is refused before it is compiled, by kind of node, by filter and by name. Jinja's sandbox
stands behind it: it lets through every part of whatever it is given, and knows no end of loops.
"""

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

from jinja2 import nodes

from bot.message import Fact

# Deeper than any text that people can follow, and far from what Python's own compiler takes.
DEEPEST = 40
LOOPS = 3
# A sentence with more names than all variables of an announcement is read by nobody.
MOST_NAMED = 24
_PLAIN = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.Filter),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Neg),
    *(nodes.Tuple, nodes.Dict, nodes.Pair),
)
_TAGS: Mapping[type[nodes.Node], str] = {
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.FromImport: "from",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.Test: "is",
    nodes.Mul: "*",
    nodes.Pow: "**",
    nodes.Concat: "~",
    nodes.Slice: "[:]",
}
_Named = nodes.Name | nodes.Getattr | nodes.Getitem


class NotAllowed(Exception):
    """A text does what none may do. Says the line, counted from its own first, and what to do."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


class Unknown:
    """The example of a value of which nothing is known."""


Example = Fact | Unknown
Scope = Mapping[str, Example]


def look_over(parsed: nodes.Template, given: Scope, filters: Collection[str], *, to_the_letter: bool) -> None:
    """Raise NotAllowed for the first thing that is not. `given` has every name, with an example.

    `to_the_letter`: the examples have every part that there can be, so that another is a slip of the pen.
    """
    _Reader(sorted(filters), to_the_letter=to_the_letter).read(parsed, given, 0)


def nearest(word: str, known: Collection[str]) -> str:
    """A remedy for a name that nobody knows: the one that was probably meant, else all that there are."""
    if close := get_close_matches(word, known, 1, 0.6):
        return f"write “{close[0]}”, if you mean that"
    some, more = sorted(known)[:MOST_NAMED], len(known) - MOST_NAMED
    told = f"there are: {', '.join(some)}" if some else "there are none"
    return f"{told} and {more} more" if more > 0 else told


def one_of(several: Example) -> Example:
    """An example of what is in a list, or in a table of words."""
    match several:
        case Mapping():
            return next(iter(several.values()), Unknown())
        case tuple():
            tables = [one for one in several if isinstance(one, Mapping)]
            merged: dict[str, Fact] = {}
            for table in tables:
                merged |= table
            return merged if tables else next(iter(several), Unknown())
        case _:
            return Unknown()


class _Reader:
    """Reads one text from the outside in, and knows at each place what is given there."""

    def __init__(self, filters: Sequence[str], *, to_the_letter: bool) -> None:
        self._filters = filters
        self._to_the_letter = to_the_letter

    def read(self, node: nodes.Node, scope: Scope, depth: int, loops: int = 0) -> Example:
        """Look at everything in a node; gives an example of what it comes to."""
        if depth > DEEPEST:
            raise NotAllowed("this is too deep to follow; say it in simpler parts", node.lineno)
        match node:
            case nodes.For():
                return self._read_loop(node, scope, depth, loops)
            case nodes.Const():
                return str(node.value)
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                return self._read_name(node, scope, depth)
            case nodes.Call(node=nodes.Getattr(attr="get", node=of), args=[nodes.Expr() as key], kwargs=[]):
                self.read(of, scope, depth + 1)
                return self.read(key, scope, depth + 1)
            case _:
                return self._read_parts(node, scope, depth, loops)

    def _read_parts(self, node: nodes.Node, scope: Scope, depth: int, loops: int) -> Example:
        if not isinstance(node, _PLAIN):
            tag = _TAGS.get(type(node), type(node).__name__.lower())
            reason = f"“{tag}” may not stand in a text; name variables, and use if and for"
            raise NotAllowed(reason, node.lineno)
        if isinstance(node, nodes.Filter) and node.name not in self._filters:
            reason = f"there is no filter “{node.name}”; {nearest(node.name, self._filters)}"
            raise NotAllowed(reason, node.lineno)
        for child in node.iter_child_nodes():
            self.read(child, scope, depth + 1, loops)
        return Unknown()

    def _read_loop(self, node: nodes.For, scope: Scope, depth: int, loops: int) -> Example:
        if loops == LOOPS:
            raise NotAllowed(f"at most {LOOPS} loops may stand in each other; take one out", node.lineno)
        if node.recursive or not isinstance(node.target, nodes.Name):
            raise NotAllowed("a loop is {% for one in several %}, and no more than that", node.lineno)
        if not isinstance(node.iter, nodes.Name | nodes.Getattr | nodes.Getitem):
            raise NotAllowed("a loop goes through a list that is given, by its name", node.lineno)
        several = self.read(node.iter, scope, depth + 1)
        one = Unknown() if isinstance(several, Mapping) else one_of(several)
        inside = {**scope, "loop": Unknown(), node.target.name: one}
        for child in (*node.body, *([node.test] if node.test else [])):
            self.read(child, inside, depth + 1, loops + 1)
        for child in node.else_:
            self.read(child, scope, depth + 1, loops)
        return Unknown()

    def _read_name(self, node: _Named, scope: Scope, depth: int) -> Example:
        if isinstance(node, nodes.Name):
            if node.name not in scope:
                reason = f"“{node.name}” is not known here; {nearest(node.name, scope)}"
                raise NotAllowed(reason, node.lineno)
            return scope[node.name]
        whole = self.read(node.node, scope, depth + 1)
        match node:
            case nodes.Getattr(attr=part) | nodes.Getitem(arg=nodes.Const(value=str(part))):
                if isinstance(whole, Mapping) and part not in whole and not self._to_the_letter:
                    whole = Unknown()
                return _part(whole, part, _called(node.node), node.lineno)
            case nodes.Getitem(arg=key):
                self.read(key, scope, depth + 1)
                return one_of(whole)
            case _:
                return Unknown()


def _part(whole: Example, part: str, called: str, line: int) -> Example:
    if part.startswith("_"):
        raise NotAllowed(f"“{part}” begins with _, and no such part may be named", line)
    match whole:
        case Unknown() | None:
            return Unknown()
        case Mapping() if part in whole:
            return whole[part]
        case Mapping():
            raise NotAllowed(f"“{called}” has no “{part}”; {nearest(part, whole)}", line)
        case _:
            raise NotAllowed(f"“{called}” has no parts, so no “{part}”; name it alone", line)


def _called(node: nodes.Node) -> str:
    """How a text writes it, as far as that is a name."""
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=of, attr=part):
            return f"{_called(of)}.{part}"
        case _:
            return "this"
