"""What the core calls, read out of its files: what a machine can hold of them without running them."""

import ast
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

CORE = Path(__file__).parent.parent / "bot"


@cache
def calls() -> Mapping[Path, Sequence[ast.Call]]:
    """Every call, by the file in which it stands."""
    return {
        path: [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        for path in sorted(CORE.rglob("*.py"))
    }
