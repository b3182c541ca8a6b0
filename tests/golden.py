"""Golden drawings: what somebody looked at once, kept as a file. `RENEW=1` draws them all anew, to be read in review."""

import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path

RENEWING = bool(os.environ.get("RENEW"))


def matches(file: Path, drawing: Mapping[str, object]) -> bool:
    """Compare by lines, so that the difference reads like one in review."""
    drawn = json.dumps(drawing, indent=2, ensure_ascii=False) + "\n"
    if RENEWING:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(drawn, encoding="utf-8")
    assert file.exists(), f"{file.name} is not drawn yet: do it with RENEW=1, then look at it"
    assert drawn == file.read_text(encoding="utf-8")
    return True


def stale(folder: Path, names: Collection[str]) -> list[str]:
    """The drawings of what is no longer there. Renewing removes them."""
    old = {
        name: file
        for file in sorted(folder.rglob("*.json"))
        if (name := file.relative_to(folder).with_suffix("").as_posix()) not in names
    }
    if RENEWING:
        for file in old.values():
            file.unlink()
        return []
    return list(old)
