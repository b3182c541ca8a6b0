"""Change the words with which you would be shown, before you say yes or no."""

from bot.conversation import Flow
from bot.flows import Instead
from bot.message import Field, Kind, Page, Say
from bot.places import Showcase
from bot.ports import Visit
from bot.records import NotYours, is_id
from bot.showcases import LONGEST_TEXT, open_to_change, rewrite

FRESH = True

Asked = tuple[Showcase, str]


def subject(visit: Visit, about: str) -> str:
    """Which one: that of the message, or the last that was asked."""
    found = open_to_change(visit, about if is_id(about) else "")
    return str(found.id) if found else ""


def gather(visit: Visit, about: str) -> Asked:
    """How it reads so far, and where it would stand."""
    found = open_to_change(visit, about)
    if found is None:
        raise Instead(Say("showcases/nothing"))
    return found, visit.records.places.get(found.place_id).name


def showcase(here: Asked) -> Flow[str]:
    """Their own words."""
    asked, place = here
    field = Field("text", Kind.LINES, initial=asked.text, most=LONGEST_TEXT)
    told = yield Page("showcase/words", (field,), {"place": place})
    return str(told["text"])


def finish(visit: Visit, about: str, text: str) -> Say:
    """Keep them, and show how they read; that is no yes."""
    if not is_id(about):
        raise NotYours(about)
    return rewrite(visit, int(about), text)
