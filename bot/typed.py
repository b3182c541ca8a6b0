"""What somebody has typed into a conversation: what counts, and what is set aside until its page comes again.

What is set aside answers nothing. It is shown on its page once that is asked again, and read anew from there;
a page that is not asked any more says nothing, whatever was typed on it.
"""

from collections.abc import Collection, Mapping

from bot.conversation import ASIDE, OFFERED, SEEN
from bot.facts import mark
from bot.message import Page, Raw
from bot.post import Spot

# Answers by page and field, as they were typed; those that count in the order in which they were asked.
Typed = Mapping[str, Mapping[str, Raw]]

# Beside the pages: the message from which the conversation was begun. No page is called that.
BEGUN = "@begun"


def begun_on(typed: Typed, spot: Spot | None) -> Typed:
    """The same, begun from that message, or from none."""
    rest = {name: told for name, told in typed.items() if name != BEGUN}
    if spot is None:
        return rest
    return {**rest, BEGUN: {ASIDE: ASIDE, "account": str(spot.account_id), "message": spot.platform_id}}


def spot_in(typed: Typed) -> Spot | None:
    """The message from which it was begun, where it was."""
    told = typed.get(BEGUN)
    return Spot(int(str(told["account"])), str(told["message"])) if told else None


def with_answer(typed: Typed, page: str, answers: Mapping[str, Raw], seen: str) -> Typed:
    """This page answered, perhaps anew: what follows it may be another page now, and is asked again."""
    before, others = _parted(typed, page)
    told = {**answers, **({SEEN: seen} if seen else {})}
    return {**before, page: told, **{name: one for name, one in others.items() if name != page}}


def one_back(typed: Typed, page: str) -> Typed:
    """As it is when somebody goes back from this page."""
    before, others = _parted(typed, page)
    last = list(before)[-1:]
    return {**{name: _aside(told) if name in last else told for name, told in before.items()}, **others}


def from_the_top(typed: Typed) -> Typed:
    """Everything is asked again."""
    return {name: _aside(told) for name, told in typed.items()}


def asked(typed: Typed, passed: Collection[Page], here: Page) -> Typed:
    """Only what was asked on the way to this page counts."""
    pages = {page.name: page for page in passed}
    return {
        name: {**told, OFFERED: tuple(_offered(pages[name]).values())}
        if name in pages
        else told
        if name == here.name
        else _aside(told)
        for name, told in typed.items()
    }


def to_show(typed: Typed, page: Page) -> Mapping[str, Raw]:
    """What was typed on this page before; not where it is filled in with something else by now."""
    told = typed.get(page.name, {})
    if ASIDE not in told or OFFERED not in told:
        return told
    same = {name for name, offer in _offered(page).items() if offer in told[OFFERED]}
    return {name: one for name, one in told.items() if name in same}


def _parted(typed: Typed, page: str) -> tuple[Typed, Typed]:
    """What was answered before this page, and everything else, set aside."""
    answered = [name for name, told in typed.items() if ASIDE not in told]
    before = answered[: answered.index(page)] if page in answered else answered
    return (
        {name: typed[name] for name in before},
        {name: _aside(told) for name, told in typed.items() if name not in before},
    )


def _offered(page: Page) -> Mapping[str, str]:
    """By field, the mark of what it is filled in with before anybody types."""
    return {one.name: mark(one.name, one.initial) for one in page.fields}


def _aside(told: Mapping[str, Raw]) -> Mapping[str, Raw]:
    return {**told, ASIDE: ASIDE}
