"""Say hello and hear what this is about."""

from bot.enrolment import open_programme
from bot.facts import person_facts, the_ask
from bot.message import Say
from bot.ports import Visit


def answer(visit: Visit, rest: str) -> Say:
    """The welcome, with the ask in it."""
    del rest
    programme = open_programme(visit)
    return Say(
        "help/hello",
        {
            "to": person_facts(visit.person),
            **the_ask(programme),
            "several": visit.knows_several,
        },
    )
