"""Files that somebody names on the command line."""

from pathlib import Path

from handlers.shell.toolbox import Refused

LARGEST = 200 * 1024 * 1024


def bytes_of(path: Path, largest: int = LARGEST) -> bytes:
    """Raises Refused where there is no such file, or too much of it."""
    try:
        with path.open("rb") as opened:
            data = opened.read(largest + 1)
    except (OSError, ValueError) as wrong:
        words = f"{str(path)!r} cannot be read: {getattr(wrong, 'strerror', None) or wrong}."
        raise Refused(words) from wrong
    if len(data) > largest:
        raise Refused(f"{str(path)!r} is larger than {largest // 1024 // 1024} MB; divide it.")
    return data
