"""Have everything about you erased, after one more question."""

from dataclasses import dataclass

from bot.conversation import Flow, Unclear
from bot.enrolment import contact
from bot.facts import person_facts
from bot.forgetting import active_pairs, forget, is_last_coordinator
from bot.message import Fact, Field, Kind, Page, Say
from bot.ports import Visit

FRESH = True
PARTING = True
WORDS = ("forget me", "vergiss mich")


@dataclass(frozen=True, slots=True)
class Parting:
    """What ends with it, and whom to ask about what stays."""

    facts: dict[str, Fact]


def gather(visit: Visit, about: str) -> Parting:
    """What this person would give up."""
    del about
    return Parting(
        {
            "to": person_facts(visit.person),
            "pairs": len(active_pairs(visit)),
            "last": is_last_coordinator(visit),
            "contact": contact(visit.records, visit.house),
        }
    )


def forget_me(here: Parting) -> Flow[None]:
    """Say exactly what happens, then ask once more."""
    yield Page("forget_me/what", (), here.facts)
    yield Page("forget_me/sure", (Field("word", Kind.LINE, reads=_the_words),), here.facts)


def finish(visit: Visit, about: str, outcome: None) -> Say:
    """Erase them, and say the last word at once: nobody is left to owe it to."""
    del about, outcome
    forget(visit)
    return Say("forget_me/done")


def _the_words(typed: str) -> tuple[str, ...]:
    plain = " ".join(typed.replace("-", " ").casefold().strip(" .!\"'„“”").split())
    if plain not in WORDS:
        raise Unclear("word")
    return (plain,)
