"""How far one rendering may go: in steps, which are the same on every machine, and in characters."""

from collections.abc import Iterable, Iterator

from jinja2 import TemplateRuntimeError, pass_context
from jinja2.runtime import Context

# What our own longest text takes, many times over, and a moment of one thread.
MOST_STEPS = 10_000
MOST_CHARACTERS = 200_000
# Where a rendering keeps its steps, and the filter that counts them: no text can write a name with a space.
STEPS, COUNTED = "steps taken", "counted steps"


class Steps:
    """How far one rendering has come."""

    def __init__(self) -> None:
        self._taken = 0

    def take(self) -> None:
        """Raises TemplateRuntimeError for one too many."""
        self._taken += 1
        if self._taken > MOST_STEPS:
            raise TemplateRuntimeError(f"its loops take more than {MOST_STEPS} steps: take one of them out")


@pass_context
def counted(context: Context, several: Iterable[object]) -> Iterator[object]:
    """What a loop goes through, one counted step at a time."""
    for one in several:
        context[STEPS].take()
        yield one


def at_most(pieces: Iterable[str]) -> str:
    """Put together what a text comes to. Raises TemplateRuntimeError once nobody would read it."""
    length, kept = 0, []
    for piece in pieces:
        length += len(piece)
        if length > MOST_CHARACTERS:
            raise TemplateRuntimeError("it grows too long for anybody to read: shorten it")
        kept.append(piece)
    return "".join(kept)
