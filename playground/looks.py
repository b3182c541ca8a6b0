"""One message as both platforms would draw it, side by side on a page that can be kept or sent on."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from playground import draw_slack, draw_teams
from playground.draw_html import Json, Reader

HERE = Path(__file__).parent
DRAWERS = {"slack": draw_slack.message, "teams": draw_teams.message}


def paint(
    words: Mapping[str, str], sent: Mapping[str, Json | None], language: str, zone: str, at: datetime
) -> bytes:
    """An HTML page without scripts and without anything that is fetched.

    `words` are its `title`, its `note`, and `cannot` for a platform that would not take the message.
    """
    reader = Reader(ZoneInfo(zone), at)
    page = _page().render(
        words=words,
        language=language,
        style=Markup(_style()),  # noqa: S704  # a file of ours
        sides=[(name, DRAWERS[name](one, reader) if one else None) for name, one in sent.items()],
    )
    return page.encode()


@cache
def _style() -> str:
    """What the playground draws with, without the frame that fills a window."""
    return (HERE / "static" / "page.css").read_text()


@cache
def _page() -> Template:
    loader = FileSystemLoader(HERE / "html")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("looks.html")
