"""Say whether your story may be told, and take it back at any time."""

from bot.consents import choose, standing
from bot.conversation import Flow
from bot.endings import Use
from bot.flows import Instead
from bot.interviews import to_look_back_on
from bot.message import Field, Kind, Option, Page, Say
from bot.ports import Visit
from bot.records import named

FRESH = True
NO = "no"


def subject(visit: Visit, about: str) -> str:
    """The pair after which it was asked, if it was."""
    del visit
    return named(about)


def gather(visit: Visit, about: str) -> str:
    """What stands until now; a no for everybody who has not said yes."""
    del about
    consent = standing(visit)
    if consent is None and not to_look_back_on(visit):
        raise Instead(Say("story/nothing"))
    return consent.use.value if consent else NO


def story(here: str) -> Flow[str]:
    """In one's name, without it, or not at all."""
    uses = (Option(NO), Option(Use.UNNAMED_STORY.value), Option(Use.NAMED_STORY.value))
    told = yield Page("story/ask", (Field("use", Kind.CHOICE, uses, initial=here),))
    return str(told["use"])


def finish(visit: Visit, about: str, use: str) -> Say:
    """Write down a yes, with the act by which it was given; of a no, only the end of an earlier yes."""
    act = f"story:{about}" if about else "story"
    consent = choose(visit, None if use == NO else Use(use), act)
    return Say("story/kept", {"use": use, "consent": str(consent.id) if consent else ""})
