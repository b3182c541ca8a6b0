"""`python -m tests.bot.hit_rate FILE.toml`: how many sentences of a file are understood, and which are not."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bot.speech import Sentence, share, spoken


def report(said: list[Sentence]) -> Iterator[str]:
    meant = [one for one in said if one.command]
    taken = [one for one in said if not one.command and one.intent.command]
    yield from (f"{one.command}: {one}" for one in meant if not one.is_understood)
    yield from (f"nothing: {one}" for one in taken)
    for language in ("en", "de"):
        yield f"{language} {share([one for one in meant if one.language == language]):.0%}"
    yield f"{len(taken)} of {len(said) - len(meant)} that are not for us"


if __name__ == "__main__":
    sys.stdout.write("\n".join(report(list(spoken(Path(sys.argv[1]))))) + "\n")
