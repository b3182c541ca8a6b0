"""Correct the facts about somebody you have looked up."""

from bot.conversation import Answers, Flow
from bot.corrections import Correcting, corrected, fields, keep
from bot.flows import Instead
from bot.message import Page, Say
from bot.people_desk import CARD, somebody
from bot.ports import Visit
from bot.records import NotYours, named

COORDINATORS = True
FRESH = True


def subject(visit: Visit, about: str) -> str:
    """Whom it concerns: a number, or nobody."""
    del visit
    return named(about)


def gather(visit: Visit, about: str) -> Correcting:
    """What is known of them."""
    try:
        return Correcting(somebody(visit, about), visit.records.people.by_email)
    except NotYours:
        raise Instead(Say("admin_people/whom")) from None


def admin_correct(here: Correcting) -> Flow[Answers]:
    """Everything on one page."""
    return (yield Page("admin_correct/facts", fields(here), {"name": here.person.name}))


def finish(visit: Visit, about: str, told: Answers) -> Say:
    """Keep it, and show how they stand now."""
    person = somebody(visit, about)
    keep(visit, person, corrected(person, told))
    return Say(CARD, {"person": str(person.id)})
